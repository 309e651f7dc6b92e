from django.urls import path

from . import views
from .visitors import search, subscription

app_name = "publication"

urlpatterns = [
    path("lambang/", views.crest, name="crest"),
    path("media/images/<str:name>", views.picture, name="picture"),
    path("cari/", search.search, name="search"),
    path("langganan/", subscription.subscribe, name="subscribe"),
    path("langganan/konfirmasi/<str:token>/", subscription.confirm, name="confirm_subscription"),
    path("langganan/berhenti/<str:token>/", subscription.leave, name="leave_subscription"),
    path("langganan/<slug:outcome>/", subscription.outcome, name="subscription_outcome"),
]

# Last of all: whatever no door answers to. Wagtail looks its pages' addresses up under this name.
public_urlpatterns = [
    path("", views.public, name="wagtail_serve"),
    path("<path:path>", views.public, name="wagtail_serve"),
]
