"""The question families, by their stored type. ``repeat`` is not here: intake walks its rows."""

from typing import Any

from ..constants import Family as Type
from .base import Column, Desk, Family, FileFacts, Labels, Question, Raw, TypedValue
from .choices import ManyChoices, OneChoice, Readiness, YesNo
from .evidence import Files, Photos
from .places import Gps, Reference
from .quantities import DecimalNumber, Scale, WholeNumber
from .structure import Computed, Table
from .texts import LongText, Note, ShortText
from .times import Date, Moment, Time

REFERENCES = (Type.REGION, Type.POLLING_STATION, Type.AGENCY, Type.PERSON)

FAMILIES: dict[str, Family] = {
    each.type: each
    for each in (
        ShortText(),
        LongText(),
        Note(),
        WholeNumber(),
        DecimalNumber(),
        Scale(),
        YesNo(),
        OneChoice(),
        ManyChoices(),
        Readiness(),
        Date(),
        Time(),
        Moment(),
        Gps(),
        Photos(),
        Files(),
        Table(),
        Computed(),
    )
} | {str(kind): Reference(str(kind)) for kind in REFERENCES}


def family(type_: str) -> Family:
    """The family of a question type. Unknown types cannot come from a published version: KeyError."""
    return FAMILIES[type_]


def display(question: Question, answer: Any, labels: Labels) -> str:
    """The answer in plain Indonesian words; a repeat says how many rows it has."""
    if question["type"] == Type.REPEAT:
        return f"{len(answer)} baris"
    return family(question["type"]).display(question, answer, labels)


__all__ = [
    "FAMILIES",
    "REFERENCES",
    "Column",
    "Desk",
    "Family",
    "FileFacts",
    "Labels",
    "Question",
    "Raw",
    "TypedValue",
    "display",
    "family",
]
