from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "desk.incidents"
    label = "incidents"
    verbose_name = _("Kejadian")

    def ready(self) -> None:
        from desk.reporting import trace_links
        from forms_config import destinations

        from .destinations import IncidentDestination
        from .tracing import incidents_of_report

        destinations.register(IncidentDestination())
        trace_links.register(IncidentDestination.key, incidents_of_report)
