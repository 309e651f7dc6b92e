from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadinessConfig(AppConfig):
    name = "desk.readiness"
    label = "readiness"
    verbose_name = _("Kesiapan")

    def ready(self) -> None:
        from desk.reporting import trace_links
        from desk.vetted import figures
        from forms_config import destinations

        from .destinations import ReadinessDestination
        from .figures import READINESS_POINT
        from .tracing import readiness_of_report

        destinations.register(ReadinessDestination())
        trace_links.register(ReadinessDestination.key, readiness_of_report)
        figures.register(READINESS_POINT)
