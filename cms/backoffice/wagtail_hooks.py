"""Branding, menu and first page of the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.permissions import register_permission_policy

from desk.regions.models import PollingStation, Region

from . import menu
from .master_data import MasterDataGroup, choosers
from .panels import StartPanel, is_admin
from .permissions import ReadOnly
from .reporting_duty import ReportingDutyGroup

for official_list in (Region, PollingStation):
    register_permission_policy(official_list, ReadOnly(official_list))

ICONS = (
    "box",
    "cal",
    "chart",
    "crest",
    "file",
    "grid",
    "home",
    "inbox",
    "lock",
    "pin",
    "send",
    "shield",
    "task",
    "user",
    "users",
    "vote",
    "warn",
)


@hooks.register("insert_global_admin_css")
def our_hue() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("look/admin.css"))


@hooks.register("register_icons")
def our_drawings(icons: list[str]) -> list[str]:
    """The drawings of the look, for menus and lists of the admin: ``desk-task``, ``desk-users``, ..."""
    return [*icons, *(f"backoffice/icons/desk-{name}.svg" for name in ICONS)]


@hooks.register("construct_main_menu")
def arrange_main_menu(_request: HttpRequest, items: list[Any]) -> None:
    menu.arrange(items)


@hooks.register("construct_settings_menu")
def arrange_settings_menu(_request: HttpRequest, items: list[Any]) -> None:
    menu.leave_out(items, menu.HIDDEN_SETTINGS)


@hooks.register("construct_reports_menu")
def arrange_reports_menu(request: HttpRequest, items: list[Any]) -> None:
    menu.leave_out(items, menu.HIDDEN_REPORTS if is_admin(request.user) else menu.HIDDEN_REPORTS | menu.ADMINS_REPORTS)


@hooks.register("construct_homepage_panels")
def start_here(request: HttpRequest, panels: list[Any]) -> None:
    if is_admin(request.user):
        panels.insert(0, StartPanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def count_what_matters(_request: HttpRequest, items: list[Any]) -> None:
    """Numbers of pictures and documents help nobody; the cards below count what does."""
    items[:] = [item for item in items if isinstance(item, PagesSummaryItem)]


@hooks.register("register_admin_viewset")
def master_data() -> list[Any]:
    return [*choosers(), MasterDataGroup(), ReportingDutyGroup()]
