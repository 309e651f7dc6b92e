"""Answers as typed rows, written beside the JSON in the same transaction."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from forms_config.constants import Family, Privacy
from forms_config.definition import Question, is_identity, top_questions
from forms_config.families import family
from forms_config.families.base import TypedContent

from ..models import AnswerValue, Submission

LARGEST_NUMBER = Decimal(10) ** 18  # of AnswerValue.number: 24 digits, 6 of them decimals


def answer_rows(submission: Submission) -> None:
    """Append one AnswerValue for every typed value of the submission. One query."""
    AnswerValue.objects.bulk_create(_rows(submission), batch_size=1000)


def _rows(submission: Submission) -> Iterator[AnswerValue]:
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
                    yield from _values(submission, inner, row["answers"][inner["key"]], row=row["id"])


def _values(submission: Submission, question: Question, answer: Any, *, row: str | None) -> Iterator[AnswerValue]:
    privacy = question.get("privacy") or Privacy.ORDINARY
    if is_identity(question):
        yield AnswerValue(
            submission=submission, key=question["key"], row=row, privacy=privacy, cipher=answer, simulation=submission.simulation
        )
        return
    for value in family(question["type"]).typed(question, answer):
        yield AnswerValue(
            submission=submission,
            key=question["key"],
            row=row,
            part=value.part,
            privacy=privacy,
            simulation=submission.simulation,
            **_column(value.content),
        )


def _column(content: TypedContent) -> dict[str, Any]:
    if isinstance(content, bool):
        return {"boolean": content}
    if isinstance(content, Decimal) and abs(content) >= LARGEST_NUMBER:
        return {"text": f"{content:f}"}  # a sum or share that no column of numbers holds; the answer itself is exact
    for kind, column in ((Decimal, "number"), (datetime, "moment"), (date, "date"), (time, "time")):
        if isinstance(content, kind):
            return {column: content}
    return {"text": str(content)}
