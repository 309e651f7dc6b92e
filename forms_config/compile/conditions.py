"""Conditions: they name earlier questions only, with operators and values that fit."""

from typing import Any

from ..constants import Family, Required
from ..question_settings import REFERENCES
from .places import Findings, Outline, Place
from .values import fitting

PRESENCE = ("filled", "empty")
EQUALITY = ("eq", "ne")
LISTS = ("in", "not_in")
MEMBERSHIP = ("has", "has_not")
ORDER = ("gt", "ge", "lt", "le")

COMPARABLE: dict[str, tuple[str, ...]] = {
    Family.SHORT_TEXT: EQUALITY,
    Family.LONG_TEXT: EQUALITY,
    Family.YES_NO: EQUALITY,
    Family.ONE_CHOICE: EQUALITY + LISTS,
    Family.READINESS: EQUALITY + LISTS,
    Family.MANY_CHOICES: MEMBERSHIP,
    Family.WHOLE_NUMBER: EQUALITY + ORDER,
    Family.DECIMAL: EQUALITY + ORDER,
    Family.SCALE: EQUALITY + ORDER,
    Family.DATE: EQUALITY + ORDER,
    Family.TIME: EQUALITY + ORDER,
    Family.DATETIME: EQUALITY + ORDER,
    "number": EQUALITY + ORDER,
} | dict.fromkeys(REFERENCES, EQUALITY)


def operators(result: str) -> tuple[str, ...]:
    """Operators for a question whose answers are of kind ``result`` (a family, or what a computed value gives)."""
    return COMPARABLE.get(result, ()) + PRESENCE


def check_conditions(outline: Outline, found: Findings) -> None:
    """Every condition of sections and questions. Values are brought into canonical form in place."""
    for number, section in enumerate(outline.definition["sections"]):
        _check(
            section["shown_if"],
            outline,
            container="",
            usable=lambda place, number=number: place.section < number,
            later="Syarat sebuah bagian hanya boleh memakai pertanyaan dari bagian sebelumnya.",
            report=lambda text, section=section: found.section(section, "shown_if", text),
        )
    for place in outline.places:
        if place.question["required"] == Required.IF and place.question["required_if"] is None:
            found.question(place, "required_if", "Pilih syaratnya, atau ubah menjadi wajib atau boleh dikosongkan.")
        for setting in ("shown_if", "required_if"):
            check_one(place.question[setting], place, outline, setting, found)


def check_one(condition: Any, place: Place, outline: Outline, setting: str, found: Findings) -> None:
    """A condition that belongs to a question: it may name what stands before that question."""
    _check(
        condition,
        outline,
        container=place.container,
        usable=lambda other: other.rank < place.rank and other.question is not place.repeat,
        later="Syarat hanya boleh memakai pertanyaan sebelumnya. Pindahkan pertanyaan ini ke bawahnya, atau ganti syaratnya.",
        report=lambda text: found.question(place, setting, text),
    )


def check_anywhere(condition: Any, outline: Outline, container: str, report: Any) -> None:
    """A condition that is evaluated when all answers are known (of a check, of counted rows): order does not matter."""
    _check(condition, outline, container=container, usable=lambda _other: True, later="", report=report)


def _check(condition: Any, outline: Outline, *, container: str, usable: Any, later: str, report: Any) -> None:
    if condition is None:
        return
    for rule in condition["rules"]:
        other = outline.seen_from(rule["question"], container)
        if other is None:
            report(_gone(rule["question"], outline))
        elif not usable(other):
            report(f"Syarat memakai pertanyaan “{other.question['label']}” yang letaknya tidak di atasnya. {later}")
        else:
            _fit(rule, other, outline, report)


def _gone(key: Any, outline: Outline) -> str:
    place = outline.by_key.get(key) if isinstance(key, str) else None
    if place is not None:
        return (
            f"Syarat memakai pertanyaan “{place.question['label']}” di dalam isian berulang; itu hanya dapat dipakai di baris yang sama. "
            "Pilih pertanyaan lain."
        )
    return f"Syarat memakai pertanyaan “{key or '-'}” yang tidak ada lagi. Pilih pertanyaan lain, atau hapus syaratnya."


def _fit(rule: dict[str, Any], other: Place, outline: Outline, report: Any) -> None:
    label, result, op = other.question["label"], outline.result(other), rule["op"]
    if other.family == Family.NOTE:
        report(f"Syarat memakai catatan “{label}”; catatan tidak punya jawaban. Pilih pertanyaan lain.")
        return
    if op not in operators(result):
        report(f"Perbandingan yang dipilih tidak cocok untuk pertanyaan “{label}”. Pilih perbandingan lain.")
        return
    if op in PRESENCE:
        rule["value"] = None
        return
    try:
        if op in LISTS:
            values = rule["value"] if isinstance(rule["value"], list) else []
            rule["value"] = [fitting(value, other.question, result) for value in values]
        else:
            rule["value"] = fitting(rule["value"], other.question, result)
    except ValueError as error:
        report(f"Nilai syarat untuk pertanyaan “{label}” belum cocok. {error}")
        return
    if rule["value"] in ([], ""):
        report(f"Pilih sedikitnya satu nilai untuk syarat pada pertanyaan “{label}”.")
