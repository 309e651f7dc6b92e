"""The tables of a letter as XLSX: a cover that says whose they are, then a sheet each. The same bytes for the same letter."""

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desk.core import words
from exports.spreadsheets import RISKY, cell_text, sheet_name

from .letter import Cell, Column, Letter, PageSize, Table
from .packages import fixed_package
from .texts import one_line, visible

COVER = "Sampul"
PAPER = {PageSize.A4: 9, PageSize.F4: 14}  # codes of ECMA-376 18.3.1.63; 14 is folio, 8.5 x 13 inches
WIDEST, NARROWEST = 48, 8  # characters
PORTRAIT = 6  # columns up to which a sheet is printed upright
HEADING_ROW = 4
EXACT = 10**15  # from here on a spreadsheet rounds whole numbers, so they are written as texts
WHOLE, DECIMALS, DATES = "#,##0", "#,##0.{}", "d mmmm yyyy"
BOLD, TITLE, QUIET, WARNING = Font(bold=True), Font(bold=True, size=14), Font(color="555555"), Font(bold=True, color="8A1C1C")
GROUND = PatternFill("solid", fgColor="E4E4E4")
LINE = Side(style="thin", color="888888")
EDGE = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
SIMULATION = "SIMULASI: bukan laporan dinas"


def letter_workbook(letter: Letter) -> bytes:
    """XLSX bytes. Numbers are numbers, dates are dates, and no text becomes a formula."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    names: set[str] = set()
    cover = workbook.create_sheet(sheet_name(COVER, names))
    sheets = [(workbook.create_sheet(sheet_name(one_line(table.title), names)), table) for table in letter.tables]
    _write_cover(cover, letter, sheets)
    for sheet, table in sheets:
        _write_table(sheet, table, letter)
    for sheet in workbook.worksheets:
        _set_page(sheet, letter)
    properties = workbook.properties
    properties.title, properties.creator = cell_text(one_line(letter.subject)), cell_text(one_line(letter.letterhead.unit))
    properties.created = letter.issued_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    file = io.BytesIO()
    workbook.save(file)
    return fixed_package(file.getvalue(), properties.created)


def _write_cover(sheet: Worksheet, letter: Letter, sheets: list[tuple[Worksheet, Table]]) -> None:
    head = letter.letterhead
    _put(sheet, 1, 1, head.government, font=BOLD)
    _put(sheet, 2, 1, head.unit, font=TITLE)
    _put(sheet, 3, 1, SIMULATION if letter.simulation else head.address, font=WARNING if letter.simulation else QUIET)
    row = 5
    for name, value in _identity(letter):
        _put(sheet, row, 1, name, font=BOLD)
        _put(sheet, row, 2, value)
        row += 1
    row += 1
    for column, heading in enumerate(("Lembar", "Judul", "Jumlah baris"), start=1):
        _put_heading(sheet, row, column, heading)
    for number, (target, table) in enumerate(sheets, start=row + 1):
        _put(sheet, number, 1, target.title)
        _put(sheet, number, 2, table.title)
        _put(sheet, number, 3, len(table.rows))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = 24, 64, 14


def _identity(letter: Letter) -> Iterable[tuple[str, str]]:
    signature = letter.signature
    yield "Nomor", letter.number
    yield "Sifat", letter.classification
    yield "Lampiran", letter.attachments
    yield "Hal", letter.subject
    yield "Tempat dan tanggal", f"{letter.place}, {words.day(letter.date)}"
    yield from (("Yth.", addressee) for addressee in letter.addressees)
    yield "Ditandatangani oleh", ", ".join((*(line.rstrip(",") for line in signature.office_lines), signature.name))


def _write_table(sheet: Worksheet, table: Table, letter: Letter) -> None:
    _put(sheet, 1, 1, table.title, font=TITLE)
    about = f"{letter.letterhead.unit}, {letter.number}, {words.day(letter.date)}"
    _put(sheet, 2, 1, f"{SIMULATION}. {about}" if letter.simulation else about, font=WARNING if letter.simulation else QUIET)
    for place, column in enumerate(table.columns, start=1):
        _put_heading(sheet, HEADING_ROW, place, column.heading)
    rows = [*table.rows, table.total] if table.total else list(table.rows)
    for number, row in enumerate(rows, start=HEADING_ROW + 1):
        font = BOLD if table.total and number == HEADING_ROW + len(rows) else None
        for place, (value, column) in enumerate(zip(row, table.columns, strict=True), start=1):
            _put(sheet, number, place, value, font=font, column=column).border = EDGE
    for place, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _width(column, [row[place - 1] for row in rows])
    last = get_column_letter(len(table.columns))
    sheet.freeze_panes = f"B{HEADING_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{last}{HEADING_ROW + len(table.rows)}"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.page_setup.orientation = "portrait" if len(table.columns) <= PORTRAIT else "landscape"


def _width(column: Column, cells: list[Cell]) -> int:
    """Characters: the longest cell and the longest word of the heading, within bounds, and room for the arrow of the filter."""
    lengths = [len(str(cell)) for cell in cells] + [len(word) for word in column.heading.split()]
    return min(WIDEST, max(NARROWEST, *lengths)) + 3


def _set_page(sheet: Worksheet, letter: Letter) -> None:
    sheet.page_setup.paperSize = PAPER[letter.page_size]
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    number = cell_text(one_line(letter.number)).replace("&", "&&")
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=_HeaderFooterPart(text=number), right=_HeaderFooterPart(text="Halaman &P dari &N"))


def _put_heading(sheet: Worksheet, row: int, column: int, heading: str) -> None:
    cell = _put(sheet, row, column, heading, font=BOLD)
    cell.fill, cell.border = GROUND, EDGE
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _put(sheet: Worksheet, row: int, place: int, value: Cell, *, font: Font | None = None, column: Column | None = None) -> Any:
    cell = sheet.cell(row, place)
    known = _known(value)
    if isinstance(known, str):
        cell.value = known
        cell.data_type = "s"
        cell.quotePrefix = known.startswith(RISKY)
        cell.alignment = Alignment(vertical="top", wrap_text=column is not None, horizontal="right" if column and column.numeric else None)
    elif known is not None:
        cell.value = known
        cell.number_format = _number_format(known, column)
        cell.alignment = Alignment(vertical="top")
    if font is not None:
        cell.font = font
    return cell


def _known(value: Cell) -> str | int | float | Decimal | date | None:
    """What a cell of a spreadsheet can hold without changing it."""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (int, float, Decimal)):
        if not Decimal(str(value)).is_finite():
            return None
        return value if -EXACT < value < EXACT else str(value)
    return cell_text(visible(value)) if isinstance(value, str) else value


def _number_format(value: int | float | Decimal | date, column: Column | None) -> str:
    if isinstance(value, date):
        return DATES
    if column is not None and column.decimals:
        return DECIMALS.format("0" * column.decimals)
    return WHOLE if value == int(value) or (column is not None and column.decimals == 0) else DECIMALS.format("0###")
