"""Keys: unique, well formed, and permanent once published. Identity of a question is the id of its block."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..constants import Family
from ..keys import RESERVED, is_key
from .places import Findings, Outline, Place


@dataclass
class History:
    """What earlier versions of the form have fixed: by block id and by key (type and the repeat around it)."""

    by_id: dict[str, str] = field(default_factory=dict)
    by_key: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, definitions: Iterable[Mapping[str, Any]]) -> "History":
        """From the definitions of all versions, oldest first."""
        history = cls()
        for definition in definitions:
            for place in Outline(definition).places:
                history.by_id[str(place.question["id"])] = place.key
                history.by_key[place.key] = (place.family, place.container)
        return history


def check_names(outline: Outline, history: History, found: Findings) -> None:
    holders: dict[str, Place] = {}
    for place in outline.places:
        if not place.question["label"]:
            found.question(place, "label", "Tulis pertanyaannya.")
        _shape(place, found)
        first = holders.setdefault(place.key, place)
        if first is not place and place.key:
            other = first.question["label"] or first.key
            found.question(
                place, "key", f"Kunci “{place.key}” sudah dipakai oleh pertanyaan “{other}”. Ganti salah satunya dengan kunci lain."
            )
        _permanence(place, history, found)


def _shape(place: Place, found: Findings) -> None:
    if not place.key:
        found.question(place, "key", "Kunci belum diisi. Tulis kunci pendek, misalnya jumlah_tps.")
    elif not is_key(place.key):
        found.question(
            place,
            "key",
            "Kunci harus dimulai dengan huruf kecil dan hanya berisi huruf kecil, angka, dan garis bawah, paling panjang 60. "
            "Perbaiki kuncinya.",
        )
    elif place.key in RESERVED:
        found.question(place, "key", f"Kunci “{place.key}” dipakai oleh sistem. Pilih kunci lain.")


def _permanence(place: Place, history: History, found: Findings) -> None:
    published_key = history.by_id.get(str(place.question["id"]))
    if published_key is not None and published_key != place.key:
        found.question(
            place,
            "key",
            f"Pertanyaan ini sudah terbit dengan kunci “{published_key}”; kuncinya tidak dapat diganti. Kembalikan kuncinya, "
            "atau buat pertanyaan baru.",
        )
        return
    family, container = history.by_key.get(place.key, (place.family, place.container))
    if family != place.family:
        found.question(
            place,
            "key",
            f"Kunci “{place.key}” sudah terbit sebagai {Family(family).label}; jenisnya tidak dapat diganti. Pakai kunci lain.",
        )
    elif container != place.container:
        was = f"di dalam isian berulang “{container}”" if container else "di luar isian berulang"
        found.question(place, "key", f"Kunci “{place.key}” sudah terbit {was}. Kembalikan ke sana, atau pakai kunci lain.")
