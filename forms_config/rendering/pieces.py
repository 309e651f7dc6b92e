"""The view objects. Frozen facts for templates: what stands on the sheet, what was typed, what is wrong with it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

ID_PREFIX = "f-"  # of every control's HTML id, so that no question key meets an id of the page


def html_id(control: str) -> str:
    return ID_PREFIX + control


@dataclass(frozen=True)
class KeptFile:
    """A file that was uploaded already. ``url`` shows it to whoever may see the entry; ``size`` in bytes."""

    uuid: UUID
    key: str
    kind: str
    name: str
    url: str = ""
    size: int = 0


@dataclass(frozen=True)
class Why:
    """The condition of a question in words: ``because`` when it holds, ``unless`` for whoever fills without JavaScript."""

    because: SafeString
    unless: SafeString
    near: bool = False  # the cause stands in the same section


@dataclass(frozen=True)
class Item:
    """One question as it stands on the sheet. ``facts`` holds what only its family has (``families.py``)."""

    question: dict[str, Any]
    path: str  # of forms_config.logic: "key" or "rep.ROWID.sub"
    control: str
    values: tuple[str, ...]
    error: str
    required: bool
    visible: bool
    why: Why | None
    template: str
    facts: dict[str, Any] = field(default_factory=dict)
    rows: tuple["Row", ...] = ()
    blank: "Row | None" = None  # of a repeat: what a new row looks like

    @property
    def html_id(self) -> str:
        return html_id(self.control)

    @property
    def key(self) -> str:
        return str(self.question["key"])

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def described_by(self) -> str:
        """Ids of error and help, for ``aria-describedby``; help is there when the question or its family has some."""
        ids = [f"{self.html_id}-e"] if self.error else []
        if self.question.get("help") or self.facts.get("hint"):
            ids.append(f"{self.html_id}-h")
        return " ".join(ids)


@dataclass(frozen=True)
class Group:
    """Questions that follow one another and share a condition; ``why`` is None for those without one."""

    items: tuple[Item, ...]
    why: Why | None = None

    @property
    def visible(self) -> bool:
        return any(item.visible for item in self.items)


@dataclass(frozen=True)
class Row:
    """One row of a repeat. ``index`` is the number in its controls (gaps stay), ``place`` what people count."""

    id: str
    index: str
    place: int
    label: str
    prefix: str  # of its controls: "incidents-0"
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Finding:
    """A cross-check: shown when it does not hold. EXPLAIN ones have a text area of their own."""

    id: str
    severity: str
    message: str
    shown: bool
    value: str = ""
    error: str = ""

    @property
    def control(self) -> str:
        return f"explain-{self.id}"

    @property
    def html_id(self) -> str:
        return html_id(self.control)

    @property
    def tone(self) -> str:
        return "bad" if self.severity == "reject" else "warn"


@dataclass(frozen=True)
class Problem:
    """A line of the error summary. Without ``target`` it concerns the whole form."""

    message: str
    target: str = ""


@dataclass(frozen=True)
class Section:
    id: str
    number: int
    label: str
    title: str  # the label with its number, unless the form numbers its sections itself
    help: str
    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]
    state: str  # done, todo, free (nothing asked for), wrong
    wrong: int  # how many questions need mending
    visible: bool
    why: Why | None

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)

    @property
    def html_id(self) -> str:
        return f"bagian-{self.number}"


@dataclass(frozen=True)
class Sheet:
    """A whole form, ready for a template. ``logic`` is the definition without words, for ``logic.js``."""

    key: str
    title: str
    summary: str
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]
    logic: dict[str, Any]
    timezone: str
    offset: str
    clock: str  # WIB, WITA or WIT

    @property
    def first_wrong(self) -> Section | None:
        return next((section for section in self.sections if section.state == "wrong"), None)
