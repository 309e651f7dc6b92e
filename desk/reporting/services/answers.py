"""Answers as typed rows, written beside the JSON in the same transaction."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import islice
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


COLUMNS = ("submission_id", "key", "row", "part", "privacy", "text", "number", "boolean", "date", "time", "moment", "cipher", "simulation")
MOST_AT_ONCE = 1000  # rows of one statement
Row = tuple[Any, ...]


def answer_rows(submission: Submission) -> None:
    """Append one AnswerValue for every typed value of the submission: one statement for each thousand values.

    Written as SQL because this is a quarter of the work of sending: ``bulk_create`` prepares every empty column of every row.
    """
    rows = _rows(submission)
    while chunk := list(islice(rows, MOST_AT_ONCE)):
        with connection.cursor() as cursor:
            cursor.execute(_insert_of(len(chunk)), [value for row in chunk for value in row])


@lru_cache(maxsize=128)
def _insert_of(rows: int) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in COLUMNS)
    places = ", ".join([f"({', '.join(['%s'] * len(COLUMNS))})"] * rows)
    return f"INSERT INTO {quote(AnswerValue._meta.db_table)} ({columns}) VALUES {places}"  # noqa: S608 - names of our own


def _rows(submission: Submission) -> Iterator[Row]:
    for question in top_questions(submission.version.definition):
        answer = submission.answers.get(question["key"])
        if answer is None:
            continue
        if question["type"] != Family.REPEAT:
            yield from _values(submission, question, answer, row=None)
            continue
        for row in answer:
            for inner in question["questions"]:
                if inner["key"] in row["answers"]:
                    yield from _values(
                        submission, inner, row["answers"][inner["key"]], row=ROW_FIELD.get_db_prep_value(row["id"], connection)
                    )


def _values(submission: Submission, question: Question, answer: Any, *, row: Any) -> Iterator[Row]:
    """Rows in the order of COLUMNS."""
    key, privacy = question["key"], str(question.get("privacy") or Privacy.ORDINARY)
    about, simulation = (submission.pk, key, row), submission.simulation
    if is_identity(question):
        yield (*about, "", privacy, None, None, None, None, None, None, answer, simulation)
        return
    for value in family(question["type"]).typed(question, answer):
        yield (*about, value.part, privacy, *_content(value.content), None, simulation)


def _content(content: TypedContent) -> tuple[Any, ...]:
    """(text, number, boolean, date, time, moment) as the database takes them; exactly one is filled."""
    ops = connection.ops
    if isinstance(content, bool):
        return None, None, content, None, None, None
    if isinstance(content, Decimal) and abs(content) < LARGEST_NUMBER:
        return None, ops.adapt_decimalfield_value(content, DIGITS, PLACES), None, None, None, None
    if isinstance(content, datetime):
        return None, None, None, None, None, ops.adapt_datetimefield_value(content)
    if isinstance(content, date):
        return None, None, None, ops.adapt_datefield_value(content), None, None
    if isinstance(content, time):
        return None, None, None, None, ops.adapt_timefield_value(content), None
    # A number that no column of numbers holds stays text; the answer itself is exact.
    return f"{content:f}" if isinstance(content, Decimal) else str(content), None, None, None, None, None
