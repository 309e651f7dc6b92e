from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SituationConfig(AppConfig):
    name = "desk.situation"
    label = "situation"
    verbose_name = _("Situasi")

    def ready(self) -> None:
        from desk.reporting import trace_links
        from forms_config import destinations

        from .destinations import SituationDestination
        from .tracing import situation_of_report

        destinations.register(SituationDestination())
        trace_links.register(SituationDestination.key, situation_of_report)
