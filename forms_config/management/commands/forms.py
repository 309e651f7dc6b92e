import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms_config.errors import FormNotPublishable, FormsConfigError
from forms_config.models import Form
from forms_config.packing import read_pack_text
from forms_config.services import export_pack, import_pack


class Command(BaseCommand):
    """``forms import FILE`` loads a pack (``-`` reads standard input), ``forms export KEY`` prints one."""

    help = "Import a form from a pack, or export one as a pack."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        load = actions.add_parser("import", help="Load a pack as a draft, or publish it at once.")
        load.add_argument("file")
        load.add_argument("--publish", action="store_true", help="Publish the form when it compiles.")
        export = actions.add_parser("export", help="Print the pack of a form.")
        export.add_argument("key")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "import":
            self._import(options["file"], publish=options["publish"])
        else:
            self._export(options["key"])

    def _import(self, file: str, *, publish: bool) -> None:
        try:
            text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
            form = import_pack(read_pack_text(text), by=None, publish=publish)
        except OSError as error:
            raise CommandError(f"Berkas {file} tidak dapat dibaca: {error.strerror}.") from error
        except FormNotPublishable as error:
            raise CommandError("Formulir belum dapat diterbitkan:\n" + "\n".join(f"- {problem}" for problem in error.problems)) from error
        except FormsConfigError as error:
            raise CommandError(str(error)) from error
        state = f"versi {form.current_version.number}" if form.current_version else "draf"
        self.stdout.write(f"{form.key}: {form.title} ({state})")

    def _export(self, key: str) -> None:
        form = Form.objects.filter(key=key).first()
        if form is None:
            known = ", ".join(Form.objects.order_by("key").values_list("key", flat=True)) or "-"
            raise CommandError(f"Tidak ada formulir dengan kunci “{key}”. Yang ada: {known}.")
        self.stdout.write(json.dumps(export_pack(form=form), ensure_ascii=False, indent=2))
