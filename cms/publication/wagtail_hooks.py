"""What the Wagtail admin learns of the one door."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from . import constants
from .admin_api import PagesToRead
from .newsroom import editor, home_panel
from .newsroom.menu import DoorItem
from .subscription_counts import SubscriptionCounts

LOG_LABELS = {
    constants.LOG_HANDED_IN: (_("Serahkan naskah"), _("Naskah diserahkan untuk ditinjau")),
    constants.LOG_REVIEWED: (_("Tinjau naskah"), _("Naskah selesai ditinjau")),
    constants.LOG_APPROVED: (_("Setujui naskah"), _("Naskah disetujui")),
    constants.LOG_RETURNED: (_("Kembalikan naskah"), _("Naskah dikembalikan dengan alasan")),
    constants.LOG_CANCELLED: (_("Batalkan naskah"), _("Naskah dibatalkan sebelum terbit")),
    constants.LOG_PUBLISHED: (_("Terbitkan"), _("Terbit untuk publik")),
    constants.LOG_WITHDRAWN: (_("Tarik"), _("Ditarik dari publik")),
    constants.LOG_REFUSED: (_("Tahan"), _("Ditahan aturan penerbitan")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for action, (label, message) in LOG_LABELS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [
        path("langganan/", SubscriptionCounts.as_view(), name="subscription_counts"),
        path("satu-pintu/", include("cms.publication.newsroom.urls")),
    ]


@hooks.register("register_reports_menu_item")
def subscription_counts() -> MenuItem:
    return MenuItem(_("Langganan pos-el"), reverse("subscription_counts"), name="subscriptions", icon_name="mail", order=1200)


@hooks.register("construct_admin_api")
def close_actions_of_the_api(router: Any) -> None:
    router.register_endpoint("pages", PagesToRead)


@hooks.register("register_admin_menu_item")
def one_door() -> MenuItem:
    return DoorItem(_("Satu pintu"), reverse("satu_pintu:index"), name="satu-pintu", icon_name="desk-shield", order=100)


@hooks.register("construct_page_action_menu")
def actions_of_the_editor(items: list[Any], _request: HttpRequest, context: dict[str, Any]) -> None:
    editor.arrange_actions(items, context)


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def to_where_it_waits(request: HttpRequest, page: Page) -> HttpResponse | None:
    return editor.after_handing_in(request, page)


@hooks.register("construct_homepage_panels", order=10)
def what_waits_at_the_door(_request: HttpRequest, panels: list[Any]) -> None:
    home_panel.arrange_home(panels)
