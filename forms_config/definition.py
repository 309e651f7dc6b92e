"""Reading a published definition: walking its questions and finding them by key. Definitions are never changed here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .constants import Family, Privacy

Definition = Mapping[str, Any]
Question = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """A question where it stands: in which section, and inside which repeat (None at the top)."""

    question: Question
    section: Mapping[str, Any]
    repeat: Question | None = None


def places(definition: Definition) -> Iterator[Place]:
    """Every question in the order of the form, a repeat before the questions inside it."""
    for section in definition["sections"]:
        for question in section["questions"]:
            yield Place(question, section)
            for inner in question.get("questions", ()):
                yield Place(inner, section, question)


def top_questions(definition: Definition) -> Iterator[Question]:
    for section in definition["sections"]:
        yield from section["questions"]


def question_by_key(definition: Definition, key: str) -> Question | None:
    return next((place.question for place in places(definition) if place.question["key"] == key), None)


def is_identity(question: Question) -> bool:
    return question.get("privacy") == Privacy.IDENTITY


def is_restricted(question: Question) -> bool:
    return question.get("privacy") == Privacy.RESTRICTED


def has_files(question: Question) -> bool:
    """Whether files can be uploaded for the question."""
    return question["type"] in {Family.PHOTOS, Family.FILES} or (
        question["type"] == Family.READINESS and question.get("evidence", "none") != "none"
    )


def named_check(definition: Definition, check_id: str) -> Mapping[str, Any] | None:
    return next((check for check in definition["checks"] if check["id"] == check_id), None)
