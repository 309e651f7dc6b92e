from django.urls import path

from .views import wall

app_name = "dashboard"

urlpatterns = [
    path("layar/", wall.wall, name="wall"),
]
