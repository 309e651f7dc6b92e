from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "desk.people"
    label = "people"
    verbose_name = _("Orang dan posko")

    def ready(self) -> None:
        from forms_config import prefills, references

        from .prefills import PREFILLS
        from .references import AgencySource, PersonSource

        references.register(AgencySource())
        references.register(PersonSource())
        for prefill in PREFILLS:
            prefills.register(prefill)
