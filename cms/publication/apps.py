from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "cms.publication"
    label = "publication"
    verbose_name = _("Publikasi")

    def ready(self) -> None:
        from desk.core.schedules import Recurring, register_recurring

        from . import one_door, tasks
        from .services.vetting import WorkflowVetting

        one_door.register(WorkflowVetting())
        register_recurring(Recurring("publish-approved", tasks.publish_approved, every_minutes=1))
