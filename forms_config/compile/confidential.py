"""Identity answers: only texts can be encrypted, and nothing may be worked out of them that would be readable."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..constants import Family, Privacy
from ..privacy import TEXT_ANSWERS
from .places import Findings, Outline, Place


def check_confidentiality(outline: Outline, found: Findings) -> None:
    """Refuses an identity question whose answer, or what is made of it, would lie readable in the database."""
    secret = {place.key for place in outline.places if place.question["privacy"] == Privacy.IDENTITY}
    for place in outline.places:
        if place.key in secret and place.family not in TEXT_ANSWERS:
            found.question(place, "privacy", _not_encrypted(place))
        elif place.family == Family.COMPUTED:
            _computed(place, secret, outline, found)
    for check in outline.definition["checks"]:
        told = _named([*check["left"], *check["right"]]) & secret
        if told:
            label = outline.by_key[min(told)].question["label"]
            found.check(check, "left", f"“{label}” memuat identitas, sedangkan hasil pemeriksaan dapat dibaca. Pilih pertanyaan lain.")


def _not_encrypted(place: Place) -> str:
    if place.family == Family.REPEAT:
        return "Kerahasiaan identitas dipilih pada pertanyaan di dalam isian berulang, bukan pada isian berulangnya. Pindahkan ke sana."
    return "Hanya jawaban berupa teks, pilihan tunggal, tanggal, atau jam yang dapat dirahasiakan sebagai identitas. Pilih biasa atau terbatas."


def _computed(place: Place, secret: set[str], outline: Outline, found: Findings) -> None:
    formula = place.question.get("formula") or {}
    source = formula.get("question")
    if formula.get("op") == "days_after" and source in secret:
        label = outline.by_key[source].question["label"]
        found.question(place, "formula", f"“{label}” memuat identitas, sedangkan hasil hitungan dapat dibaca. Pilih pertanyaan lain.")


def _named(terms: Iterable[Mapping[str, Any]]) -> set[str]:
    return {str(term.get("question")) for term in terms}
