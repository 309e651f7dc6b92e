from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "desk.people"
    label = "people"
    verbose_name = _("Orang dan posko")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from forms_config import prefills, references

        from .groups import sync_present_groups
        from .prefills import PREFILLS
        from .references import AgencySource, PersonSource

        references.register(AgencySource())
        references.register(PersonSource())
        for prefill in PREFILLS:
            prefills.register(prefill)
        post_migrate.connect(sync_present_groups, dispatch_uid="people.sync_present_groups")
