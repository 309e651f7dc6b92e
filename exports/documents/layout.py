"""A letter as plain data for the template: texts cleaned, numbers in words of letters, columns weighed."""

from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from desk.core import words

from .errors import DocumentRefused
from .fonts import breakable
from .letter import Block, Cell, Column, Letter, Paragraph, Points, Section, Subheading, Table

LONGEST_WORD = 40  # characters; longer ones (addresses of pages) may break anywhere
LONGEST_IN_TABLE = 18
NARROWEST, WIDEST = 4, 34  # weights of columns, in characters
SAMPLE = 200  # rows that a column's weight is taken from
LARGE, MEDIUM = 6, 9  # columns up to which a table keeps its letters large, or smaller; beyond that its page lies on the side
MOST_COLUMNS = 16
NO_TITLE = "Surat"  # a file must have one
MOST_ROWS = 4_000  # of one letter: some 80 pages, 375 MB of memory while it is set; longer lists are what XLSX is for


def letter_data(letter: Letter) -> dict[str, Any]:
    """What ``letter.typ`` reads. Pictures are named by their place: ``crest.png``, ``photo-1.jpg``."""
    _check(letter)
    head = letter.letterhead
    return {
        "page": letter.page_size.value,
        "simulation": letter.simulation,
        "title": text(letter.subject) or NO_TITLE,
        "head": _texts(government=head.government, unit=head.unit, address=head.address)
        | {"contacts": [text(contact) for contact in head.contacts], "crest": head.crest is not None},
        "about": [
            [name, text(value)]
            for name, value in (
                ("Nomor", letter.number),
                ("Sifat", letter.classification),
                ("Lampiran", letter.attachments),
                ("Hal", letter.subject),
            )
        ],
        **_texts(number=letter.number, opening=letter.opening, closing=letter.closing),
        "place_and_date": text(f"{letter.place}, {words.day(letter.date)}"),
        "addressees": [text(addressee) for addressee in letter.addressees],
        "addressee_place": text(letter.addressee_place),
        "sections": [_section(section) for section in letter.sections],
        "signature": {
            "office": [text(line) for line in letter.signature.office_lines],
            **_texts(name=letter.signature.name, rank=letter.signature.rank, nip=letter.signature.nip),
        },
        "photos": [_texts(caption=photo.caption, source=photo.source) for photo in letter.photos],
        "copies": [text(copy) for copy in letter.copies],
    }


def text(value: str) -> str:
    return breakable(value, LONGEST_WORD)


def cell_text(value: Cell, column: Column) -> str:
    """A number as ``2.821.202`` or ``84,77``, a date as ``25 November 2024``, nothing as a dash."""
    if value is None or value == "":
        return "-"
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return words.number(value, column.decimals) if Decimal(str(value)).is_finite() else "-"
    if isinstance(value, date):
        return words.day(value.date() if isinstance(value, datetime) else value)
    return breakable(str(value), LONGEST_IN_TABLE)


def _texts(**named: str) -> dict[str, str]:
    return {name: text(value) for name, value in named.items()}


def _section(section: Section) -> dict[str, Any]:
    return {"heading": text(section.heading), "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", **_texts(text=block.text, author=block.author)}
        case Points():
            return {"kind": "points", "ordered": block.ordered, "items": [text(item) for item in block.items]}
        case Subheading():
            return {"kind": "subheading", "text": text(block.text)}
        case Table():
            return _table(block)


def _table(block: Table) -> dict[str, Any]:
    rows = [[cell_text(cell, column) for cell, column in zip(row, block.columns, strict=True)] for row in block.rows]
    total = block.total and [cell_text(cell, column) for cell, column in zip(block.total, block.columns, strict=True)]
    headings = [breakable(column.heading, LONGEST_IN_TABLE) for column in block.columns]
    return {
        "kind": "table",
        "title": text(block.title),
        "numeric": [column.numeric for column in block.columns],
        "weights": [_weight(headings[place], rows, place) for place in range(len(headings))],
        "size": "large" if len(headings) <= LARGE else "medium" if len(headings) <= MEDIUM else "small",
        "headings": headings,
        "rows": rows,
        "total": total,
    }


def _weight(heading: str, rows: list[list[str]], place: int) -> int:
    """How much of the line a column gets: its longest cell, and at least the longest word of its heading."""
    longest_word = max(map(len, heading.split()), default=0)
    longest_cell = max((len(row[place]) for row in rows[:SAMPLE]), default=0)
    return min(WIDEST, max(NARROWEST, longest_word, longest_cell)) + 2


def _check(letter: Letter) -> None:
    if letter.issued_at.tzinfo is None:
        raise ValueError("issued_at of a letter is an aware moment")
    for table in letter.tables:
        lengths = {len(row) for row in chain(table.rows, [table.total] if table.total else [])}
        if lengths - {len(table.columns)}:
            raise ValueError(f"a row of the table {table.title!r} has {lengths} cells for {len(table.columns)} columns")
        if not table.columns or len(table.columns) > MOST_COLUMNS:
            raise DocumentRefused(
                f"Tabel “{table.title}” memuat {len(table.columns)} kolom; surat memuat 1 sampai {MOST_COLUMNS}. Bagi tabelnya."
            )
    if sum(len(table.rows) for table in letter.tables) > MOST_ROWS:
        raise DocumentRefused(f"Tabel surat memuat lebih dari {words.number(MOST_ROWS)} baris. Gunakan XLSX untuk daftar sepanjang itu.")
