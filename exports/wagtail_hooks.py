"""What the Wagtail admin learns from this package."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .constants import LOG_EXPORTED, LOG_IMPORT_APPLIED


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(LOG_EXPORTED, _("Ekspor laporan"), _("Laporan diekspor"))
    actions.register_action(LOG_IMPORT_APPLIED, _("Impor data induk"), _("Data induk diimpor dari berkas"))
