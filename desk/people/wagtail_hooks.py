"""What the Wagtail admin learns from this app."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import constants
from .doors import POSKO, has_door
from .viewsets import CLOSED_BULK_ACTIONS

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


for closed in CLOSED_BULK_ACTIONS:
    hooks.register("register_bulk_action", closed, order=1000)  # after Wagtail's own, whose place they take


class DoorItem(MenuItem):  # type: ignore[misc, unused-ignore]
    """The way from the admin to the posko, for whoever has that door."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_door(request.user, POSKO.key)


@hooks.register("register_admin_menu_item")
def register_posko_door() -> DoorItem:
    return DoorItem(_("Buka posko"), POSKO.address, name="posko", icon_name="home", order=2000)
