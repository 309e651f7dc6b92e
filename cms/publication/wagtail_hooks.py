"""What the Wagtail admin learns of the one door."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from . import constants

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
