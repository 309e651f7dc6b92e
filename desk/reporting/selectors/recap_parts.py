"""What the accepted reports say to one question together: numbers added, choices counted, rows listed, texts side by side.

All functions give plain JSON (numbers as texts), since a recap is frozen as it was read. A report is named by its place in the
content's ``sources``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from forms_config.constants import Family, ReadinessValue
from forms_config.definition import Question
from forms_config.families import display, family
from forms_config.families.quantities import canonical

from .gathering import Report

Part = dict[str, Any]
Labels = Mapping[str, Mapping[str, str]]
SUMMED = frozenset({Family.WHOLE_NUMBER, Family.DECIMAL, Family.COMPUTED})
COUNTED = frozenset({Family.YES_NO, Family.ONE_CHOICE, Family.MANY_CHOICES, Family.READINESS})
TEXTS = frozenset({Family.SHORT_TEXT, Family.LONG_TEXT})
SHARES = ("%", "persen")  # units of numbers that are averaged, not added
TONES = ("", "mute", "ok", "info", "warn", "bad")  # of choices, from harmless to worst
PLACES = 2  # decimals of an average
YES_NO = [{"key": "ya", "label": "Ya"}, {"key": "tidak", "label": "Tidak"}]
READINESS = [{"key": str(value), "label": str(value.label)} for value in ReadinessValue]


def numbers_of(question: Question, reports: Sequence[Report]) -> Iterator[Part]:
    """The numbers that one question gives: its own, the columns of a table, or the rows and inner numbers of a repeat."""
    key, label, kind = question["key"], question["label"], question["type"]
    if kind in SUMMED or kind == Family.SCALE:
        if kind != Family.COMPUTED or question["formula"]["op"] != "days_after":
            how = "mean" if kind == Family.SCALE or _is_share(question) else "sum"
            yield _number(_named(key, label, how, question), _own_numbers(question, reports), reports)
    elif kind == Family.TABLE:
        for column in question["columns"]:
            found = ((place, _column_sum(report.answers.get(key), column["key"])) for place, report in enumerate(reports))
            yield _number(_named(f"{key}.{column['key']}", f"{label}: {column['label']}", "sum"), _present(found), reports)
    elif kind == Family.REPEAT:
        rows = ((place, Decimal(len(report.answers.get(key, ())))) for place, report in enumerate(reports))
        yield _number(_named(key, label, "count"), [(place, count) for place, count in rows if count], reports)
        for inner in question["questions"]:
            if inner["type"] in SUMMED - {Family.COMPUTED} and not _is_share(inner):
                named = _named(f"{key}.{inner['key']}", f"{label}: {inner['label']}", "sum", inner)
                yield _number(named, _inner_sums(question, inner, reports), reports)


def whole_keys(question: Question) -> Iterator[str]:
    """Keys of its numbers that count what has no halves: whole numbers, columns of a table, rows of a repeat. An average may have decimals."""
    key, kind = question["key"], question["type"]
    if kind == Family.REPEAT or (kind == Family.WHOLE_NUMBER and not _is_share(question)):
        yield key
    for column in question.get("columns", ()):
        yield f"{key}.{column['key']}"
    for inner in question.get("questions", ()):
        yield from (f"{key}.{one}" for one in whole_keys(inner))


def _named(key: str, label: str, how: str, question: Question | None = None) -> dict[str, str]:
    return {"key": key, "label": label, "unit": (question or {}).get("unit") or "", "how": how}


def _is_share(question: Question) -> bool:
    return str(question.get("unit") or "").strip().lower() in SHARES


def _own_numbers(question: Question, reports: Sequence[Report]) -> list[tuple[int, Decimal]]:
    found = ((place, _decimal(question, report.answers.get(question["key"]))) for place, report in enumerate(reports))
    return _present(found)


def _decimal(question: Question, answer: Any) -> Decimal | None:
    if answer is None:
        return None
    value = family(question["type"]).python(question, answer)
    return None if isinstance(value, bool) else Decimal(value)


def _column_sum(answer: Mapping[str, Mapping[str, int]] | None, column: str) -> Decimal | None:
    cells = [row[column] for row in (answer or {}).values() if column in row]
    return Decimal(sum(cells)) if cells else None


def _inner_sums(repeat: Question, inner: Question, reports: Sequence[Report]) -> list[tuple[int, Decimal]]:
    found = []
    for place, report in enumerate(reports):
        values = [_decimal(inner, row["answers"].get(inner["key"])) for row in report.answers.get(repeat["key"], ())]
        present = [value for value in values if value is not None]
        if present:
            found.append((place, sum(present, Decimal())))
    return found


def _present(found: Iterable[tuple[int, Decimal | None]]) -> list[tuple[int, Decimal]]:
    return [(place, value) for place, value in found if value is not None]


def _number(named: Mapping[str, str], found: Sequence[tuple[int, Decimal]], reports: Sequence[Report]) -> Part:
    how = named["how"]
    by_area: dict[str, list[Decimal]] = defaultdict(list)
    for place, value in found:
        by_area[reports[place].area].append(value)
    return {
        **named,
        "areas": {area: {"value": _together(values, how)} for area, values in by_area.items()},
        "total": {"value": _together([value for _place, value in found], how)},
        "rows": [[place, canonical(value)] for place, value in found],
    }


def _together(values: Sequence[Decimal], how: str) -> str | None:
    """The sum, or the average; None where nobody told a number."""
    if not values:
        return None
    total = sum(values, Decimal())
    return canonical(total if how != "mean" else round(total / len(values), PLACES))


def table_of(question: Question, reports: Sequence[Report]) -> Part:
    """All reports' tables added, cell by cell."""
    sums: Counter[tuple[str, str]] = Counter()
    for report in reports:
        for row, cells in report.answers.get(question["key"], {}).items():
            for column, number in cells.items():
                sums[row, column] += number
    return {
        "key": question["key"],
        "label": question["label"],
        "columns": [column["label"] for column in question["columns"]],
        "rows": [
            {"key": row["key"], "label": row["label"], "cells": [sums[row["key"], column["key"]] for column in question["columns"]]}
            for row in question["rows"]
        ],
    }


