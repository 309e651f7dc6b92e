from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    name = "desk.regions"
    label = "regions"
    verbose_name = _("Wilayah")

    def ready(self) -> None:
        from forms_config import references

        from .references import PollingStationSource, RegionSource

        references.register(RegionSource())
        references.register(PollingStationSource())
