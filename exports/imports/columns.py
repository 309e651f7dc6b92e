"""Which column of the file is which: by its heading, in the words that offices use."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .errors import FileRefused

NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Column:
    """A column that a kind of list has. ``example`` fills the template; ``note`` explains it there and on the page."""

    field: str
    heading: str
    note: str
    example: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    required: bool = True

    @property
    def words(self) -> set[str]:
        return {normal(word) for word in (self.heading, self.field, *self.synonyms)}


@dataclass(frozen=True)
class Places:
    """Where each field stands in a row; ``ignored`` are headings that mean nothing here."""

    places: Mapping[str, int]
    ignored: tuple[str, ...]


def normal(heading: str) -> str:
    """Lower case, punctuation as one space: ``KODE_Kelurahan/Desa*`` is ``kode kelurahan desa``."""
    return NOT_A_WORD.sub(" ", heading.lower()).strip()


def find_columns(headings: Sequence[str], columns: Sequence[Column]) -> Places:
    """Match the headings; ``FileRefused`` names what is missing or stands there twice."""
    places: dict[str, int] = {}
    ignored = []
    for place, heading in enumerate(headings):
        column = next((column for column in columns if normal(heading) in column.words), None)
        if column is None:
            ignored.extend([heading] if heading else [])
        elif column.field in places:
            first = headings[places[column.field]]
            raise FileRefused(f"Kolom “{first}” dan “{heading}” sama-sama berarti {column.heading}. Hapus atau ganti judul salah satunya.")
        else:
            places[column.field] = place
    missing = [column.heading for column in columns if column.required and column.field not in places]
    if missing:
        raise FileRefused(_missing(missing, [heading for heading in headings if heading]))
    return Places(places, tuple(ignored))


def _missing(missing: Sequence[str], there: Sequence[str]) -> str:
    wanted = ", ".join(f"“{heading}”" for heading in missing)
    found = ", ".join(f"“{heading[:40]}”" for heading in there[:10])
    return f"Kolom {wanted} tidak ditemukan. Judul yang ada pada baris pertama: {found}. Ganti judulnya atau pakai berkas contoh."
