"""Settings of one question taken by themselves: choices, limits, tables, repeats, first values."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .. import prefills
from ..constants import Family
from ..keys import CELL_KEY, CHOICE_KEY
from ..question_settings import ATTACHMENTS, NOT_IN_REPEAT, WITH_CHOICES
from .places import Findings, Outline, Place
from .values import constant_answer

MOST_FILES = 20  # per question
MOST_ROWS = 200  # of a repeat
MOST_CELLS = 2000  # of a table
MOST_PLACES = 6
WIDEST_SCALE = 11  # steps, 0 to 10
LONGEST_TEXT = 20_000
PAIRS = (("min", "max"), ("min_length", "max_length"), ("min_choices", "max_choices"), ("min_files", "max_files"), ("min_rows", "max_rows"))
LISTS = {"choices": "pilihan", "rows": "baris", "columns": "kolom"}
MOST: dict[str, tuple[tuple[str, int], ...]] = {
    Family.SHORT_TEXT: (("max_length", 1000),),
    Family.LONG_TEXT: (("max_length", LONGEST_TEXT),),
    Family.DECIMAL: (("places", MOST_PLACES),),
    Family.COMPUTED: (("places", MOST_PLACES),),
    Family.PHOTOS: (("max_files", MOST_FILES),),
    Family.FILES: (("max_files", MOST_FILES),),
    Family.REPEAT: (("max_rows", MOST_ROWS),),
    Family.READINESS: (("weight", 100),),
}


def check_settings(outline: Outline, found: Findings) -> None:
    for place in outline.places:
        _pairs(place, found)
        _most(place, found)
        if place.family in WITH_CHOICES:
            _choices(place, found)
        elif place.family == Family.SCALE and place.question["max"] - place.question["min"] >= WIDEST_SCALE:
            found.question(place, "max", "Skala paling banyak 11 langkah, misalnya 0 sampai 10. Perkecil rentangnya.")
        elif place.family == Family.TABLE:
            _table(place, found)
        elif place.family == Family.REPEAT:
            _repeat(place, outline, found)
        elif place.family == Family.FILES and not place.question["kinds"]:
            found.question(place, "kinds", "Pilih sedikitnya satu jenis berkas.")
        if place.question.get("not_future") and place.question.get("not_past"):
            found.question(
                place, "not_past", "Waktu tidak mungkin sekaligus tidak boleh lewat dan tidak boleh sebelum saat ini. Pilih satu."
            )
        _prefill(place, found)


def _pairs(place: Place, found: Findings) -> None:
    for low, high in PAIRS:
        least, most = place.question.get(low), place.question.get(high)
        if least is None or most is None or place.family == Family.TABLE:
            continue
        is_date = place.family == Family.DATE
        wrong = least > most if is_date else Decimal(str(least)) > Decimal(str(most))
        if wrong or (place.family == Family.SCALE and least == most):
            found.question(place, low, f"Batas terkecil ({least}) melebihi batas terbesar ({most}). Perbaiki salah satunya.")
        if low != "min" and least < 0:
            found.question(place, low, "Tulis nol atau lebih.")


def _most(place: Place, found: Findings) -> None:
    for setting, most in MOST.get(place.family, ()):
        value = place.question[setting]
        least = 1 if setting.startswith("max_") else 0
        if not least <= value <= most:
            found.question(place, setting, f"Tulis angka dari {least} sampai {most}. Sekarang {value}.")
    fresh = place.question.get("fresh_days")
    if fresh is not None and fresh < 1:
        found.question(place, "fresh_days", "Tulis sedikitnya 1 hari, atau kosongkan.")


def _choices(place: Place, found: Findings) -> None:
    choices = place.question["choices"]
    if not choices:
        found.question(place, "choices", "Daftar pilihan masih kosong. Tambahkan pilihan, atau pilih daftar yang sudah ada.")
    _labelled(place, "choices", CHOICE_KEY, found)
    for setting in ("min_choices", "max_choices"):
        if (place.question.get(setting) or 0) > len(choices) > 0:
            found.question(place, setting, f"Hanya ada {len(choices)} pilihan. Kurangi angkanya.")


def _labelled(place: Place, setting: str, shape: Any, found: Findings) -> None:
    seen: set[str] = set()
    word = LISTS[setting]
    for item in place.question[setting]:
        if not item["label"]:
            found.question(place, setting, f"Ada {word} tanpa nama. Tulis namanya, atau hapus.")
        if not shape.fullmatch(item["key"]):
            found.question(place, setting, f"Kunci {word} “{item['key']}” hanya boleh huruf, angka, dan garis bawah. Perbaiki kuncinya.")
        elif item["key"] in seen:
            found.question(place, setting, f"Kunci {word} “{item['key']}” dipakai dua kali. Ganti salah satunya.")
        seen.add(item["key"])


def _table(place: Place, found: Findings) -> None:
    rows, columns = place.question["rows"], place.question["columns"]
    if not rows:
        found.question(place, "rows", "Tabel belum punya baris. Tambahkan sedikitnya satu baris.")
    if not columns:
        found.question(place, "columns", "Tabel belum punya kolom. Tambahkan sedikitnya satu kolom.")
    if len(rows) * len(columns) > MOST_CELLS:
        found.question(place, "rows", f"Tabel paling banyak {MOST_CELLS} kotak. Bagi menjadi beberapa tabel.")
    _labelled(place, "rows", CELL_KEY, found)
    _labelled(place, "columns", CELL_KEY, found)
    for column in columns:
        if column["min"] is not None and column["max"] is not None and column["min"] > column["max"]:
            found.question(place, "columns", f"Kolom “{column['label']}”: batas terkecil melebihi batas terbesar. Perbaiki salah satunya.")


def _repeat(place: Place, outline: Outline, found: Findings) -> None:
    inner = outline.inside(place.key)
    if not [sub for sub in inner if sub.family != Family.NOTE]:
        found.question(place, "questions", "Isian berulang belum punya pertanyaan. Tambahkan sedikitnya satu.")
    for sub in inner:
        if sub.family in NOT_IN_REPEAT:
            found.question(sub, "", "Isian berulang dan tabel tidak dapat berada di dalam isian berulang. Pindahkan ke luar.")


def _prefill(place: Place, found: Findings) -> None:
    prefill: Mapping[str, Any] | None = place.question["prefill"]
    if prefill is None:
        return
    source = prefill["source"]
    if place.family in ATTACHMENTS:
        found.question(place, "prefill", "Foto dan berkas tidak diisi lebih dahulu. Kosongkan isian awalnya.")
    elif source == "constant":
        _constant(place, found)
    elif source != "last":
        known = prefills.find(source)
        if known is None:
            found.question(place, "prefill", f"Sumber isian awal “{source}” tidak ada. Pilih sumber lain.")
        elif place.family not in known.families:
            found.question(place, "prefill", f"Isian awal “{known.label}” tidak cocok untuk jenis pertanyaan ini. Pilih sumber lain.")


def _constant(place: Place, found: Findings) -> None:
    prefill = place.question["prefill"]
    try:
        prefill["value"] = constant_answer(prefill.get("value"), place.question)
    except ValueError as error:
        found.question(place, "prefill", f"Isian awal belum cocok. {error}")
