from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadinessConfig(AppConfig):
    name = "desk.readiness"
    label = "readiness"
    verbose_name = _("Kesiapan")

    def ready(self) -> None:
        from forms_config import destinations

        from .destinations import ReadinessDestination

        destinations.register(ReadinessDestination())
