"""Stands before Wagtail's own addresses under ``/admin/``: sign-in, sign-out and reset happen at our pages only."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("login/", views.WagtailSignIn.as_view()),
    path("logout/", views.SignOut.as_view()),
    re_path(r"^password_reset/", views.WagtailSignIn.as_view(pattern_name="people:password_reset", query_string=False)),
]
