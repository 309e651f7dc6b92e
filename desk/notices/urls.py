"""Addresses of the inbox."""

from django.urls import path

from . import views

app_name = "notices"

urlpatterns = [
    path("pesan/", views.messages, name="inbox"),
    path("pesan/semua-dibaca/", views.read_all, name="read_all"),
    path("pesan/<int:pk>/", views.read, name="read"),
]
