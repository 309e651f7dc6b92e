from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "cms.operations"
    label = "operations"
    verbose_name = _("Pengoperasian")

    def ready(self) -> None:
        from desk.core.schedules import Recurring, register_recurring

        from . import tasks

        register_recurring(Recurring("publish-scheduled", tasks.publish_scheduled, every_minutes=1))
        register_recurring(Recurring("clear-sessions", tasks.clear_sessions, every_minutes=24 * 60))
        register_recurring(Recurring("forget-sign-in-attempts", tasks.forget_sign_in_attempts, every_minutes=24 * 60))
