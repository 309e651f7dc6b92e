from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VettedConfig(AppConfig):
    name = "desk.vetted"
    label = "vetted"
    verbose_name = _("Angka dan usulan publikasi")

    def ready(self) -> None:
        from forms_config import destinations

        from .destinations import PublicationDestination

        destinations.register(PublicationDestination())
