"""The whole matrix of a choice as CSV or XLSX, in the words of the page."""

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

from desk.people.models import User
from desk.reporting.selectors.compliance import Duty, Figures, UnitRow, table_of
from desk.reporting.selectors.compliance_choice import Choice
from desk.reporting.selectors.compliance_rounds import Round, rounds_of
from exports.spreadsheets import Sheets, csv_lines

ABOUT = ("_unit_kode", "_unit")
ABOUT_HEADINGS = ("Kode unit", "Unit")
SUMS = ("_wajib", "_masuk", "_tepat_waktu", "_kelengkapan_persen", "_ketepatan_persen")
SUM_HEADINGS = ("Wajib", "Masuk", "Dikirim tepat waktu", "Kelengkapan (%)", "Ketepatan waktu (%)")
NOT_ASKED = "tidak diminta"


class ComplianceTable:
    """Every unit of ``choice`` that ``user`` may see, with all its rounds, the newest first."""

    def __init__(self, choice: Choice, user: User, now: datetime) -> None:
        self.choice = choice
        self.rounds = rounds_of(choice, user, now)
        self.figures = Figures(choice, user, now)
        self._rows = table_of(self.figures, self.figures.units, self.rounds, user, now, grouped=False).rows

    @property
    def names(self) -> list[str]:
        return [*ABOUT, *SUMS, *(round_.key for round_ in self.rounds)]

    @property
    def headings(self) -> list[str]:
        return [*ABOUT_HEADINGS, *SUM_HEADINGS, *map(self._heading, self.rounds)]

    def _heading(self, round_: Round) -> str:
        if round_.period_start and round_.period_end:
            return f"{round_.period_start} s.d. {round_.period_end} {round_.at_hour}".strip()
        return f"Batas {round_.due_at.astimezone(self.choice.region.zone):%Y-%m-%d %H.%M}"

    def rows(self) -> Iterator[list[Any]]:
        for row in self._rows:
            yield [row.unit.region_code, row.unit.name, *_sums(row), *map(_cell, row.cells)]

    def __len__(self) -> int:
        return len(self._rows)


def _sums(row: UnitRow) -> list[Any]:
    tally = row.tally
    shares = [round(100 * part / tally.counted, 2) if tally.counted else None for part in (tally.reported, tally.timely)]
    return [tally.counted, tally.reported, tally.timely, *shares]


def _cell(duty: Duty | None) -> str:
    if duty is None:
        return NOT_ASKED
    return f"{duty.look.full}, nihil" if duty.also_nil else duty.look.full


def compliance_csv(table: ComplianceTable) -> Iterator[str]:
    def lines() -> Iterator[list[Any]]:
        yield table.headings
        yield from table.rows()

    return csv_lines(lines())


def compliance_xlsx(table: ComplianceTable, file: IO[bytes]) -> None:
    sheets = Sheets()
    sheet = sheets.add("Kepatuhan", table.names, table.headings)
    for row in table.rows():
        sheets.append(sheet, row)
    sheets.save(file)
