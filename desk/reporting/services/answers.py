"""Answers as typed values, for the rows written beside the JSON of a submission."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from forms_config.constants import Family, Privacy
from forms_config.definition import Question, is_identity, top_questions
from forms_config.families import family
from forms_config.families.base import TypedContent

from ..models import Submission
from ..models.entry import LARGEST_NUMBER

Value = dict[str, Any]
COLUMNS = ((bool, "boolean"), (datetime, "moment"), (date, "date"), (time, "time"))  # a moment is a date, too


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
            place = {"row": UUID(row["id"])}
            for inner in question["questions"]:
                if inner["key"] in row["answers"]:
                    yield from _values(inner, row["answers"][inner["key"]], place)


def _values(question: Question, answer: Any, place: Value) -> Iterator[Value]:
    about = {"key": question["key"], "privacy": question.get("privacy") or Privacy.ORDINARY, **place}
    if is_identity(question):
        yield {**about, "part": "", "cipher": answer}
        return
    for value in family(question["type"]).typed(question, answer):
        yield {**about, "part": value.part, **_filed(value.content)}


def _filed(content: TypedContent) -> Value:
    """The content under the name of its column."""
    if isinstance(content, str):
        return {"text": content}
    if isinstance(content, Decimal):  # one that the column does not hold stays text; the answer itself is exact
        return {"number": content} if abs(content) < LARGEST_NUMBER else {"text": f"{content:f}"}
    for kind, column in COLUMNS:
        if isinstance(content, kind):
            return {column: content}
    return {"text": str(content)}
