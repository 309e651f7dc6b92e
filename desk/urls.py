"""Addresses of the desk, one line per capability."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("desk.people.urls")),
    path("", include("desk.notices.urls")),
    path("", include("desk.reporting.urls")),
    path("", include("desk.dashboard.urls")),
    path("", include("desk.situation.urls")),
    path("", include("desk.incidents.urls")),
    path("", include("desk.readiness.urls")),
    path("", include("desk.vetted.urls")),
]