def choices_of(question: Question, reports: Sequence[Report]) -> Iterator[Part]:
    """How often each choice was taken; of a repeat, in its rows. The worst one where the choices have tones."""
    if question["type"] in COUNTED:
        answers = [(place, _taken(question, report.answers.get(question["key"]))) for place, report in enumerate(reports)]
        yield _counts(question["key"], question["label"], question, [(place, taken) for place, taken in answers if taken])
    elif question["type"] == Family.REPEAT:
        for inner in question["questions"]:
            if inner["type"] == Family.ONE_CHOICE:
                rows = [(place, row["answers"]) for place, report in enumerate(reports) for row in report.answers.get(question["key"], ())]
                found = [(place, [answers[inner["key"]]]) for place, answers in rows if inner["key"] in answers]
                yield _counts(f"{question['key']}.{inner['key']}", f"{question['label']}: {inner['label']}", inner, found)


def _taken(question: Question, answer: Any) -> list[str]:
    if answer is None:
        return []
    if question["type"] == Family.YES_NO:
        return ["ya" if answer else "tidak"]
    if question["type"] == Family.READINESS:
        return [answer["value"]]
    return list(answer) if isinstance(answer, list) else [answer]


def _counts(key: str, label: str, question: Question, found: Sequence[tuple[int, Sequence[str]]]) -> Part:
    counts = Counter(choice for _place, taken in found for choice in taken)
    choices = {Family.YES_NO: YES_NO, Family.READINESS: READINESS}.get(question["type"]) or question["choices"]
    known = [choice["key"] for choice in choices]
    gone = [{"key": choice, "label": choice} for choice in counts if choice not in known]  # taken out of the form since
    told = [
        {"key": one["key"], "label": one["label"], "tone": one.get("tone", ""), "count": counts[one["key"]]} for one in [*choices, *gone]
    ]
    return {"key": key, "label": label, "counts": told, "worst": _worst(told), "rows": [[place, list(taken)] for place, taken in found]}


def _worst(counts: Sequence[Mapping[str, Any]]) -> str:
    """Key of the worst choice that somebody took; empty where choices are neither good nor bad."""
    if not any(one["tone"] for one in counts):
        return ""
    taken = [
        (TONES.index(one["tone"]) if one["tone"] in TONES else 0, order, one["key"]) for order, one in enumerate(counts) if one["count"]
    ]
    return str(max(taken)[2]) if taken else ""


def narratives_of(question: Question, reports: Sequence[Report], *, restricted: bool) -> list[Part]:
    """What each report wrote. A restricted text is not told: ``text`` None."""
    if question["type"] not in TEXTS:
        return []
    key, label = question["key"], question["label"]
    answered = ((place, report.answers[key]) for place, report in enumerate(reports) if key in report.answers)
    return [{"key": key, "label": label, "source": place, "text": None if restricted else text} for place, text in answered]


def rows_of(question: Question, reports: Sequence[Report], labels: Labels, restricted: frozenset[str]) -> Part | None:
    """Every row of a repeat, in words, with its report; restricted answers left out."""
    if question["type"] != Family.REPEAT:
        return None
    shown = [inner for inner in question["questions"] if inner["key"] not in restricted and inner["type"] != Family.NOTE]
    rows = []
    for place, report in enumerate(reports):
        for row in report.answers.get(question["key"], ()):
            words = [
                [inner["label"], display(inner, row["answers"][inner["key"]], labels)] for inner in shown if inner["key"] in row["answers"]
            ]
            rows.append({"id": row["id"], "source": place, "words": words})
    return {"key": question["key"], "label": question["label"], "rows": rows}
