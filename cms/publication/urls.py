from django.urls import path

from . import views

app_name = "publication"

urlpatterns = [
    path("lambang/", views.crest, name="crest"),
    path("media/images/<str:name>", views.picture, name="picture"),
    path("robots.txt", views.robots, name="robots"),
]

# Last of all: whatever no door answers to. Wagtail looks its pages' addresses up under this name.
public_urlpatterns = [
    path("", views.public, name="wagtail_serve"),
    path("<path:path>", views.public, name="wagtail_serve"),
]
