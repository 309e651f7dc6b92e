"""Answers to read, not to change: the questions that were answered, in the order of the form, in plain words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from .. import references
from ..constants import Family
from ..definition import Definition, Question, has_files, places
from ..families import REFERENCES, display
from ..families.times import clock_of
from ..identity import MASK, is_concealed
from .pieces import KeptFile

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Told:
    """One answered question. ``rows`` of a repeat, ``files`` of photos, files and evidence, ``cells`` of a table."""

    key: str
    label: str
    words: str
    files: tuple[KeptFile, ...] = ()
    rows: tuple["ToldRow", ...] = ()


@dataclass(frozen=True)
class ToldRow:
    id: str
    label: str
    answers: tuple[Told, ...]


@dataclass(frozen=True)
class ToldSection:
    number: int
    label: str
    answers: tuple[Told, ...]


def told(
    definition: Definition, answers: Mapping[str, Any], *, zone: ZoneInfo, files: Iterable[KeptFile] = (), labels: Labels | None = None
) -> list[ToldSection]:
    """Sections with at least one answer. ``zone``: of the unit, whose clock its hours were read from. Without ``labels``: one query per
    kind of reference that was answered.
    """
    labels = {**(reference_labels(definition, answers) if labels is None else labels), **clock_of(zone)}
    known = {str(file.uuid): file for file in files}
    sections = []
    for number, section in enumerate(definition["sections"], start=1):
        answered = tuple(_told(section["questions"], answers, labels, known))
        if answered:
            sections.append(ToldSection(number, section["label"], answered))
    return sections


def reference_labels(definition: Definition, answers: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Words of every stored value of a reference question in ``answers``, by kind."""
    return labels_of(reference_values(definition, answers))


def reference_values(definition: Definition, answers: Mapping[str, Any]) -> dict[str, set[str]]:
    """Stored values of the reference questions in ``answers``, by kind. No query."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for place in places(definition):
        question = place.question
        if question["type"] in REFERENCES:
            holders = [answers] if place.repeat is None else [row["answers"] for row in rows_of(answers, place.repeat["key"])]
            wanted[question["type"]].update(holder[question["key"]] for holder in holders if question["key"] in holder)
    return dict(wanted)


def rows_of(answers: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The rows of a repeat that may be read; none when it was not answered or is masked."""
    rows = answers.get(key)
    return rows if isinstance(rows, list) else []


def labels_of(wanted: Mapping[str, Iterable[str]]) -> dict[str, dict[str, str]]:
    """Words of stored values by kind. One query for each kind that has values."""
    known = {kind: {value for value in values if not is_concealed(value)} for kind, values in wanted.items()}
    return {kind: references.source(kind).labels(values) for kind, values in known.items() if values}


def _told(questions: Iterable[Question], answers: Mapping[str, Any], labels: Labels, known: Mapping[str, KeptFile]) -> Iterator[Told]:
    for question in questions:
        answer = answers.get(question["key"])
        if answer is None:
            continue
        if answer == MASK:
            yield Told(question["key"], question["label"], MASK)
        elif question["type"] == Family.REPEAT:
            rows = tuple(
                ToldRow(
                    row["id"],
                    f"{question.get('row_label') or question['label']} {place}",
                    tuple(_told(question["questions"], row["answers"], labels, known)),
                )
                for place, row in enumerate(answer, start=1)
            )
            yield Told(question["key"], question["label"], "", rows=rows)
        elif is_concealed(answer):
            yield Told(question["key"], question["label"], MASK)
        else:
            yield Told(question["key"], question["label"], display(question, answer, labels), files=_files_in(question, answer, known))


def _files_in(question: Question, answer: Any, known: Mapping[str, KeptFile]) -> tuple[KeptFile, ...]:
    if not has_files(question):
        return ()
    uuids = answer.get("evidence", ()) if isinstance(answer, dict) else answer
    return tuple(known[uuid] for uuid in uuids if uuid in known)
