"""How import-export turns a cell into a value. Each widget raises ``WrongCell``: what is wrong, what to do."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from import_export.widgets import Widget

from desk.regions.constants import CODE_SHAPE, MOST_POLLING_STATIONS, VILLAGE_LENGTH

from .errors import WrongCell
from .reading import Formula

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
STATION_NUMBER = re.compile(r"(?:tps)?\s*0*(\d{1,3})", re.IGNORECASE)
PHONE = re.compile(r"\+?[\d\s().\-/]{5,29}")
LOST_ZERO = re.compile(r"8\d{8,11}")  # a mobile number that a spreadsheet program took for a number
MEND_FORMULA = "Salin kolomnya, lalu tempel sebagai nilai (tempel khusus)."
MEND_CODE = "Pakai kode Kemendagri bertitik, misalnya 32.71 atau 32.71.01.1001, dan atur selnya sebagai teks."


class Cell(Widget):
    """A text. ``required``: an empty one is wrong; otherwise it gives None, which leaves what stands in the database."""

    def __init__(self, *, longest: int = 160, required: bool = True) -> None:
        super().__init__()
        self.longest, self.required = longest, required

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if isinstance(value, Formula):
            raise WrongCell("Sel berisi rumus atau galat, bukan nilai.", MEND_FORMULA)
        if not value:
            if self.required:
                raise WrongCell("Sel kosong.", "Isi sel ini, atau hapus barisnya.")
            return None
        if len(value) > self.longest:
            raise WrongCell(f"Lebih panjang dari {self.longest} huruf.", "Persingkat isinya.")
        return self.value_of(value)

    def value_of(self, text: str) -> Any:
        return text


class KeyCell(Cell):
    """A key of an agency, as the database holds it."""

    def value_of(self, text: str) -> str:
        key = text.lower()
        if not SLUG.fullmatch(key):
            raise WrongCell("Kunci hanya boleh memuat huruf kecil, angka, dan tanda hubung.", "Contoh: dinkes-bogor.")
        return key


class PhoneCell(Cell):
    def value_of(self, text: str) -> str:
        if LOST_ZERO.fullmatch(text):
            raise WrongCell("Angka 0 di depan nomor hilang.", f"Tulis 0{text}, dan atur kolomnya sebagai teks.")
        if not PHONE.fullmatch(text):
            raise WrongCell("Ini bukan nomor telepon.", "Tulis satu nomor, misalnya 0812 3456 7890 atau +62 812 3456 7890.")
        return text


class EmailCell(Cell):
    def value_of(self, text: str) -> str:
        try:
            validate_email(text)
        except ValidationError as refused:
            raise WrongCell("Ini bukan alamat pos-el.", "Tulis satu alamat, misalnya camat@contoh.go.id.") from refused
        return text


class StationNumberCell(Cell):
    """``7``, ``007`` and ``TPS 007`` are the same station."""

    def value_of(self, text: str) -> int:
        found = STATION_NUMBER.fullmatch(text)
        number = int(found[1]) if found else 0
        if not 1 <= number <= MOST_POLLING_STATIONS:
            raise WrongCell("Nomor TPS harus angka 1 sampai 999.", "Tulis angkanya saja, misalnya 7 atau 007.")
        return number


class RegionCell(Cell):
    """A code of the region tree; ``known`` (code: level) is filled for each chunk."""

    known: Mapping[str, str] = {}

    def value_of(self, text: str) -> str:
        if not CODE_SHAPE.fullmatch(text):
            raise WrongCell("Kode wilayah tidak dikenal.", MEND_CODE)
        if text not in self.known:
            raise WrongCell("Wilayah dengan kode ini tidak ada di sistem.", "Periksa kodenya, atau impor daftar wilayahnya lebih dahulu.")
        return text


class VillageCell(RegionCell):
    def value_of(self, text: str) -> str:
        if CODE_SHAPE.fullmatch(text) and len(text) != VILLAGE_LENGTH:
            raise WrongCell("Kode ini bukan kelurahan atau desa.", "Pakai kode sepuluh angka, misalnya 32.71.01.1001.")
        return super().value_of(text)


class AgencyCell(KeyCell):
    """The key of an agency that is there; gives its id. ``known`` (key: id) is filled for each chunk."""

    known: Mapping[str, int] = {}

    def value_of(self, text: str) -> Any:
        key = super().value_of(text)
        if key not in self.known:
            raise WrongCell(
                "Perangkat daerah dengan kunci ini belum ada.", "Periksa kuncinya, atau impor perangkat daerahnya lebih dahulu."
            )
        return self.known[key]
