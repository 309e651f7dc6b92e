"""What the Wagtail admin learns of the one door."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import constants
from .admin_api import PagesToRead
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
def admin_addresses() -> list[URLPattern]:
    return [path("langganan/", SubscriptionCounts.as_view(), name="subscription_counts")]


@hooks.register("register_reports_menu_item")
def subscription_counts() -> MenuItem:
    return MenuItem(_("Langganan pos-el"), reverse("subscription_counts"), name="subscriptions", icon_name="mail", order=1200)


@hooks.register("construct_admin_api")
def close_actions_of_the_api(router: Any) -> None:
    router.register_endpoint("pages", PagesToRead)
