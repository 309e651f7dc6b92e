from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from desk.reporting.constants import State
from desk.reporting.models import Entry
from exports.entries.documents import entries_csv
from exports.entries.rows import EntryTable
from forms_config.models import Form


class Command(BaseCommand):
    """``entries export KEY FILE``: the CSV of a form, all versions, all regions; identity answers masked."""

    help = "Write all sent entries of a form as CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        export = actions.add_parser("export", help="write the CSV of a form")
        export.add_argument("key", help="key of the form")
        export.add_argument("file", type=Path, help="file to write; '-' writes to the screen")
        export.add_argument("--delimiter", default=",", choices=[",", ";"])

    def handle(self, *args: Any, **options: Any) -> None:
        form = Form.objects.filter(key=options["key"]).first()
        if form is None:
            known = ", ".join(Form.objects.values_list("key", flat=True)) or "-"
            raise CommandError(f"Formulir {options['key']} tidak ada. Yang ada: {known}.")
        table = EntryTable(form, Entry.objects.exclude(state=State.DRAFT))
        lines = entries_csv(table, delimiter=options["delimiter"])
        if str(options["file"]) == "-":
            self.stdout.writelines(lines)
            return
        with options["file"].open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        self.stderr.write(f"{table.count()} laporan ditulis ke {options['file']}.")
