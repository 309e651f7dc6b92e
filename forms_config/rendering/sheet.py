"""Puts a whole form together: what was typed, what is asked, what is wrong. No queries but those of references asked for."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any
from uuid import uuid4

from ..constants import Family, Severity
from ..definition import Definition, Question, places
from ..families import FileFacts, Raw, display
from ..families.base import first, label_of
from ..families.times import ZONES
from ..intake import EXPLAIN, Reading, read, row_numbers
from ..prefills import FillContext
from .lean import without_words
from .pieces import Finding, Group, Item, KeptFile, Problem, Row, Section, Sheet, html_id
from .reasons import why
from .references import OptionsOf
from .shapes import Workbench, facts_of, template_of

NEW_ROW = "__N__"  # stands for the number of a row in the blank one that scripts copy
NEW_ID = "__ID__"


def sheet(
    definition: Definition, raw: Raw, *, context: FillContext, reading: Reading | None = None, files: Iterable[KeptFile] = ()
) -> Sheet:
    """The form with ``raw`` typed into it. Problems are shown only when a ``reading`` (of a refused sending) is given."""
    return _Setting(definition, raw, context, reading, {str(file.uuid): file for file in files}).sheet()


class _Setting:
    """One form being put together."""

    def __init__(
        self, definition: Definition, raw: Raw, context: FillContext, reading: Reading | None, files: Mapping[str, KeptFile]
    ) -> None:
        facts = {uuid: FileFacts(file.key, file.kind, file.name) for uuid, file in files.items()}
        self.definition, self.raw = definition, raw
        self.reading = reading or read(definition, raw, context, files=facts)
        self.errors: Mapping[str, str] = reading.errors if reading else {}
        self.visible: Mapping[str, bool] = self.reading.evaluation["visible"]
        self.required: Mapping[str, bool] = self.reading.evaluation["required"]
        self.questions = {place.question["key"]: place.question for place in places(definition)}
        self.numbered = any(section["label"][:1].isdigit() for section in definition["sections"])
        self.near: set[str] = set()
        self.context = context
        self.bench = Workbench(raw, self.errors, files, OptionsOf(context), context.offset, self._computed)

    def sheet(self) -> Sheet:
        sections = tuple(self._section(number, section) for number, section in enumerate(self.definition["sections"], start=1))
        return Sheet(
            key=self.definition["key"],
            title=self.definition["title"],
            summary=self.definition.get("summary") or "",
            sections=sections,
            problems=tuple(Problem(message, html_id(control) if control else "") for control, message in self._errors_in_order(sections)),
            logic=without_words(self.definition),
            timezone=self.context.timezone,
            offset=self.context.offset,
            clock=ZONES.get(self.context.offset, self.context.offset),
        )

    def _errors_in_order(self, sections: Iterable[Section]) -> list[tuple[str, str]]:
        """Errors as they stand on the sheet, those of the whole form first."""
        order = {control: place for place, control in enumerate(control for section in sections for control in _controls(section))}

        def place(entry: tuple[str, str]) -> int:
            control = entry[0]
            while control and control not in order:
                control = control.rpartition("-")[0]
            return order.get(control, -1)

        return sorted(self.errors.items(), key=place)

    def _section(self, number: int, section: Mapping[str, Any]) -> Section:
        self.near = {question["key"] for question in section["questions"]}
        self.near |= {inner["key"] for question in section["questions"] for inner in question.get("questions", ())}
        items = [self._item(question, question["key"], question["key"]) for question in section["questions"]]
        findings = tuple(self._finding(check) for check in self.definition["checks"] if self._home_of(check) == number)
        controls = [*(item.control for item in items), *(finding.control for finding in findings)]
        wrong = sum(any(_belongs(error, control) for control in controls) for error in self.errors)
        visible = self.visible.get(f"section:{section['id']}", True)
        return Section(
            id=section["id"],
            number=number,
            label=section["label"],
            title=section["label"] if self.numbered else f"{number}. {section['label']}",
            help=section.get("help") or "",
            groups=_grouped(items),
            findings=findings,
            state="wrong" if wrong else self._state(section),
            wrong=wrong,
            visible=visible,
            why=why(section.get("shown_if"), self.questions),
        )

    def _state(self, section: Mapping[str, Any]) -> str:
        answers = self.reading.answers
        own = [question["key"] for question in section["questions"]]
        asked = [path for path in self.required if self.required[path] and path.partition(".")[0] in own]
        answered = any(key in answers and self.questions[key]["type"] != Family.COMPUTED for key in own)
        if all(self._answered(path) for path in asked):
            return "done" if answered else "todo" if asked else "free"
        return "todo"

    def _answered(self, path: str) -> bool:
        key, _, rest = path.partition(".")
        answer = self.reading.answers.get(key)
        if not rest or answer is None:
            return answer is not None
        row_id, _, sub = rest.partition(".")
        return any(sub in row["answers"] for row in answer if row["id"] == row_id)

    def _computed(self, path: str) -> str:
        key, _, rest = path.partition(".")
        answer = self.reading.answers.get(key)
        if rest and answer is not None:
            row_id, _, key = rest.partition(".")
            answer = next((row["answers"].get(key) for row in answer if row["id"] == row_id), None)
        return display(self.questions[key], answer, {}) if answer is not None else ""

    def _item(self, question: Question, control: str, path: str) -> Item:
        repeat = question["type"] == Family.REPEAT
        return Item(
            question=dict(question),
            path=path,
            control=control,
            values=tuple(self.raw.get(control, ())),
            error=self.errors.get(control, ""),
            required=self.required.get(path, question.get("required") == "always"),
            visible=self.visible.get(path, True),
            why=why(question.get("shown_if"), self.questions, self.near),
            template=template_of(question),
            facts=facts_of(question, control, path, self.bench),
            rows=tuple(self._rows(question)) if repeat else (),
            blank=self._row(question, NEW_ROW, NEW_ID, 0) if repeat else None,
        )

    def _rows(self, repeat: Question) -> list[Row]:
        rows, seen = [], set()
        for place, number in enumerate(row_numbers(repeat, self.raw), start=1):
            row_id = first(self.raw, f"{repeat['key']}-{number}-id")
            if not row_id or row_id in seen:
                row_id = str(uuid4())
            seen.add(row_id)
            rows.append(self._row(repeat, str(number), row_id, place))
        return rows

    def _row(self, repeat: Question, index: str, row_id: str, place: int) -> Row:
        prefix = f"{repeat['key']}-{index}"
        items = [
            self._item(question, f"{prefix}-{question['key']}", f"{repeat['key']}.{row_id}.{question['key']}")
            for question in repeat["questions"]
        ]
        return Row(row_id, index, place, repeat.get("row_label") or label_of(repeat), prefix, _grouped(items))

    def _home_of(self, check: Mapping[str, Any]) -> int:
        """Number of the section where the last question of a check stands."""
        keys = {term.get("question") or term.get("count") for term in [*check["left"], *check["right"]]} | {check.get("rows")}
        home = 1
        for number, section in enumerate(self.definition["sections"], start=1):
            own = {question["key"] for question in section["questions"]}
            own |= {inner["key"] for question in section["questions"] for inner in question.get("questions", ())}
            if own & keys:
                home = number
        return home

    def _finding(self, check: Mapping[str, Any]) -> Finding:
        control = f"{EXPLAIN}{check['id']}"
        return Finding(
            id=check["id"],
            severity=check["severity"],
            message=check.get("message") or f"{check.get('label', '')} tidak sesuai.",
            shown=any(finding["check"] == check["id"] for finding in self.reading.findings),
            value=first(self.raw, control) if check["severity"] == Severity.EXPLAIN else "",
            error=self.errors.get(control, ""),
        )


def _grouped(items: Iterable[Item]) -> tuple[Group, ...]:
    """Neighbours with the same condition stand together under one sentence that says why they are asked."""
    return tuple(
        Group(members, members[0].why)
        for _condition, members in ((key, tuple(group)) for key, group in groupby(items, key=lambda item: item.question.get("shown_if")))
    )


def _belongs(error: str, control: str) -> bool:
    return error == control or error.startswith(f"{control}-")


def _controls(section: Section) -> Iterable[str]:
    for item in section.items:
        yield item.control
        for row in item.rows:
            for group in row.groups:
                for inner in group.items:
                    yield inner.control
    for finding in section.findings:
        yield finding.control
