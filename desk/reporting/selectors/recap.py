"""A recap as it reads now: computed from the accepted reports below, with what people put in place of it. Plain JSON (``Content``).

Keys of the content:
  about      words of type, desk, region and period; ``area_word`` names the parts of the region
  units      owed, accepted, nil, waiting, returned, missing: names of units (owed and accepted: how many)
  areas      [code, name, owed, accepted] of each part of the region
  headings   key, title, text {value, computed, by, at}, narratives, choices, repeats, tables
  numbers    key, label, unit, how (sum, mean, count), heading, areas {code: cell}, total: cell, rows [[source, value]]; a cell is
             {value, computed, reason, by}; ``computed`` stands only beside a number that a person put there
  sources    uuid, number, submission, unit, area, by, nil of each accepted report
  photos     source and uuid of each photo of the reports
  annex      value: uuids of the photos that the letter shows; by, at when a person chose them
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from desk.core import words
from forms_config.constants import Family
from forms_config.definition import Definition, Question, places
from forms_config.families import REFERENCES
from forms_config.families.quantities import canonical
from forms_config.families.times import clock_of
from forms_config.rendering import labels_of

from ..constants import State
from ..models import Recap, RecapEdit
from .gathering import Gathered, Owed, Report, area_word, gathered
from .headings import Heading, headings_of
from .recap_annex import usual_choice
from .recap_parts import choices_of, narratives_of, numbers_of, rows_of, table_of

Content = dict[str, Any]
SCHEMA = 1
TEXT, NUMBER, ANNEX = "text", "number", "annex"  # kinds of ``RecapEdit.part``


def content_of(recap: Recap) -> Content:
    """The recap now. At most eight queries, whatever the number of units and reports."""
    return with_edits(computed_of(recap), standing_edits(recap))


def fingerprint(content: Content) -> str:
    """SHA-256 of the canonical JSON: keys sorted, no spaces, UTF-8."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def canonical_json(content: Content) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def standing_edits(recap: Recap) -> list[RecapEdit]:
    """The newest word on each part, oldest first; those that took the computed one back are left out. One query."""
    newest = {edit.part: edit for edit in recap.edits.select_related("edited_by").order_by("pk")}
    return [edit for edit in newest.values() if edit.value is not None]


def computed_of(recap: Recap) -> Content:
    """What the reports say, without anybody's edits."""
    below = gathered(recap)
    headings = headings_of(below.definitions)
    labels = {**labels_of(_references(headings, below.reports)), **clock_of(recap.region.zone)}
    photos = _photos(below)
    numbers = [
        {**number, "heading": heading.key} for heading in headings for question in heading.questions for number in _numbers(question, below)
    ]
    return {
        "schema": SCHEMA,
        "about": _about(recap),
        "units": _units(below.owed),
        "areas": _areas(below),
        "headings": [_heading(heading, below, labels) for heading in headings],
        "numbers": numbers,
        "sources": [_source(report) for report in below.reports],
        "photos": photos,
        "annex": {"value": usual_choice(photos)},
    }


def _numbers(question: Question, below: Gathered) -> Iterable[dict[str, Any]]:
    inner = {one["key"] for one in question.get("questions", ())}
    if question["key"] in below.restricted:
        return ()
    return (one for one in numbers_of(question, below.reports) if one["key"].partition(".")[2] not in below.restricted & inner)


def _about(recap: Recap) -> dict[str, str]:
    return {
        "type": recap.report_type.name,
        "desk": recap.desk.name,
        "region": recap.region.title,
        "region_code": str(recap.region_id),
        "period_start": recap.period_start.isoformat(),
        "period_end": recap.period_end.isoformat(),
        "period": period_words(recap),
        "area_word": area_word(str(recap.region_id)),
    }


def period_words(recap: Recap) -> str:
    """``27 November 2024``, ``27 November 2024 pukul 06.00``"""
    days = words.period(recap.period_start, recap.period_end)
    return f"{days} pukul {recap.hour}" if recap.hour else days


def _units(owed: Sequence[Owed]) -> dict[str, Any]:
    def named(*states: str) -> list[str]:
        return [one.unit for one in owed if one.state in states]

    return {
        "owed": len(owed),
        "accepted": sum(one.accepted for one in owed),
        "nil": [one.unit for one in owed if one.accepted and one.nil],
        "waiting": named(State.SENT, State.CHECKED),
        "returned": named(State.RETURNED),
        "missing": named(""),
    }


def _areas(below: Gathered) -> list[list[Any]]:
    owed: dict[str, list[Owed]] = {code: [] for code, _name in below.areas}
    for one in below.owed:
        owed.setdefault(one.area, []).append(one)
    return [[code, name, len(owed[code]), sum(one.accepted for one in owed[code])] for code, name in below.areas]


