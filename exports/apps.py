from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

HOURLY = 60  # minutes


class ExportsConfig(AppConfig):
    name = "exports"
    label = "exports"
    verbose_name = _("Ekspor")

    def ready(self) -> None:
        from desk.core.schedules import Recurring, register_recurring

        from .tasks import clear_old_exports, clear_old_imports

        register_recurring(Recurring("exports.clear_old", clear_old_exports, every_minutes=HOURLY))
        register_recurring(Recurring("exports.clear_old_imports", clear_old_imports, every_minutes=HOURLY))
