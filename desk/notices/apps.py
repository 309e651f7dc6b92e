from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "desk.notices"
    label = "notices"
    verbose_name = _("Pesan")

    def ready(self) -> None:
        from desk.core.schedules import Recurring, register_recurring

        from .services import forget_old, mail_due_notices

        register_recurring(Recurring("notices.forget_old", forget_old, 1440))
        register_recurring(Recurring("notices.mail", mail_due_notices, 1))
