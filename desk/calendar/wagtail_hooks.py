"""What the Wagtail admin learns from this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from . import constants

LOG_LABELS = {
    constants.LOG_ELECTION_CREATED: (_("Buat pemilihan"), _("Pemilihan dibuat")),
    constants.LOG_STAGES_SET: (_("Ubah tahapan"), _("Tahapan diubah")),
    constants.LOG_VOTING_DAY_MOVED: (_("Pindahkan hari pemungutan suara"), _("Hari pemungutan suara dipindahkan")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for action, (label, message) in LOG_LABELS.items():
        actions.register_action(action, label, message)
