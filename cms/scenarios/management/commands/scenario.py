"""``manage.py scenario load|clear NAME [--voting-day DATE]``: demonstrations of one region, marked as simulation."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from cms.scenarios.catalogue import plan_named
from cms.scenarios.plans import ScenarioPlan
from cms.scenarios.selectors import holdings
from cms.scenarios.services import clear_scenario, load_scenario
from desk.core.errors import DeskError

STEPS = 13  # that load_scenario tells of


class Command(BaseCommand):
    help = "Muat atau hapus skenario simulasi. 'load' menulis satu baris JSON tentang isinya ke keluaran baku."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        load = actions.add_parser("load", help="Muat skenario; yang sudah dimuat tidak diubah.")
        load.add_argument("name", metavar="NAMA")
        load.add_argument("--voting-day", metavar="TANGGAL", help="Hari pemungutan suara, misalnya 2024-11-27 (baku: 9 hari lagi).")
        clear = actions.add_parser("clear", help="Hapus baris skenario ini saja.")
        clear.add_argument("name", metavar="NAMA")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            plan = plan_named(options["name"])
            if options["action"] == "load":
                self.load(plan, options["voting_day"])
            else:
                self.clear(plan)
        except DeskError as error:
            raise CommandError(str(error)) from error

    def load(self, plan: ScenarioPlan, voting_day: str | None) -> None:
        with tqdm(total=STEPS, desc=plan.title, bar_format="{desc}: {percentage:3.0f}% {bar:24} {postfix}") as bar:

            def step(done: str) -> None:
                bar.set_postfix_str(done, refresh=False)
                bar.update()

            loaded = load_scenario(plan=plan, voting_day=_day(voting_day), step=step)
            bar.leave = loaded
        if not loaded:
            self.stderr.write(f"Skenario {plan.name} sudah dimuat. Tidak ada yang diubah.")
        self.stdout.write(json.dumps(holdings(plan)))

    def clear(self, plan: ScenarioPlan) -> None:
        if clear_scenario(plan=plan):
            self.stdout.write(f"Skenario {plan.name} dihapus. Daftar wilayah dan formulir tetap ada.")
        else:
            self.stdout.write(f"Skenario {plan.name} tidak sedang dimuat. Tidak ada yang diubah.")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(f"Tanggal “{text}” tidak dikenal. Tulis seperti 2024-11-27.") from error
