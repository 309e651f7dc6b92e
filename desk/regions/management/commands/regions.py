"""``manage.py regions import [FILE]``: brings the region tree in line with an official list."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from desk.core.errors import DeskError
from desk.regions.constants import NATIONAL_LIST
from desk.regions.errors import RegionFileRefused
from desk.regions.services import Progress, import_regions

Item = TypeVar("Item")


class Bar(Progress):
    """A progress bar on stderr."""

    def watch(self, items: Iterable[Item], *, label: str, total: int | None = None) -> Iterable[Item]:
        bar: Iterable[Item] = tqdm(items, desc=label, total=total, unit=" baris", mininterval=0.5)
        return bar


class Command(BaseCommand):
    help = "Impor daftar wilayah (CSV atau CSV.GZ dengan kolom code,name,level). Tanpa FILE: daftar nasional bawaan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        importer = actions.add_parser("import", help="Tambahkan dan perbarui wilayah dari berkas; semua baris atau tidak sama sekali.")
        importer.add_argument("file", nargs="?", type=Path, default=NATIONAL_LIST, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            summary = import_regions(path=options["file"], progress=Bar())
        except RegionFileRefused as refused:
            for error in refused.errors:
                self.stderr.write(str(error))
            hidden = refused.count - len(refused.errors)
            if hidden:
                self.stderr.write(f"... dan {_dotted(hidden)} baris lain.")
            raise CommandError(str(refused)) from refused
        except DeskError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{_dotted(summary.read)} wilayah dibaca: {_dotted(summary.created)} baru, "
            f"{_dotted(summary.updated)} diperbarui, {_dotted(summary.unchanged)} tidak berubah."
        )


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
