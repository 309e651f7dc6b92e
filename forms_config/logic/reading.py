"""What the logic takes from a definition and from answers: how each family reads and compares, and who stands where.

An answer of the wrong JSON type, and an empty one, is absent: the readers give None.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from ..constants import Family
from .numbers import scaled, whole

Json = Mapping[str, Any]
Answers = dict[str, Any]  # key -> canonical answer; absent answers have no key
Reader = Callable[[Any], Any]

DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
CLOCK = r"[0-9]{2}:[0-9]{2}"


class Kind(Enum):
    """How answers behave in conditions and terms."""

    TEXT = auto()
    NUMBER = auto()
    MOMENT = auto()
    BOOLEAN = auto()
    LIST = auto()
    READINESS = auto()
    OBJECT = auto()
    TABLE = auto()
    ROWS = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the questions of a definition stand. ``parents``: question inside a repeat -> repeat. ``members``: the other way round."""

    kinds: dict[str, Kind]
    parents: dict[str, str]
    members: dict[str, frozenset[str]]

    def kind(self, key: Any) -> Kind:
        return self.kinds.get(key, Kind.NOTHING) if isinstance(key, str) else Kind.NOTHING


def questions_of(definition: Json) -> Iterator[Json]:
    """Top-level questions in the order of the form."""
    for section in definition.get("sections") or ():
        yield from section.get("questions") or ()


def shape_of(definition: Json) -> Shape:
    """Kinds and places of every question of a definition."""
    shape = Shape(kinds={}, parents={}, members={})
    for question in questions_of(definition):
        shape.kinds[question["key"]] = kind_of(question)
        if question["type"] == Family.REPEAT:
            inner = question.get("questions") or ()
            shape.members[question["key"]] = frozenset(sub["key"] for sub in inner)
            for sub in inner:
                shape.kinds[sub["key"]] = kind_of(sub)
                shape.parents[sub["key"]] = question["key"]
    return shape


def kind_of(question: Json) -> Kind:
    """Kind of a question; of a computed one by its formula."""
    if question["type"] == Family.COMPUTED:
        return COMPUTED_KINDS.get((question.get("formula") or {}).get("op"), Kind.NOTHING)
    return FAMILIES[question["type"]][0] if question["type"] in FAMILIES else Kind.NOTHING


def reader_of(question: Json) -> Reader:
    """The function that gives the answer of a question as it was written, or None when it is absent or of the wrong type."""
    if question["type"] == Family.TABLE:
        return table_reader(question)
    return FAMILIES[question["type"]][1] if question["type"] in FAMILIES else nothing


def nothing(value: Any) -> None:
    return None


def text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def number_text(value: Any) -> str | None:
    return value if isinstance(value, str) and scaled(value) is not None else None


def boolean(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def texts(value: Any) -> list[str] | None:
    if not isinstance(value, list) or not value:
        return None
    return value if all(isinstance(item, str) for item in value) else None


def mapping(value: Any) -> Answers | None:
    return value if isinstance(value, dict) and value else None


def rows(value: Any) -> list[tuple[str, Answers]]:
    """Rows of a repeat as (id, answers); what is not a row is left out."""
    return [
        (row["id"], row["answers"])
        for row in (value if isinstance(value, list) else ())
        if isinstance(row, dict) and text(row.get("id")) and isinstance(row.get("answers"), dict)
    ]


def moment(pattern: str) -> Reader:
    """Reader of texts of one form, such as dates."""
    expression = re.compile(pattern)
    return lambda value: value if isinstance(value, str) and expression.fullmatch(value) else None


def table_reader(question: Json) -> Reader:
    """Reader of a table: the cells of its own rows and columns that hold integers."""
    row_keys = [row["key"] for row in question.get("rows") or ()]
    columns = [column["key"] for column in question.get("columns") or ()]

    def read_row(value: Any) -> dict[str, int]:
        found = ((column, whole(value.get(column))) for column in columns) if isinstance(value, dict) else ()
        return {column: cell for column, cell in found if cell is not None}

    def read(value: Any) -> dict[str, dict[str, int]] | None:
        if not isinstance(value, dict):
            return None
        return {key: cells for key in row_keys if (cells := read_row(value.get(key)))} or None

    return read


FAMILIES: dict[str, tuple[Kind, Reader]] = {
    Family.SHORT_TEXT: (Kind.TEXT, text),
    Family.LONG_TEXT: (Kind.TEXT, text),
    Family.WHOLE_NUMBER: (Kind.NUMBER, whole),
    Family.DECIMAL: (Kind.NUMBER, number_text),
    Family.YES_NO: (Kind.BOOLEAN, boolean),
    Family.ONE_CHOICE: (Kind.TEXT, text),
    Family.MANY_CHOICES: (Kind.LIST, texts),
    Family.SCALE: (Kind.NUMBER, whole),
    Family.READINESS: (Kind.READINESS, mapping),
    Family.DATE: (Kind.MOMENT, moment(DATE)),
    Family.TIME: (Kind.MOMENT, moment(CLOCK)),
    Family.DATETIME: (Kind.MOMENT, moment(f"{DATE}T{CLOCK}[+-]{CLOCK}")),
    Family.REGION: (Kind.TEXT, text),
    Family.POLLING_STATION: (Kind.TEXT, text),
    Family.AGENCY: (Kind.TEXT, text),
    Family.PERSON: (Kind.TEXT, text),
    Family.GPS: (Kind.OBJECT, mapping),
    Family.PHOTOS: (Kind.LIST, texts),
    Family.FILES: (Kind.LIST, texts),
    Family.REPEAT: (Kind.ROWS, nothing),
    Family.TABLE: (Kind.TABLE, nothing),
    Family.COMPUTED: (Kind.NOTHING, nothing),
    Family.NOTE: (Kind.NOTHING, nothing),
}
COMPUTED_KINDS: dict[Any, Kind] = {"sum": Kind.NUMBER, "percent": Kind.NUMBER, "days_after": Kind.MOMENT, "all_filled": Kind.BOOLEAN}
