from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "desk.incidents"
    label = "incidents"
    verbose_name = _("Kejadian")

    def ready(self) -> None:
        from forms_config import destinations

        from .destinations import IncidentDestination

        destinations.register(IncidentDestination())
