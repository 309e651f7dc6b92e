"""The project's addresses; the FormPage is answered by Wagtail's own view, for the product lets pages out by a door of its own."""

from django.urls import path
from wagtail.views import serve

from cms.urls import urlpatterns as addresses

urlpatterns = [path("ukur/", serve, {"path": "ukur/"}), *addresses]
