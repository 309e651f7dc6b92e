"""Reads an uploaded XLSX or CSV row by row, by what it is and not by its name, and refuses what it cannot be."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from openpyxl import load_workbook

from exports.constants import MOST_BYTES, MOST_ROWS, MOST_UNPACKED_BYTES

from .errors import FileRefused

ZIP_MAGIC = b"PK\x03\x04"
OLD_EXCEL_MAGIC = b"\xd0\xcf\x11\xe0"
WORKBOOK = "xl/workbook.xml"
MOST_PARTS = 500  # files inside an XLSX
MOST_COLUMNS = 30
MOST_BLANK_LINES = 1_000  # between heading and rows; a sheet that was formatted to its end has a million
FORMULA_STARTS = ("=", "@")
SIGNS = ("+", "-")  # +62812 is a telephone, -A1 is a formula
DELIMITERS = (";", ",", "\t")
TEMPLATE = "Unduh berkas contoh, isi, lalu unggah lagi."


class Formula(str):
    """Text of a cell that a spreadsheet program would compute; never taken as a value."""

    __slots__ = ()


class Line(NamedTuple):
    """One line of the sheet that is not blank; ``number`` counts from 1, as the spreadsheet program shows it."""

    number: int
    cells: list[str]


def read_lines(content: bytes) -> Iterator[Line]:
    """The heading and every row after it that is not blank. ``FileRefused`` says why a file cannot be read."""
    if not content:
        raise FileRefused(f"Berkas kosong. {TEMPLATE}")
    if len(content) > MOST_BYTES:
        raise FileRefused(f"Berkas lebih besar dari {MOST_BYTES // 1024 // 1024} MB. Bagi menjadi beberapa berkas.")
    if content.startswith(OLD_EXCEL_MAGIC):
        raise FileRefused("Berkas XLS lama tidak dapat dibaca. Buka berkasnya, pilih Simpan sebagai, lalu pilih XLSX.")
    lines = _xlsx_lines(content) if content.startswith(ZIP_MAGIC) else _csv_lines(content)
    rows = -1
    for line in lines:
        if any(line.cells):
            rows += 1
            if rows > MOST_ROWS:
                raise FileRefused(f"Berkas memuat lebih dari {MOST_ROWS:,} baris. Bagi menjadi beberapa berkas.".replace(",", "."))
            yield line


def _xlsx_lines(content: bytes) -> Iterator[Line]:
    _refuse_bomb(content)
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # a damaged workbook fails in as many ways as it has parts
        raise _unreadable() from error
    try:
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # what the file claims may be wrong
        limit = MOST_ROWS + MOST_BLANK_LINES
        for number, row in enumerate(sheet.iter_rows(max_row=limit, max_col=MOST_COLUMNS), start=1):
            yield Line(number, [_xlsx_text(cell) for cell in row])
    except Exception as error:
        raise _unreadable() from error
    finally:
        workbook.close()


def _refuse_bomb(content: bytes) -> None:
    """Judge the parts by their declared size, beyond which zipfile unpacks nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise _unreadable() from error
    if WORKBOOK not in {part.filename for part in parts}:
        raise FileRefused(f"Berkas ini bukan XLSX atau CSV. {TEMPLATE}")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise FileRefused("Isi berkas XLSX ini terlalu besar. Salin datanya saja ke berkas contoh, lalu unggah lagi.")


def _unreadable() -> FileRefused:
    return FileRefused(f"Berkas rusak atau bukan XLSX. {TEMPLATE}")


def _xlsx_text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in {"f", "e"}:  # formula, error such as #REF!
        return Formula(_plain(str(value)) or "=")
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _plain(str(value))


def _csv_lines(content: bytes) -> Iterator[Line]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused("Isi berkas bukan XLSX, dan bukan CSV dengan huruf UTF-8. Simpan ulang sebagai XLSX atau CSV UTF-8.") from error
    if "\x00" in text:
        raise FileRefused(f"Berkas ini bukan XLSX atau CSV. {TEMPLATE}")
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    try:
        for cells in reader:
            yield Line(reader.line_num, [_csv_text(cell) for cell in cells[:MOST_COLUMNS]])
    except csv.Error as error:
        raise FileRefused("Berkas CSV tidak utuh, misalnya tanda petik yang tidak ditutup. Simpan ulang sebagai XLSX.") from error


def _csv_text(cell: str) -> str:
    text = _plain(cell)
    text = text[1:] if text[:1] == "'" and text[1:2] in {*FORMULA_STARTS, *SIGNS} else text  # as our own exports write it
    signed = text[:1] in SIGNS and text[1:2].isalpha()
    return Formula(text) if text.startswith(FORMULA_STARTS) or signed else text


def _plain(text: str) -> str:
    """Printable characters, single spaces."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