def _source(report: Report) -> dict[str, Any]:
    return {
        "uuid": report.uuid,
        "number": report.number,
        "submission": report.submission,
        "unit": report.unit,
        "area": report.area,
        "by": report.by,
        "nil": report.nil,
    }


def _photos(below: Gathered) -> list[dict[str, Any]]:
    keys = _photo_keys(below.definitions) - below.restricted
    return [
        {"source": place, "uuid": uuid}
        for place, report in enumerate(below.reports)
        for key in sorted(keys.intersection(report.answers))
        for uuid in report.answers[key]
    ]


def _photo_keys(definitions: Iterable[Definition]) -> set[str]:
    return {
        place.question["key"]
        for one in definitions
        for place in places(one)
        if place.question["type"] == Family.PHOTOS and not place.repeat
    }


def _heading(heading: Heading, below: Gathered, labels: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    reports, restricted = below.reports, below.restricted
    told = [question for question in heading.questions if question["key"] not in restricted]
    narratives = [
        one for question in heading.questions for one in narratives_of(question, reports, restricted=question["key"] in restricted)
    ]
    choices = [one for question in told for one in choices_of(question, reports)]
    return {
        "key": heading.key,
        "title": heading.title,
        "text": {"value": compiled_text(narratives, reports)},
        "narratives": narratives,
        "choices": [one for one in choices if one["key"].partition(".")[2] not in restricted and one["rows"]],
        "repeats": [rows for question in told if (rows := rows_of(question, reports, labels, restricted)) and rows["rows"]],
        "tables": [table_of(question, reports) for question in told if question["type"] == Family.TABLE],
    }


def compiled_text(narratives: Sequence[Mapping[str, Any]], reports: Sequence[Report]) -> str:
    """What the units wrote, one line each, under the labels of the questions where there are several. Restricted texts are left out."""
    by_label: dict[str, list[str]] = {}
    for one in narratives:
        if one["text"] is not None:
            text = " ".join(one["text"].split())
            by_label.setdefault(one["label"], []).append(f"{reports[one['source']].unit}: {text}")
    if len(by_label) == 1:
        return "\n".join(*by_label.values())
    return "\n\n".join("\n".join([f"{label}:", *lines]) for label, lines in by_label.items())


def _references(headings: Iterable[Heading], reports: Iterable[Report]) -> dict[str, set[str]]:
    """Stored values of reference questions in rows, by kind."""
    wanted: dict[str, set[str]] = {}
    asked = [(question, inner) for one in headings for question in one.questions for inner in question.get("questions", ())]
    told = list(reports)
    for question, inner in asked:
        if inner["type"] in REFERENCES:
            rows = (row["answers"] for report in told for row in report.answers.get(question["key"], ()))
            wanted.setdefault(inner["type"], set()).update(row[inner["key"]] for row in rows if inner["key"] in row)
    return wanted


def with_edits(content: Content, edits: Iterable[RecapEdit]) -> Content:
    """The content with people's words in place; the computed ones stay beside them. A part that is no more is passed over."""
    texts = {heading["key"]: heading["text"] for heading in content["headings"]}
    numbers = {number["key"]: number for number in content["numbers"]}
    for edit in sorted(edits, key=lambda edit: edit.part.count(":"), reverse=True):  # areas before the totals that are made of them
        kind, _colon, rest = edit.part.partition(":")
        if kind == TEXT and rest in texts:
            texts[rest] |= {"value": edit.value, "computed": texts[rest]["value"], **_hand(edit), "since": edit.computed}
        elif kind == NUMBER:
            key, _colon, area = rest.partition(":")
            if key in numbers:
                _put(numbers[key], area, edit)
        elif kind == ANNEX:
            chosen = set(edit.value or ())
            standing = [photo["uuid"] for photo in content["photos"] if photo["uuid"] in chosen]
            content["annex"] |= {"value": standing, "computed": content["annex"]["value"], **_hand(edit)}
    return content


def _put(number: dict[str, Any], area: str, edit: RecapEdit) -> None:
    cell = number["areas"].setdefault(area, {"value": None}) if area else number["total"]
    cell |= {"value": edit.value, "computed": cell["value"], "reason": edit.reason, **_hand(edit)}
    if area and number["how"] != "mean" and "computed" not in number["total"]:
        cells = [Decimal(one["value"]) for one in number["areas"].values() if one["value"] is not None]
        number["total"]["value"] = canonical(sum(cells, Decimal()))


def _hand(edit: RecapEdit) -> dict[str, str]:
    return {"by": str(edit.edited_by), "at": edit.edited_at.isoformat()}
