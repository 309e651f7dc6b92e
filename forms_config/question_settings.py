"""Settings that each question family has of its own: default, and how a written value becomes the stored one.

The one table behind normalising definitions, packs and comparison. Names and defaults: docs/form-definition.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from .constants import Family, Privacy, Required

FILE_KINDS = ("pdf", "docx", "xlsx", "pptx", "csv", "txt", "jpg", "png")  # what can be told by its bytes
REGION_LEVELS = {
    "province": "Provinsi",
    "regency": "Kabupaten",
    "city": "Kota",
    "district": "Kecamatan",
    "urban_village": "Kelurahan",
    "village": "Desa",
    "customary_village": "Desa adat",
}
LARGEST_NUMBER = 10**15  # exact in the browser's numbers too
MOST_PLACES = 6  # decimals that the form logic keeps
REFERENCES = frozenset({Family.REGION, Family.POLLING_STATION, Family.AGENCY, Family.PERSON})
WITH_CHOICES = frozenset({Family.ONE_CHOICE, Family.MANY_CHOICES})
NUMBERS = frozenset({Family.WHOLE_NUMBER, Family.DECIMAL, Family.SCALE})
ATTACHMENTS = frozenset({Family.PHOTOS, Family.FILES})
WITHOUT_ANSWER = frozenset({Family.NOTE, Family.COMPUTED})  # nobody fills them in
NOT_IN_REPEAT = frozenset({Family.REPEAT, Family.TABLE})


# What a definition means when it leaves a common setting out.
QUESTION_DEFAULTS: dict[str, Any] = {
    "help": "",
    "required": Required.NEVER.value,
    "required_if": None,
    "shown_if": None,
    "prefill": None,
    "privacy": Privacy.ORDINARY.value,
    "feeds": "",
}


@dataclass(frozen=True)
class Setting:
    """``label``: the word admins know it by. ``read`` gives the stored form of a value or raises ``ValueError`` with a sentence."""

    label: str
    default: Any
    read: Callable[[Any], Any]


def number_text(value: Any) -> str:
    """Canonical number text: ``12.5``, ``-3``; no exponent, no trailing zeros."""
    try:
        number = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation:
        raise ValueError("Tulis sebuah angka.") from None
    if not number.is_finite() or abs(number) > LARGEST_NUMBER:
        raise ValueError("Tulis sebuah angka.")
    if int(number.as_tuple().exponent) < -MOST_PLACES:
        raise ValueError("Tulis angka dengan paling banyak 6 angka di belakang koma.")
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _text(value: Any) -> str:
    return str(value).strip() if value is not None else ""


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("Pilih ya atau tidak.")  # noqa: TRY004 - what admins wrote, not a programming error
    return value


def whole(value: Any) -> int:
    try:
        number = Decimal(number_text(value))
    except ValueError:
        raise ValueError("Tulis angka bulat.") from None
    if number != number.to_integral_value():
        raise ValueError("Tulis angka bulat.")
    return int(number)


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def reader(value: Any) -> Any:
        return None if value is None or value == "" else read(value)

    return reader


def _iso_date(value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ValueError("Tulis tanggal yang benar.") from None


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def reader(value: Any) -> str:
        if value not in allowed:
            raise ValueError("Pilih salah satu dari pilihan yang tersedia.")
        return str(value)

    return reader


def _some_of(*allowed: str) -> Callable[[Any], list[str]]:
    def reader(value: Any) -> list[str]:
        if not isinstance(value, list) or any(item not in allowed for item in value):
            raise ValueError("Pilih dari daftar yang tersedia.")
        return [item for item in allowed if item in value]

    return reader


def _rows(*names: str, numbers: tuple[str, ...] = ()) -> Callable[[Any], list[dict[str, Any]]]:
    def reader(value: Any) -> list[dict[str, Any]]:
        if value in (None, ""):
            return []
        if not isinstance(value, list) or any(not isinstance(item, dict) for item in value):
            raise ValueError("Susun kembali daftarnya.")
        return [
            {name: _text(item.get(name)) for name in names} | {name: _or_none(whole)(item.get(name)) for name in numbers} for item in value
        ]

    return reader


def _as_is(value: Any) -> Any:
    return value


WITHIN = Setting("Cakupan", "unit", _one_of("unit", "all"))
CHOICES = Setting("Pilihan", (), _rows("key", "label", "description", "tone", "icon"))
UNIT = Setting("Satuan", "", _text)

OWN: dict[str, dict[str, Setting]] = {
    Family.SHORT_TEXT: {
        "max_length": Setting("Panjang paling banyak", 250, whole),
        "pattern": Setting("Bentuk isian", None, _or_none(_one_of("url", "phone", "nip"))),
    },
    Family.LONG_TEXT: {
        "min_length": Setting("Panjang paling sedikit", 0, whole),
        "max_length": Setting("Panjang paling banyak", 2000, whole),
    },
    Family.WHOLE_NUMBER: {
        "min": Setting("Nilai terkecil", 0, _or_none(whole)),
        "max": Setting("Nilai terbesar", None, _or_none(whole)),
        "unit": UNIT,
    },
    Family.DECIMAL: {
        "min": Setting("Nilai terkecil", None, _or_none(number_text)),
        "max": Setting("Nilai terbesar", None, _or_none(number_text)),
        "places": Setting("Angka di belakang koma", 2, whole),
        "unit": UNIT,
    },
    Family.YES_NO: {},
    Family.ONE_CHOICE: {"choices": CHOICES},
    Family.MANY_CHOICES: {
        "choices": CHOICES,
        "min_choices": Setting("Pilihan paling sedikit", None, _or_none(whole)),
        "max_choices": Setting("Pilihan paling banyak", None, _or_none(whole)),
    },
    Family.SCALE: {
        "min": Setting("Nilai terkecil", 1, whole),
        "max": Setting("Nilai terbesar", 5, whole),
        "min_label": Setting("Arti nilai terkecil", "", _text),
        "max_label": Setting("Arti nilai terbesar", "", _text),
    },
    Family.READINESS: {
        "measure": Setting("Cara menilai", "choice", _one_of("choice", "number")),
        "critical": Setting("Penentu", False, _flag),
        "evidence": Setting("Bukti", "none", _one_of("none", "optional", "required")),
        "unit": UNIT,
        "weight": Setting("Bobot", 1, whole),
        "fresh_days": Setting("Berlaku (hari)", None, _or_none(whole)),
        "responsible": Setting("Penanggung jawab", "", _text),
    },
    Family.DATE: {
        "min": Setting("Paling awal", None, _or_none(_iso_date)),
        "max": Setting("Paling akhir", None, _or_none(_iso_date)),
        "not_future": Setting("Tidak boleh lewat hari ini", False, _flag),
        "not_past": Setting("Tidak boleh sebelum hari ini", False, _flag),
    },
    Family.TIME: {},
    Family.DATETIME: {
        "not_future": Setting("Tidak boleh lewat saat ini", False, _flag),
        "not_past": Setting("Tidak boleh sebelum saat ini", False, _flag),
    },
    Family.REGION: {"levels": Setting("Tingkat wilayah", (), _some_of(*REGION_LEVELS)), "within": WITHIN},
    Family.POLLING_STATION: {"within": WITHIN},
    Family.AGENCY: {"within": WITHIN},
    Family.PERSON: {"within": WITHIN},
    Family.GPS: {},
    Family.PHOTOS: {
        "max_files": Setting("Foto paling banyak", 5, whole),
        "min_files": Setting("Foto paling sedikit", 0, whole),
    },
    Family.FILES: {
        "max_files": Setting("Berkas paling banyak", 3, whole),
        "min_files": Setting("Berkas paling sedikit", 0, whole),
        "kinds": Setting("Jenis berkas", ("pdf", "docx", "xlsx"), _some_of(*FILE_KINDS)),
    },
    Family.REPEAT: {
        "min_rows": Setting("Baris paling sedikit", 0, whole),
        "max_rows": Setting("Baris paling banyak", 50, whole),
        "row_label": Setting("Sebutan satu baris", "", _text),
        "feeds_rows": Setting("Tiap baris menjadi", "", _text),
    },
    Family.TABLE: {
        "rows": Setting("Baris", (), _rows("key", "label")),
        "columns": Setting("Kolom", (), _rows("key", "label", numbers=("min", "max"))),
        "totals": Setting("Jumlah", True, _flag),
    },
    Family.COMPUTED: {
        "formula": Setting("Rumus", None, _as_is),
        "unit": UNIT,
        "places": Setting("Angka di belakang koma", 2, whole),
    },
    Family.NOTE: {},
}


def defaults(family: str) -> dict[str, Any]:
    """Fresh defaults of a family's own settings."""
    return {name: list(entry.default) if isinstance(entry.default, tuple) else entry.default for name, entry in OWN[family].items()}
