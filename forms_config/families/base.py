"""What every question family knows: reading controls, giving answers back, words, typed values, export columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from ..prefills import FillContext

Raw = Mapping[str, list[str]]
Question = Mapping[str, Any]
Labels = Mapping[str, Mapping[str, str]]  # reference kind -> stored value -> words
TypedContent = str | Decimal | bool | date | time | datetime

UNANSWERED = "-"


@dataclass(frozen=True)
class FileFacts:
    """What intake needs to know of an uploaded file: the question it was uploaded for, its kind and name."""

    key: str
    kind: str  # "photo" or "file"
    name: str = ""


@dataclass(frozen=True)
class TypedValue:
    """One value of an answer, for an AnswerValue row. ``part`` names it inside a composite answer, empty otherwise."""

    part: str
    content: TypedContent


@dataclass(frozen=True)
class Column:
    """One export column. ``name`` is permanent (question key, plus ``.part``); ``heading`` is for people."""

    name: str
    heading: str
    part: str = ""


@dataclass
class Desk:
    """What a family has at hand while it reads: who fills, which files are there, and where problems go."""

    context: FillContext
    files: Mapping[str, FileFacts]
    path: str = ""  # of the question being read, as the evaluation names it
    problems: dict[str, "Problem"] = field(default_factory=dict)

    def refuse(self, control: str, message: str) -> None:
        """Note what is wrong with a control; the first word on it stays."""
        self.problems.setdefault(control, Problem(self.path, message))


@dataclass(frozen=True)
class Problem:
    """A sentence about a control, and the path of its question."""

    path: str
    message: str


def first(raw: Raw, control: str) -> str:
    """The last text posted under a control, stripped; empty when there is none."""
    values = raw.get(control)
    return values[-1].strip() if values else ""


class Family:
    """One question family. Stateless: the question's definition comes with every call."""

    type: ClassVar[str]

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> Any:
        """The canonical answer in the controls under ``control``, or None when empty or refused."""
        raise NotImplementedError

    def raw(self, question: Question, answer: Any, control: str) -> dict[str, list[str]]:
        """Controls that read back as ``answer``."""
        return {control: [str(answer)]}

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        """The answer in plain Indonesian words."""
        return str(answer)

    def python(self, question: Question, answer: Any) -> Any:
        """The answer as the Python value that destinations are told."""
        return answer

    def typed(self, question: Question, answer: Any) -> list[TypedValue]:
        return [TypedValue("", self.python(question, answer))]

    def columns(self, question: Question) -> list[Column]:
        return [Column(question["key"], question["label"])]

    def cells(self, question: Question, answer: Any, labels: Labels) -> dict[str, Any]:
        """Export cells by part: typed values where a spreadsheet can use them, words elsewhere."""
        return {"": self.display(question, answer, labels)}


def label_of(question: Question) -> str:
    return str(question["label"]).rstrip(" .:?")


def short(number: int | Decimal) -> str:
    """A number the Indonesian way: 2.821.202 or 84,77."""
    text = f"{number:,}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")
