"""Two submissions of one report side by side: by question, repeated rows by their id, tables by cell.

Identity answers are compared in the clear (their cipher text differs each time) and shown only to whoever is allowed.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from forms_config.constants import Family
from forms_config.definition import Definition, Question, top_questions
from forms_config.identity import MASK
from forms_config.privacy import mask_restricted, reveal_answers
from forms_config.rendering import KeptFile, Told, ToldRow, ToldSection, labels_of, reference_values, told

from ..models import Submission

Labels = Mapping[str, Mapping[str, str]]
TEXTS = frozenset({Family.SHORT_TEXT, Family.LONG_TEXT})
LONGEST_MARKED = 4000  # characters; longer texts are shown whole, without marks


@dataclass(frozen=True)
class Piece:
    """A stretch of the new text; ``new`` when the old one did not have it."""

    text: str
    new: bool


@dataclass(frozen=True)
class Cell:
    """One changed number of a table; None where nothing stood."""

    row: str
    column: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Change:
    """One question whose answer changed. ``before`` or ``after`` is None where nothing was answered."""

    key: str
    label: str
    before: Told | None
    after: Told | None
    pieces: tuple[Piece, ...] = ()
    cells: tuple[Cell, ...] = ()
    rows: tuple["RowChange", ...] = ()
    same_rows: int = 0
    new_files: frozenset[UUID] = frozenset()
    note: str = ""


@dataclass(frozen=True)
class RowChange:
    """One row of a repeat: ``added`` and ``removed`` carry its answers, ``changed`` only what changed in it."""

    kind: str
    label: str
    answers: tuple[Told, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """``changes`` in the order of the form, ``unchanged`` sections to fold away."""

    changes: tuple[Change, ...]
    unchanged: tuple[ToldSection, ...]

    @property
    def same(self) -> int:
        return sum(len(section.answers) for section in self.unchanged)


@dataclass(frozen=True)
class Side:
    """One submission: its answers in the clear, and what the reader may see of them, by question key."""

    definition: Definition
    answers: Mapping[str, Any]
    sections: Sequence[ToldSection]

    @property
    def told(self) -> dict[str, Told]:
        return {one.key: one for section in self.sections for one in section.answers}


def sides(
    submissions: Iterable[Submission],
    *,
    zone: ZoneInfo,
    files: Iterable[KeptFile] = (),
    allowed: bool,
    restricted: bool = True,
    marked: Collection[str] = (),
) -> list[Side]:
    """Each submission made ready to read. One query per kind of reference, whatever the number of submissions.

    ``zone``: of the unit that sent them. ``allowed``: the reader is shown identity answers; ``restricted``: those of class ``terbatas``; ``marked``: keys that any
    version of the form marks as identity.
    """
    known = list(files)
    shown = [(one, _readable(one, allowed=allowed, restricted=restricted, marked=marked)) for one in submissions]
    labels = _labels(shown)
    return [
        Side(
            one.version.definition,
            reveal_answers(one.version.definition, one.answers, allowed=True, marked=marked),
            told(one.version.definition, answers, zone=zone, files=known, labels=labels),
        )
        for one, answers in shown
    ]


def _readable(submission: Submission, *, allowed: bool, restricted: bool, marked: Collection[str]) -> dict[str, Any]:
    definition = submission.version.definition
    answers = reveal_answers(definition, submission.answers, allowed=allowed, marked=marked)
    return answers if restricted else mask_restricted(definition, answers)


def _labels(shown: Iterable[tuple[Submission, Mapping[str, Any]]]) -> dict[str, dict[str, str]]:
    wanted: dict[str, set[str]] = {}
    for submission, answers in shown:
        for kind, values in reference_values(submission.version.definition, answers).items():
            wanted.setdefault(kind, set()).update(values - {MASK})
    return labels_of(wanted)


def files_in(sections: Iterable[ToldSection]) -> set[UUID]:
    """Files that these answers name, those in rows too."""
    answers = [one for section in sections for one in section.answers]
    answers += [inner for one in answers for row in one.rows for inner in row.answers]
    return {file.uuid for one in answers for file in one.files}


def compare(before: Side, after: Side) -> Comparison:
    """What the second submission says otherwise than the first."""
    gone = [question for question in top_questions(before.definition) if question["key"] not in _keys(after.definition)]
    changes = [
        *_changes(top_questions(after.definition), before, after, before.told, after.told),
        *_changes(gone, before, after, before.told, after.told, note="Pertanyaan ini tidak ada lagi di formulir."),
    ]
    changed = {change.key for change in changes}
    unchanged = [
        ToldSection(section.number, section.label, tuple(one for one in section.answers if one.key not in changed))
        for section in after.sections
    ]
    return Comparison(tuple(changes), tuple(section for section in unchanged if section.answers))


def _keys(definition: Definition) -> set[str]:
    return {question["key"] for question in top_questions(definition)}


def _changes(
    questions: Iterable[Question],
    before: Side,
    after: Side,
    told_before: Mapping[str, Told],
    told_after: Mapping[str, Told],
    *,
    note: str = "",
) -> Iterator[Change]:
    for question in questions:
        change = _change(
            question,
            before.answers.get(question["key"]),
            after.answers.get(question["key"]),
            told_before.get(question["key"]),
            told_after.get(question["key"]),
            note=note,
        )
        if change is not None:
            yield change


def _change(question: Question, old: Any, new: Any, before: Told | None, after: Told | None, *, note: str = "") -> Change | None:
    if old == new:
        return None
    parts: dict[str, Any] = {}
    if MASK in {before.words if before else "", after.words if after else ""}:
        return Change(question["key"], question["label"], before, after, note=note)
    if question["type"] == Family.REPEAT:
        parts["rows"], parts["same_rows"] = _rows(question, old or [], new or [], before, after)
    elif question["type"] == Family.TABLE:
        parts["cells"] = tuple(_cells(question, old or {}, new or {}))
    elif question["type"] in TEXTS and before and after:
        parts["pieces"] = tuple(_pieces(before.words, after.words))
    if after and after.files:
        had = {file.uuid for file in before.files} if before else set()
        parts["new_files"] = frozenset(file.uuid for file in after.files) - had
    return Change(question["key"], question["label"], before, after, note=note, **parts)


def _rows(
    question: Question, old: Sequence[Any], new: Sequence[Any], before: Told | None, after: Told | None
) -> tuple[tuple[RowChange, ...], int]:
    """Rows matched by their id, in the order of the new submission, what is gone at the end."""
    were, are = {row["id"]: row["answers"] for row in old}, {row["id"]: row["answers"] for row in new}
    told_before, told_after = _rows_of(before), _rows_of(after)
    rows: list[RowChange] = []
    for id_, answers in are.items():
        shown = told_after.get(id_) or ToldRow(id_, question["label"], ())
        if id_ not in were:
            rows.append(RowChange("added", shown.label, answers=shown.answers))
        elif answers != were[id_]:
            earlier = told_before.get(id_) or ToldRow(id_, question["label"], ())
            changes = _row_changes(question, were[id_], answers, earlier, shown)
            rows.append(RowChange("changed", shown.label, changes=tuple(changes)))
    for id_, row in told_before.items():
        if id_ not in are:
            rows.append(RowChange("removed", row.label, answers=row.answers))
    same = sum(1 for id_, answers in are.items() if were.get(id_) == answers)
    return tuple(rows), same


def _rows_of(answer: Told | None) -> dict[str, ToldRow]:
    return {row.id: row for row in answer.rows} if answer else {}


def _row_changes(question: Question, old: Mapping[str, Any], new: Mapping[str, Any], before: ToldRow, after: ToldRow) -> Iterator[Change]:
    told_before = {one.key: one for one in before.answers}
    told_after = {one.key: one for one in after.answers}
    for inner in question["questions"]:
        key = inner["key"]
        change = _change(inner, old.get(key), new.get(key), told_before.get(key), told_after.get(key))
        if change is not None:
            yield change


def _cells(question: Question, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Cell]:
    for row in question["rows"]:
        for column in question["columns"]:
            was, now = (side.get(row["key"], {}).get(column["key"]) for side in (old, new))
            if was != now:
                yield Cell(row["label"], column["label"], was, now)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    """The new text, its additions told apart, word by word."""
    if len(before) + len(after) > LONGEST_MARKED:
        yield Piece(after, new=False)
        return
    old, new = (re.findall(r"\w+\s*|[^\w\s]\s*", text) for text in (before, after))
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    for operation, _from, _to, start, end in matcher.get_opcodes():
        if start < end:
            yield Piece("".join(new[start:end]), new=operation != "equal")
