from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SituationConfig(AppConfig):
    name = "desk.situation"
    label = "situation"
    verbose_name = _("Situasi")

    def ready(self) -> None:
        from forms_config import destinations

        from .destinations import SituationDestination

        destinations.register(SituationDestination())
