"""What a letter of a desk holds, after Permendagri 1/2023: the one shape that every writer takes.

Everything is a ready text in Bahasa Indonesia, times included: the caller writes them in the unit's own zone with its WIB, WITA
or WIT (``desk.core.words``). Only cells of tables may be numbers and dates, so that a spreadsheet can reckon with them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

Cell = str | int | float | Decimal | date | None


class PageSize(StrEnum):
    """Millimetres; F4 is the folio of Indonesian offices."""

    A4 = "A4"  # 210 x 297
    F4 = "F4"  # 215 x 330


@dataclass(frozen=True)
class Letterhead:
    """Who writes. ``crest``: bytes of a picture, drawn 22 mm wide at the left."""

    government: str  # "Pemerintah Kota Bogor"
    unit: str  # "Badan Kesatuan Bangsa dan Politik"
    address: str  # with the postal code
    phone: str = ""
    email: str = ""
    website: str = ""
    crest: bytes | None = None

    @property
    def contacts(self) -> tuple[str, ...]:
        named = (("Telepon", self.phone), ("Laman", self.website), ("Pos-el", self.email))
        return tuple(f"{name} {value}" for name, value in named if value)


@dataclass(frozen=True)
class Paragraph:
    """``author``: who wrote it, shown small behind the text ("Kecamatan Bogor Selatan")."""

    text: str
    author: str = ""


@dataclass(frozen=True)
class Points:
    """A list, lettered a, b, c when ``ordered``."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Subheading:
    text: str


@dataclass(frozen=True)
class Column:
    """``numeric``: aligned at the right; ``decimals`` None keeps what a number has."""

    heading: str
    numeric: bool = False
    decimals: int | None = None


@dataclass(frozen=True)
class Table:
    """Every row, ``total`` included, has as many cells as there are columns. ``total`` stands last, in bold."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None


Block = Paragraph | Points | Subheading | Table


@dataclass(frozen=True)
class Section:
    """A numbered heading of the letter with what stands under it."""

    heading: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Signature:
    """Who signs. ``standing``: "Plt.", "Plh." or "Pj." before the office; ``on_behalf_of``: the office above ("a.n." line)."""

    office: str  # "Kepala Badan Kesatuan Bangsa dan Politik"
    name: str
    rank: str = ""  # "Pembina Utama Muda, IV/c"
    nip: str = ""
    standing: str = ""
    on_behalf_of: str = ""

    @property
    def office_lines(self) -> tuple[str, ...]:
        office = f"{self.standing} {self.office}".strip() + ","
        return (f"a.n. {self.on_behalf_of}", office) if self.on_behalf_of else (office,)


@dataclass(frozen=True)
class Photo:
    """``content``: bytes of a picture as it was uploaded; writers redraw it. ``caption`` is its text for who cannot see it."""

    content: bytes
    caption: str
    source: str = ""


@dataclass(frozen=True)
class Letter:
    """One document. ``issued_at`` (aware) is the moment written into the file, so that the same letter gives the same bytes."""

    letterhead: Letterhead
    number: str
    subject: str  # Hal
    place: str
    date: date
    addressees: tuple[str, ...]
    signature: Signature
    issued_at: datetime
    classification: str = "Biasa"  # Sifat
    attachments: str = "-"  # Lampiran
    addressee_place: str = "Tempat"  # "di Tempat"
    opening: str = ""
    sections: tuple[Section, ...] = ()
    closing: str = ""
    photos: tuple[Photo, ...] = ()
    copies: tuple[str, ...] = ()  # Tembusan
    simulation: bool = False
    page_size: PageSize = PageSize.A4

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for section in self.sections for block in section.blocks if isinstance(block, Table))
