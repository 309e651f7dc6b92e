"""Answers as typed values, for the rows written beside the JSON of a submission."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import connection

from forms_config.constants import Family, Privacy
from forms_config.definition import Question, is_identity, top_questions
from forms_config.families import family
from forms_config.families.base import TypedContent

from ..models import AnswerValue, Submission

DIGITS, PLACES = 24, 6  # of AnswerValue.number
LARGEST_NUMBER = Decimal(10) ** (DIGITS - PLACES)
ROW_FIELD = AnswerValue._meta.get_field("row")

Value = dict[str, Any]


def typed_values(submission: Submission) -> Iterator[Value]:
    """What each AnswerValue of the submission holds besides the submission itself: {column: content}, empty columns left out."""
    for question in top_questions(submission.version.definition):
        answer = submission.answers.get(question["key"])
        if answer is None:
            continue
        if question["type"] != Family.REPEAT:
            yield from _values(question, answer, {})
            continue
        for row in answer:
            place = {"row": ROW_FIELD.get_db_prep_value(row["id"], connection)}
            for inner in question["questions"]:
                if inner["key"] in row["answers"]:
                    yield from _values(inner, row["answers"][inner["key"]], place)


def _values(question: Question, answer: Any, place: Value) -> Iterator[Value]:
    about = {"key": question["key"], "privacy": question.get("privacy") or Privacy.ORDINARY, **place}
    if is_identity(question):
        yield {**about, "part": "", "cipher": answer}
        return
    for value in family(question["type"]).typed(question, answer):
        column, content = _filed(value.content)
        yield {**about, "part": value.part, column: content}


def _filed(content: TypedContent) -> tuple[str, Any]:
    """The column for this content, and the content as the database takes it."""
    ops = connection.ops
    filed: tuple[str, Any]
    match content:
        case bool():
            filed = "boolean", content
        case Decimal() if abs(content) < LARGEST_NUMBER:
            filed = "number", ops.adapt_decimalfield_value(content, DIGITS, PLACES)
        case Decimal():  # no column of numbers holds it; the answer itself is exact
            filed = "text", f"{content:f}"
        case datetime():
            filed = "moment", ops.adapt_datetimefield_value(content)
        case date():
            filed = "date", ops.adapt_datefield_value(content)
        case time():
            filed = "time", ops.adapt_timefield_value(content)
        case _:
            filed = "text", str(content)
    return filed
