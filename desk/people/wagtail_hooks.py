"""What the Wagtail admin learns from this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from . import constants

LOG_LABELS = {
    constants.LOG_USER_CREATED: (_("Buat akun"), _("Akun dibuat")),
    constants.LOG_USER_UPDATED: (_("Ubah akun"), _("Data akun diubah")),
    constants.LOG_PASSWORD_CHANGED: (_("Ganti kata sandi"), _("Kata sandi diganti")),
    constants.LOG_ROLE_ASSIGNED: (_("Beri peran"), _("Peran diberikan")),
    constants.LOG_ROLE_ENDED: (_("Akhiri peran"), _("Peran diakhiri")),
    constants.LOG_AGENCY_SAVED: (_("Simpan perangkat daerah"), _("Perangkat daerah disimpan")),
    constants.LOG_PERSON_SAVED: (_("Simpan data orang"), _("Data orang disimpan")),
    constants.LOG_DESK_SAVED: (_("Simpan posko"), _("Posko disimpan")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for action, (label, message) in LOG_LABELS.items():
        actions.register_action(action, label, message)
