"""``manage.py translations check``: nothing of the installed packages stays English."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.operations.catalogues import problems


class Command(BaseCommand):
    help = "Check that cms/locale completes the catalogues of the installed packages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["check"])

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(problems())
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError(f"{len(found)} translations are missing or broken; mend cms/locale/id/LC_MESSAGES/*.po.")
        self.stdout.write("Every string has its Indonesian translation.")
