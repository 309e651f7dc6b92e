"""``manage.py prepare``: everything between new code and a running installation; safe to run before every start."""

import gc
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.operations.demo_accounts import refuse_demo_accounts
from cms.operations.selectors import unapplied_migrations
from cms.publication.rendering.build import bring_up_to_date
from cms.publication.rendering.folder import refresh_whole
from cms.publication.services import ensure_home
from desk.people.groups import sync_present_groups
from desk.people.models import User

DEMO_SCENARIOS = ("bogor", "semarang")


class Command(BaseCommand):
    help = "Apply migrations; with DESK_DEMO=1 also load the demonstration, otherwise refuse to go on with demo accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.prepare()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as interrupt:
            raise CommandError("Stopped. What is done stays; the next start goes on from there.") from interrupt

    def prepare(self) -> None:
        if settings.DESK_DEMO:
            gc.disable()  # a third less time for a first start; not in production, where 500 MB may be all there is
        if unapplied_migrations():
            self.stderr.write("Preparing the database ...")
            call_command("migrate", interactive=False, verbosity=0)
            sync_present_groups()
        ensure_home()
        if settings.DESK_DEMO:
            self.load_demo()
        bring_up_to_date(now=timezone.now())
        refresh_whole()
        gc.enable()
        refuse_demo_accounts()

    def load_demo(self) -> None:
        for name in DEMO_SCENARIOS:
            if not User.objects.filter(username=f"operator.{name}").exists():
                self.load_unless_refused(name)

    def load_unless_refused(self, name: str) -> None:
        """A scenario that somebody loaded instead, with the same regions, is no reason not to start."""
        try:
            call_command("scenario", "load", name, stdout=StringIO())  # its line of JSON is for programs
        except CommandError as refused:
            self.stderr.write(str(refused))
