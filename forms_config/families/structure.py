from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from ..constants import Family as Type
from .base import Column, Desk, Family, Labels, Question, Raw, TypedValue, first, label_of, short
from .quantities import read_whole, with_unit
from .times import day_words, moment_words

LOCAL_MOMENT = 22  # length of 2024-11-25T08:30+07:00
LOCAL_DAY = 10


class Table(Family):
    """Whole numbers in rows and columns."""

    type: ClassVar[str] = Type.TABLE

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> dict[str, dict[str, int]] | None:
        answer: dict[str, dict[str, int]] = {}
        for row, column in self._places(question):
            path = f"{control}-{row['key']}-{column['key']}"
            text = first(raw, path)
            if not text:
                continue
            name = f"{label_of(question)}, {row['label']}, {column['label']}"
            number = read_whole(text, question, path, desk, lowest=column.get("min", 0), highest=column.get("max"), name=name)
            if number is not None:
                answer.setdefault(row["key"], {})[column["key"]] = number
        return answer or None

    @staticmethod
    def _places(question: Question) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        return ((row, column) for row in question["rows"] for column in question["columns"])

    def raw(self, question: Question, answer: Any, control: str) -> dict[str, list[str]]:
        return {f"{control}-{row}-{column}": [str(number)] for row, cells in answer.items() for column, number in cells.items()}

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        words = []
        for row, column in self._places(question):
            number = answer.get(row["key"], {}).get(column["key"])
            if number is not None:
                words.append(f"{row['label']}, {column['label']}: {short(number)}")
        return "; ".join(words)

    def typed(self, question: Question, answer: Any) -> list[TypedValue]:
        return [TypedValue(f"{row}.{column}", Decimal(number)) for row, cells in answer.items() for column, number in cells.items()]

    def columns(self, question: Question) -> list[Column]:
        return [
            Column(
                f"{question['key']}.{row['key']}.{column['key']}",
                f"{question['label']}: {row['label']}, {column['label']}",
                f"{row['key']}.{column['key']}",
            )
            for row, column in self._places(question)
        ]

    def cells(self, question: Question, answer: Any, labels: Labels) -> dict[str, Any]:
        return {f"{row}.{column}": number for row, cells in answer.items() for column, number in cells.items()}


class Computed(Family):
    """A value the server works out; what a client sends for it is never looked at."""

    type: ClassVar[str] = Type.COMPUTED

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> None:
        return None

    def raw(self, question: Question, answer: Any, control: str) -> dict[str, list[str]]:
        return {}

    def python(self, question: Question, answer: Any) -> Any:
        if isinstance(answer, bool):
            return answer
        if question["formula"]["op"] == "days_after":
            return datetime.fromisoformat(answer) if len(answer) == LOCAL_MOMENT else date.fromisoformat(answer)
        return Decimal(answer)

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        value = self.python(question, answer)
        if isinstance(value, bool):
            return "Lengkap" if value else "Belum lengkap"
        if isinstance(value, datetime):
            return moment_words(answer)
        if isinstance(value, date):
            return day_words(value)
        return with_unit(short(value), question)

    def cells(self, question: Question, answer: Any, labels: Labels) -> dict[str, Any]:
        value = self.python(question, answer)
        return {
            "": moment_words(answer)
            if isinstance(value, datetime)
            else self.display(question, answer, labels)
            if isinstance(value, bool)
            else value
        }
