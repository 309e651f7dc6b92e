"""Which columns a form's entries have: the union of all versions by question key, so that nothing ever shifts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms_config.constants import Family
from forms_config.definition import Question
from forms_config.families import family

ABOUT = ("_nomor", "_unit_kode", "_unit", "_status", "_dikirim", "_pengirim", "_versi", "_terlambat", "_nihil", "_uuid")
ABOUT_HEADINGS = (
    "Nomor laporan",
    "Kode unit",
    "Unit",
    "Status",
    "Terakhir dikirim",
    "Pengirim",
    "Versi formulir",
    "Terlambat",
    "Nihil",
    "UUID",
)
NO_LONGER_ASKED = " (tidak ditanyakan lagi)"


@dataclass(frozen=True)
class AnswerColumn:
    """One column. ``name`` is the question key, with ``.part`` for a part and ``repeat.`` before a question in rows."""

    name: str
    heading: str
    key: str
    part: str = ""
    repeat: str = ""  # key of the repeat the question stands in


def columns_of(definitions: Iterable[Mapping[str, Any]]) -> list[AnswerColumn]:
    """Columns of all versions, newest version first: its order, then what only older versions asked."""
    columns: dict[str, AnswerColumn] = {}
    for number, definition in enumerate(definitions):
        for section in definition["sections"]:
            for question in section["questions"]:
                for column in _of_question(question):
                    heading = column.heading + (NO_LONGER_ASKED if number else "")
                    columns.setdefault(column.name, AnswerColumn(column.name, heading, column.key, column.part, column.repeat))
    return list(columns.values())


def _of_question(question: Question) -> Iterator[AnswerColumn]:
    if question["type"] != Family.REPEAT:
        yield from _of_family(question, repeat="")
        return
    yield AnswerColumn(question["key"], f"{question['label']}: jumlah baris", question["key"])
    for inner in question["questions"]:
        for column in _of_family(inner, repeat=question["key"]):
            heading = f"{question['label']}: {column.heading}"
            yield AnswerColumn(f"{question['key']}.{column.name}", heading, column.key, column.part, column.repeat)


def _of_family(question: Question, *, repeat: str) -> Iterator[AnswerColumn]:
    for column in family(question["type"]).columns(question):
        yield AnswerColumn(column.name, column.heading, question["key"], column.part, repeat)
