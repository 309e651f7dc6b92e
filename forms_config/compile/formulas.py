"""Terms, formulas of computed values, and cross-checks: they name things that have the right kind of value."""

from collections.abc import Callable, Mapping
from typing import Any

from ..constants import Family
from ..question_settings import ATTACHMENTS, NUMBERS
from .conditions import check_anywhere
from .normalise import terms, text_of
from .places import Findings, Outline, Place

Report = Callable[[str], None]
TIMES = (Family.DATE, Family.DATETIME, Family.TIME)
COUNTABLE = {Family.REPEAT, Family.MANY_CHOICES, *ATTACHMENTS}
LONGEST_SHIFT = 3650  # days, ten years


def normalise_formula(raw: Any) -> dict[str, Any] | None:
    """The stored shape of a formula; None when there is none to speak of."""
    if not isinstance(raw, Mapping):
        return None
    op = raw.get("op")
    if op == "sum":
        return {"op": op, "terms": terms(raw.get("terms"))}
    if op == "percent":
        return {"op": op, "part": terms(raw.get("part")), "whole": terms(raw.get("whole"))}
    if op == "days_after":
        return {"op": op, "question": raw.get("question"), "days": raw.get("days")}
    if op == "all_filled":
        questions = raw.get("questions")
        return {"op": op, "questions": [text_of(key) for key in questions] if isinstance(questions, list) else []}
    return None


def check_formulas(outline: Outline, found: Findings) -> None:
    for place in outline.places:
        if place.family == Family.COMPUTED:
            place.question["formula"] = normalise_formula(place.question["formula"])
    for place in outline.places:
        if place.family == Family.COMPUTED:
            _formula(place, outline, lambda text, place=place: found.question(place, "formula", text))  # type: ignore[misc]


def _formula(place: Place, outline: Outline, report: Report) -> None:
    formula = place.question["formula"]
    if formula is None:
        report("Rumus belum dipilih. Pilih cara menghitungnya.")
    elif formula["op"] == "sum":
        check_terms(formula["terms"], place.container, outline, report)
    elif formula["op"] == "percent":
        check_terms(formula["part"], place.container, outline, report)
        check_terms(formula["whole"], place.container, outline, report)
    elif formula["op"] == "days_after":
        _days_after(formula, place, outline, report)
    else:
        _all_filled(formula["questions"], place, outline, report)


def _days_after(formula: dict[str, Any], place: Place, outline: Outline, report: Report) -> None:
    source = outline.seen_from(formula["question"], place.container)
    if source is None:
        report(_gone(formula["question"]))
    elif source.family not in (Family.DATE, Family.DATETIME):
        report(f"“{source.question['label']}” bukan tanggal. Pilih pertanyaan tanggal, atau tanggal dan jam.")
    try:
        formula["days"] = int(str(formula["days"]))
    except ValueError:
        report("Tulis jumlah hari dengan angka bulat.")
        return
    if abs(formula["days"]) > LONGEST_SHIFT:
        report("Jumlah hari paling banyak 3650.")


def _all_filled(keys: list[str], place: Place, outline: Outline, report: Report) -> None:
    if not keys:
        report("Pilih pertanyaan yang harus terisi.")
    for key in keys:
        other = outline.seen_from(key, place.container)
        if other is None:
            report(_gone(key))
        elif other.family == Family.NOTE:
            report(f"“{other.question['label']}” adalah catatan dan tidak punya jawaban. Hapus dari daftar.")


def check_terms(items: list[dict[str, Any]], container: str, outline: Outline, report: Report) -> None:
    """A side of a comparison or a sum: at least one term, each a number."""
    if not items:
        report("Pilih sedikitnya satu pertanyaan atau angka untuk dihitung.")
    for term in items:
        if "count" in term:
            _count(term, container, outline, report)
        elif "number" in term:
            if term["number"] is None:
                report("Tulis angkanya, misalnya 300.")
        else:
            _number(term, container, outline, report)


def _count(term: dict[str, Any], container: str, outline: Outline, report: Report) -> None:
    place = outline.seen_from(term["count"], container)
    if place is None:
        report(_gone(term["count"]))
    elif place.family not in COUNTABLE:
        report(f"“{place.question['label']}” tidak dapat dihitung banyaknya. Pilih isian berulang, pilihan ganda, foto, atau berkas.")
    elif place.family == Family.REPEAT:
        check_anywhere(term["where"], outline, place.key, report)
    else:
        term["where"] = None


def _number(term: dict[str, Any], container: str, outline: Outline, report: Report) -> None:
    place = outline.by_key.get(term["question"]) if isinstance(term["question"], str) else None
    if place is None:
        report(_gone(term["question"]))
        return
    label = place.question["label"]
    if place.family == Family.TABLE:
        columns = [column["key"] for column in place.question["columns"]]
        if term.get("column") is not None and term["column"] not in columns:
            report(f"Kolom “{term['column']}” tidak ada (lagi) pada tabel “{label}”. Pilih kolom lain.")
    elif not (place.family in NUMBERS or (place.family == Family.COMPUTED and outline.result(place) == "number")):
        report(f"“{label}” tidak berisi angka sehingga tidak dapat dihitung. Pilih pertanyaan angka.")
    else:
        term.pop("column", None)


def _gone(key: Any) -> str:
    return f"Pertanyaan “{key or '-'}” tidak ada lagi. Pilih pertanyaan lain."


def check_checks(outline: Outline, found: Findings) -> None:
    for check in outline.definition["checks"]:
        _one_check(check, outline, found)


def _one_check(check: dict[str, Any], outline: Outline, found: Findings) -> None:
    if not check["label"]:
        found.check(check, "label", "Beri nama pemeriksaan ini.")
    if not check["message"]:
        found.check(check, "message", "Tulis kalimat yang dibaca petugas bila angkanya tidak cocok.")
    if check["rows"]:
        repeat = outline.by_key.get(check["rows"])
        if repeat is None or repeat.family != Family.REPEAT:
            found.check(check, "rows", "Isian berulang yang dipilih tidak ada lagi. Pilih yang lain, atau kosongkan.")
            return
    container = check["rows"] or ""
    check_anywhere(check["when"], outline, container, lambda text: found.check(check, "when", text))
    kinds = {side: _time_side(check[side], container, outline) for side in ("left", "right")}
    if not any(kinds.values()):
        for side in ("left", "right"):
            check_terms(check[side], container, outline, lambda text, side=side: found.check(check, side, text))  # type: ignore[misc]
    elif kinds["left"] != kinds["right"]:
        side = "right" if kinds["left"] else "left"
        found.check(
            check,
            side,
            "Waktu hanya dapat dibandingkan dengan satu waktu yang sejenis: tanggal dengan tanggal, jam dengan jam. Pilih ulang.",
        )


def _time_side(items: list[dict[str, Any]], container: str, outline: Outline) -> str | None:
    """The kind of time that a side consists of, or None when it is a side of numbers."""
    if len(items) != 1 or "question" not in items[0]:
        return None
    place = outline.seen_from(items[0]["question"], container)
    result = outline.result(place) if place else ""
    return result if result in TIMES else None
