"""A recap as answers to the form of the tier above: the questions with the same keys, filled with its sums, choices, rows and texts."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from forms_config.constants import Family
from forms_config.definition import Definition, Question, is_identity, is_restricted, top_questions
from forms_config.families.texts import LONG_LENGTH, SHORT_LENGTH
from forms_config.intake import MOST_ROWS

from ..constants import NIL_KEY
from ..gathered_rows import gathered_row
from .gathering import Report
from .recap import Content, compiled_text

LENGTHS = {Family.LONG_TEXT: LONG_LENGTH, Family.SHORT_TEXT: SHORT_LENGTH}


def answers_from(content: Content, definition: Definition, reports: Sequence[Report]) -> dict[str, Any]:
    """Answers by key; a question that the recap says nothing on is left out, as one of class ``terbatas`` or ``identitas`` is."""
    answers = {}
    for question in top_questions(definition):
        fill = FILLERS.get(question["type"])
        if fill is None or is_identity(question) or is_restricted(question):
            continue
        answer = fill(content, question, reports)
        if answer is not None:
            answers[question["key"]] = answer
    return answers


def _number(content: Content, question: Question, _reports: Sequence[Report]) -> Any:
    found = next((one["total"]["value"] for one in content["numbers"] if one["key"] == question["key"]), None)
    if found is None:
        return None
    return round(Decimal(found)) if question["type"] != Family.DECIMAL else found


def _table(content: Content, question: Question, reports: Sequence[Report]) -> dict[str, dict[str, int]] | None:
    sums: dict[str, dict[str, int]] = {}
    for report in reports:
        for row, cells in report.answers.get(question["key"], {}).items():
            for column, number in cells.items():
                place = sums.setdefault(row, {})
                place[column] = place.get(column, 0) + number
    return sums or None


def _yes_no(content: Content, question: Question, reports: Sequence[Report]) -> bool | None:
    """Nil only when everybody is; any other question is yes when somebody says so."""
    said = [report.answers[question["key"]] for report in reports if isinstance(report.answers.get(question["key"]), bool)]
    if not said:
        return None
    return all(said) and len(said) == len(reports) if question["key"] == NIL_KEY else any(said)


def _one_choice(content: Content, question: Question, _reports: Sequence[Report]) -> str | None:
    """The worst where choices have tones, else the most frequent."""
    counts = _choices(content, question["key"])
    if counts is None:
        return None
    known = {choice["key"] for choice in question["choices"]}
    if counts["worst"]:
        return counts["worst"] if counts["worst"] in known else None
    taken = [one for one in counts["counts"] if one["count"] and one["key"] in known]
    return max(taken, key=lambda one: one["count"])["key"] if taken else None


def _many_choices(content: Content, question: Question, _reports: Sequence[Report]) -> list[str] | None:
    counts = _choices(content, question["key"])
    taken = {one["key"] for one in counts["counts"] if one["count"]} if counts else set()
    return [choice["key"] for choice in question["choices"] if choice["key"] in taken] or None


def _choices(content: Content, key: str) -> Mapping[str, Any] | None:
    return next((one for heading in content["headings"] for one in heading["choices"] if one["key"] == key), None)


def _text(content: Content, question: Question, reports: Sequence[Report]) -> str | None:
    """The text that a person wrote under the heading, for its first question; else what the units wrote to this question."""
    longest = question.get("max_length") or LENGTHS[question["type"]]
    for heading in content["headings"]:
        keys = list(dict.fromkeys(one["key"] for one in heading["narratives"]))
        if question["key"] in keys:
            written = "by" in heading["text"] and keys[0] == question["key"]
            own = [one for one in heading["narratives"] if one["key"] == question["key"]]
            return _cut(heading["text"]["value"] if written else compiled_text(own, reports), longest) or None
    return None


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _rows(content: Content, question: Question, reports: Sequence[Report]) -> list[dict[str, Any]] | None:
    """All rows of all reports, as many as the form takes, each with a key of its own made from the first one."""
    asked = {inner["key"] for inner in question["questions"] if not (is_identity(inner) or is_restricted(inner))}
    rows = [
        {
            "id": str(gathered_row(report.uuid, row["id"])),
            "answers": {key: row["answers"][key] for key in asked & set(row["answers"])},
        }
        for report in reports
        for row in report.answers.get(question["key"], ())
    ]
    return rows[: question.get("max_rows") or MOST_ROWS] or None


FILLERS: Mapping[str, Callable[[Content, Question, Sequence[Report]], Any]] = {
    Family.WHOLE_NUMBER: _number,
    Family.DECIMAL: _number,
    Family.SCALE: _number,
    Family.TABLE: _table,
    Family.YES_NO: _yes_no,
    Family.ONE_CHOICE: _one_choice,
    Family.MANY_CHOICES: _many_choices,
    Family.SHORT_TEXT: _text,
    Family.LONG_TEXT: _text,
    Family.REPEAT: _rows,
}
