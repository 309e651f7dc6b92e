"""Two versions of a form side by side: what was added, removed, changed and moved, in words."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .words import CHECK_LABELS, EMPTY, SECTION_LABELS, Words, setting_label

UNCOMPARED = frozenset({"id", "questions"})
ADDED, REMOVED, CHANGED, MOVED, SAME = "added", "removed", "changed", "moved", "same"
STATUS_WORDS = {ADDED: "Ditambah", REMOVED: "Dihapus", CHANGED: "Diubah", MOVED: "Dipindah", SAME: "Tetap"}


@dataclass(frozen=True)
class Change:
    """One property that differs, both sides in words."""

    label: str
    before: str
    after: str


@dataclass
class Line:
    """One section, question or check: how it stood before and stands now. One side is "" when it was added or removed."""

    kind: str  # "section", "question", "inner" (inside a repeat), "check"
    status: str
    before: str = ""
    after: str = ""
    family: str = ""
    key: str = ""
    changes: list[Change] = field(default_factory=list)

    @property
    def word(self) -> str:
        return STATUS_WORDS[self.status]


@dataclass(frozen=True)
class Comparison:
    lines: list[Line]
    form: list[Change]

    def count(self, status: str) -> int:
        return sum(1 for line in self.lines if line.status == status and line.kind != "section")

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Words and numbers of what changed among questions and checks, for the head of the page."""
        return [(STATUS_WORDS[status].lower(), self.count(status)) for status in (ADDED, REMOVED, CHANGED, MOVED)]

    @property
    def changed_lines(self) -> list[Line]:
        """Only what differs, under the sections where it stands."""
        shown: list[Line] = []
        heading: Line | None = None
        for line in self.lines:
            if line.kind == "section":
                heading = line
            elif line.kind == "check":
                heading = None
            if line.status == SAME:
                continue
            if heading is not None and heading is not line:
                shown.append(heading)
            heading = None
            shown.append(line)
        return shown

    @property
    def is_empty(self) -> bool:
        return not self.form and all(line.status == SAME for line in self.lines)


@dataclass(frozen=True)
class Spot:
    """A question or section in a flat reading of a definition. ``identity`` holds it together across versions."""

    identity: str
    kind: str
    entry: Mapping[str, Any]
    home: str  # label of the section, and of the repeat, around it
    home_id: str  # of the section or repeat: a renamed home is no move


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> Comparison:
    """From ``old`` to ``new``: everything of both, in the order of the new one with removed things where they stood."""
    before, after = _spots(old), _spots(new)
    words = Words(old), Words(new)
    common = [spot.identity for spot in after if spot.identity in {entry.identity for entry in before}]
    moved = _moved([spot.identity for spot in before], common)
    lines = [
        _line(entry[0], entry[1], words, has_moved=entry[1] is not None and entry[1].identity in moved) for entry in _pairs(before, after)
    ]
    lines += _checks(old, new, words)
    form = [
        Change(label, str(old.get(name) or EMPTY), str(new.get(name) or EMPTY))
        for name, label in (("title", "Judul"), ("summary", "Keterangan"))
        if (old.get(name) or "") != (new.get(name) or "")
    ]
    return Comparison(lines, form)


def _spots(definition: Mapping[str, Any]) -> list[Spot]:
    spots = []
    for section in definition["sections"]:
        spots.append(Spot(f"section:{section['id']}", "section", section, "", ""))
        for question in section["questions"]:
            spots.append(Spot(str(question["id"]), "question", question, section["label"], str(section["id"])))
            home = f"{section['label']}, {question['label']}"
            spots += [Spot(str(inner["id"]), "inner", inner, home, str(question["id"])) for inner in question.get("questions", ())]
    return spots


def _pairs(before: Sequence[Spot], after: Sequence[Spot]) -> Iterable[tuple[Spot | None, Spot | None]]:
    old = {spot.identity: spot for spot in before}
    staying = {spot.identity for spot in after}
    orphans: dict[str, list[Spot]] = {"": []}  # removed spots after the one that they followed
    anchor = ""
    for spot in before:
        if spot.identity in staying:
            anchor = spot.identity
            orphans.setdefault(anchor, [])
        else:
            orphans[anchor].append(spot)
    for spot in orphans[""]:
        yield spot, None
    for spot in after:
        yield old.get(spot.identity), spot
        for gone in orphans.get(spot.identity, ()):
            yield gone, None


def _moved(before: Sequence[str], common: Sequence[str]) -> set[str]:
    """What does not keep its place among the others: everything outside a longest run that stayed in order."""
    rank = {identity: number for number, identity in enumerate(before)}
    tails: list[int] = []
    chains: list[list[str]] = []
    for identity in common:
        place = bisect_left(tails, rank[identity])
        chain = [*(chains[place - 1] if place else ()), identity]
        if place == len(tails):
            tails.append(rank[identity])
            chains.append(chain)
        else:
            tails[place], chains[place] = rank[identity], chain
    return set(common) - set(chains[-1] if chains else ())


def _line(before: Spot | None, after: Spot | None, words: tuple[Words, Words], *, has_moved: bool) -> Line:
    spot = after or before
    if spot is None:
        raise ValueError("A line needs one side.")
    line = Line(
        spot.kind,
        SAME,
        before=before.entry["label"] if before else "",
        after=after.entry["label"] if after else "",
        family=str(spot.entry.get("type", "")),
        key=str(spot.entry.get("key", "")),
    )
    if before is None or after is None:
        line.status = REMOVED if after is None else ADDED
        return line
    line.changes = _changes(before.entry, after.entry, words, spot.kind)
    elsewhere = before.home_id != after.home_id
    if elsewhere or has_moved:
        line.status = MOVED
        line.changes.insert(0, Change("Letak", before.home if elsewhere else "urutan semula", after.home if elsewhere else "urutan baru"))
    elif line.changes:
        line.status = CHANGED
    return line


def _changes(old: Mapping[str, Any], new: Mapping[str, Any], words: tuple[Words, Words], kind: str) -> list[Change]:
    changes = []
    for name in dict.fromkeys([*new, *old]):
        if name in UNCOMPARED or old.get(name) == new.get(name):
            continue
        label = SECTION_LABELS.get(name, name) if kind == "section" else setting_label(str(new.get("type", "")), name)
        before, after = words[0].setting(name, old.get(name)), words[1].setting(name, new.get(name))
        changes.append(Change(label, before, after))
    return changes


def _checks(old: Mapping[str, Any], new: Mapping[str, Any], words: tuple[Words, Words]) -> list[Line]:
    before = {check["id"]: check for check in old["checks"]}
    after = {check["id"]: check for check in new["checks"]}
    lines = []
    for identity in dict.fromkeys([*after, *before]):
        was, now = before.get(identity), after.get(identity)
        line = Line("check", SAME, before=was["label"] if was else "", after=now["label"] if now else "")
        if was is None or now is None:
            line.status = REMOVED if now is None else ADDED
        else:
            line.changes = [
                Change(CHECK_LABELS[name], words[0].setting(name, was[name]), words[1].setting(name, now[name]))
                for name in CHECK_LABELS
                if was[name] != now[name]
            ]
            line.status = CHANGED if line.changes else SAME
        lines.append(line)
    return lines
