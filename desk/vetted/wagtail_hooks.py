"""What the Wagtail admin learns from this app: the words of its audit log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from . import constants

LOG_LABELS = {
    constants.LOG_TAKEN: (_("Ambil angka"), _("Angka diambil")),
    constants.LOG_VETTED: (_("Setujui angka"), _("Angka diperiksa dan disetujui")),
    constants.LOG_REFUSED: (_("Tolak angka"), _("Angka ditolak")),
    constants.LOG_HANDED_OVER: (_("Serahkan usulan"), _("Usulan publikasi diserahkan")),
    constants.LOG_FOLLOWED: (_("Tindak lanjuti usulan"), _("Usulan publikasi ditindaklanjuti")),
    constants.LOG_CHANGE_TAKEN: (_("Ambil perubahan usulan"), _("Perubahan usulan publikasi diambil")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for action, (label, message) in LOG_LABELS.items():
        actions.register_action(action, label, message)
