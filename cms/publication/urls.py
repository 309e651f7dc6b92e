from django.urls import path

from . import views

app_name = "publication"

urlpatterns = [
    path("lambang/", views.crest, name="crest"),
    path("media/images/<str:name>", views.picture, name="picture"),
    path("robots.txt", views.robots, name="robots"),
]
