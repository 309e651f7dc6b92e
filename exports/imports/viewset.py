"""The place of imports in the Wagtail admin: addresses and the item in the menu, for installation admins."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from desk.people.scope import scope_of

from .views import Apply, Blank, Job, ThrowAway, Upload


class AdminsItem(MenuItem):  # type: ignore[misc, unused-ignore]
    def is_shown(self, request: HttpRequest) -> bool:
        return scope_of(request.user).installation


class ImportViewSet(ViewSet):  # type: ignore[misc, unused-ignore]
    name = "imports"
    icon = "upload"
    menu_label = _("Impor dari spreadsheet")
    menu_item_class = AdminsItem

    def get_urlpatterns(self) -> list[URLPattern]:
        views: list[tuple[str, Any, str]] = [
            ("", Upload, "index"),
            ("contoh/<str:kind>.xlsx", Blank, "blank"),
            ("<uuid:uuid>/", Job, "job"),
            ("<uuid:uuid>/terapkan/", Apply, "apply"),
            ("<uuid:uuid>/batalkan/", ThrowAway, "throw_away"),
        ]
        return [path(route, view.as_view(), name=name) for route, view, name in views]
