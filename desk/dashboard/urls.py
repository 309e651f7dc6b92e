from django.urls import path

from .views import home, wall

app_name = "dashboard"

urlpatterns = [
    path("posko/", home.home, name="home"),
    path("layar/", wall.wall, name="wall"),
]
