"""Entries as rows of typed cells, read in chunks so that memory does not grow with their number."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.db.models import F, QuerySet

from desk.reporting.models import Entry, Submission
from forms_config import references
from forms_config.constants import Family
from forms_config.definition import Question, is_identity, is_restricted, places
from forms_config.families import REFERENCES, family
from forms_config.identity import MASK, is_concealed, reveal
from forms_config.models import Form, FormVersion
from forms_config.privacy import hidden_keys, identity_keys

from .columns import AnswerColumn, columns_of

CHUNK = 500  # entries held at once
BETWEEN_ROWS = " | "
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
WORDS = {True: "Ya", False: "Tidak"}
T = TypeVar("T")
Cells = dict[str, Any]


@dataclass(frozen=True)
class EntryRow:
    """One entry: what is known about it, its cells by column name, and for every repeat its rows as cells."""

    about: tuple[Any, ...]
    cells: Cells
    repeated: dict[str, list[Cells]]


class EntryTable:
    """All sent entries of ``entries`` (already in the reader's scope) of one form, by their latest submission.

    ``with_identity``: identity answers readable; otherwise masked. ``with_restricted``: the same for those of class
    ``terbatas``. Whoever calls has checked the permission.
    """

    def __init__(self, form: Form, entries: QuerySet[Entry], *, with_identity: bool = False, with_restricted: bool = True) -> None:
        self.form = form
        self.with_identity, self.with_restricted = with_identity, with_restricted
        self.versions: dict[int, FormVersion] = {version.pk: version for version in form.versions.order_by("-number")}
        self.columns: list[AnswerColumn] = columns_of(version.definition for version in self.versions.values())
        self._questions = {pk: self._by_key(version) for pk, version in self.versions.items()}
        marked = identity_keys(version.definition for version in self.versions.values())
        self._hidden = {pk: hidden_keys(version.definition, marked) for pk, version in self.versions.items()}
        self._submissions = (
            Submission.objects.filter(entry__in=entries.filter(form=form), number=F("entry__submission_count"))
            .select_related("entry__region", "entry__agency", "sent_by")
            .order_by("entry_id")
        )

    @staticmethod
    def _by_key(version: FormVersion) -> dict[str, tuple[Question, str]]:
        """Question and key of its repeat, by question key."""
        return {
            place.question["key"]: (place.question, place.repeat["key"] if place.repeat else "") for place in places(version.definition)
        }

    @property
    def repeats(self) -> list[tuple[str, str]]:
        """(key, label) of every repeat of any version."""
        found: dict[str, str] = {}
        for questions in self._questions.values():
            for key, (question, _repeat) in questions.items():
                if question["type"] == Family.REPEAT:
                    found.setdefault(key, question["label"])
        return list(found.items())

    def count(self) -> int:
        return self._submissions.count()

    def rows(self) -> Iterator[EntryRow]:
        """Every entry, oldest first; one query per chunk and one for each kind of reference in it."""
        for chunk in chunks(self._submissions.iterator(chunk_size=CHUNK), CHUNK):
            labels = self._labels(chunk)
            for submission in chunk:
                yield self._row(submission, labels)

    def _labels(self, chunk: Sequence[Submission]) -> dict[str, dict[str, str]]:
        asked: dict[str, set[str]] = defaultdict(set)
        for submission in chunk:
            for key, (question, repeat) in self._questions[submission.version_id].items():
                if question["type"] not in REFERENCES or is_identity(question):
                    continue
                holders = [row["answers"] for row in submission.answers.get(repeat, ())] if repeat else [submission.answers]
                asked[question["type"]].update(holder[key] for holder in holders if key in holder)
        return {kind: references.source(kind).labels(values) for kind, values in asked.items()}

    def _row(self, submission: Submission, labels: Mapping[str, Mapping[str, str]]) -> EntryRow:
        questions, hidden = self._questions[submission.version_id], self._hidden[submission.version_id]
        cells: Cells = {}
        repeated: dict[str, list[Cells]] = {}
        for key, (question, repeat) in questions.items():
            if repeat or key not in submission.answers:
                continue
            if self._masked(question):
                cells[key] = MASK
            elif question["type"] == Family.REPEAT:
                inner = [self._cells(question["questions"], row["answers"], labels, hidden) for row in submission.answers[key]]
                repeated[key] = inner
                cells[key] = len(inner)
                cells.update(_joined(key, inner))
            else:
                cells.update(self._cells([question], submission.answers, labels, hidden))
        return EntryRow(self._about(submission), cells, repeated)

    def _cells(
        self, questions: Sequence[Question], answers: Mapping[str, Any], labels: Mapping[str, Mapping[str, str]], hidden: Collection[str]
    ) -> Cells:
        cells: Cells = {}
        for question in questions:
            answer = answers.get(question["key"])
            if answer is None:
                continue
            if self._masked(question):
                cells[question["key"]] = MASK
                continue
            if question["key"] in hidden:
                cells[question["key"]] = self._identity_cell(answer)
                continue
            for part, value in family(question["type"]).cells(question, answer, labels).items():
                cells[f"{question['key']}.{part}" if part else question["key"]] = value
        return cells

    def _masked(self, question: Question) -> bool:
        return is_restricted(question) and not self.with_restricted

    def _identity_cell(self, answer: Any) -> str:
        if not self.with_identity:
            return MASK
        return reveal(answer) if is_concealed(answer) else str(answer)

    def _about(self, submission: Submission) -> tuple[Any, ...]:
        entry = submission.entry
        zone = entry.region.zone
        sent = f"{submission.sent_at.astimezone(zone):%Y-%m-%d %H:%M} {ZONES.get(entry.region.timezone, entry.region.timezone)}"
        return (
            entry.number,
            entry.region_id,
            entry.unit_name,
            entry.get_state_display(),
            sent,
            str(submission.sent_by),
            self.versions[submission.version_id].number,
            WORDS[submission.late],
            WORDS[entry.nil],
            str(entry.uuid),
        )


def _joined(repeat: str, rows: Sequence[Cells]) -> Cells:
    """Cells of a repeat on the entry's own line: the rows of each column, one after the other, an empty place kept empty."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {f"{repeat}.{name}": BETWEEN_ROWS.join(_text(row.get(name)) for row in rows) for name in names}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def chunks(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while chunk := list(islice(items, size)):
        yield chunk
