"""Safe cells and the two ways of writing them: CSV line by line, XLSX sheet by sheet, neither held in memory."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

RISKY = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program may take for a formula
BYTE_ORDER_MARK = "\ufeff"  # Excel reads a CSV as UTF-8 only with it
LONGEST_CELL = 32_767  # characters, XLSX
LONGEST_SHEET_NAME = 31
FORBIDDEN_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
WIDEST, NARROWEST = 48, 12  # characters


def csv_text(value: Any) -> str:
    """A cell as text that no spreadsheet program runs: a risky beginning gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(RISKY) else text


def cell_text(value: str) -> str:
    """A text as XLSX can hold it. Its cell's type must be text too, or it may become a formula."""
    return ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]


def sheet_name(title: str, taken: set[str]) -> str:
    """A name for a sheet that the workbook does not have yet; ``taken`` learns it."""
    base = title.translate(FORBIDDEN_IN_SHEET_NAME).strip(" '")[:LONGEST_SHEET_NAME] or "Lembar"
    name, number = base, 2
    while name.lower() in taken:
        ending = f" {number}"
        name, number = base[: LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
    taken.add(name.lower())
    return name


class _Echo:
    """A file for ``csv.writer`` that hands back what was written."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Sequence[Any]], *, delimiter: str = ",") -> Iterator[str]:
    """CSV text line by line, with byte order mark."""
    writer = csv.writer(_Echo(), delimiter=delimiter, lineterminator="\r\n")
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([csv_text(value) for value in row])


class Sheets:
    """An XLSX workbook written row by row. Texts stay texts: nothing in them becomes a formula."""

    def __init__(self) -> None:
        self._workbook = Workbook(write_only=True)
        self._names: set[str] = set()

    def add(self, title: str, names: Sequence[str], headings: Sequence[str]) -> Any:
        """A sheet with the column names in the first row and the words for people in the second; both stay in view."""
        sheet = self._workbook.create_sheet(sheet_name(title, self._names))
        for number, heading in enumerate(headings, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = max(NARROWEST, min(WIDEST, len(heading) + 2))
        sheet.freeze_panes = "B3"
        sheet.append([self._cell(sheet, name, Font(color="808080", italic=True)) for name in names])
        sheet.append([self._cell(sheet, heading, Font(bold=True)) for heading in headings])
        return sheet

    def append(self, sheet: Any, row: Sequence[Any]) -> None:
        sheet.append([self._cell(sheet, value) for value in row])

    def save(self, file: IO[bytes]) -> None:
        self._workbook.save(file)

    @staticmethod
    def _cell(sheet: Any, value: Any, font: Font | None = None) -> Any:
        if not isinstance(value, str) and font is None:
            return ("Ya" if value else "Tidak") if isinstance(value, bool) else value
        cell = WriteOnlyCell(sheet, value="")
        cell.value = cell_text(value)
        cell.data_type = "s"
        if font is not None:
            cell.font = font
        return cell
