from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "cms.publication"
    label = "publication"
    verbose_name = _("Publikasi")

    def ready(self) -> None:
        from django.utils import timezone
        from wagtail.signals import init_new_page

        from desk.core.schedules import Recurring, register_recurring
        from desk.vetted import followers, quoting

        from . import one_door, prefilling, tasks
        from .figures import quotes_in_public, show_newest
        from .rendering.preview import preview
        from .services.vetting import WorkflowVetting

        one_door.register(WorkflowVetting())
        one_door.register_preview(lambda page: preview(page, timezone.now()))
        init_new_page.connect(prefilling.on_new_page, dispatch_uid="publication")  # Wagtail's only word before an empty form
        followers.register("publication", show_newest)
        quoting.register("publication", quotes_in_public)
        register_recurring(Recurring("publish-approved", tasks.publish_approved, every_minutes=1))
        register_recurring(Recurring("renew-pages", tasks.renew_pages, every_minutes=1))
        register_recurring(Recurring("mail-subscribers", tasks.mail_subscribers, every_minutes=1))
        register_recurring(Recurring("forget-visitors", tasks.forget_visitors, every_minutes=60))
