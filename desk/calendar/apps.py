from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    name = "desk.calendar"
    label = "calendar"
    verbose_name = _("Tahapan")

    def ready(self) -> None:
        from forms_config import prefills

        from .prefills import PREFILLS

        for prefill in PREFILLS:
            prefills.register(prefill)
