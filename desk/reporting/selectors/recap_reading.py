"""A recap made ready to read: the frozen release or the content of now, what changed since, the history, one part opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desk.people.models import User
from desk.people.scope import scope_of

from ..constants import RecapAct, RecapState
from ..models import Recap, RecapEdit, RecapRelease
from .gathering import AGENCIES
from .recap import ANNEX, NUMBER, TEXT, Content, content_of, fingerprint
from .recap_annex import annex_of, told_photos
from .recap_difference import Difference, differences

ACT_WORDS = {
    RecapAct.CHECK: "Diperiksa",
    RecapAct.ACCEPT: "Disetujui",
    RecapAct.RELEASE: "Dirilis",
    RecapAct.RETURN: "Dikembalikan",
}


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    words: str
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Reading:
    """``content`` is what the page shows; ``fingerprint`` is of the recap as it is now, which decisions are taken on.

    ``shown``: the release that is shown, None while there is none. ``is_current``: not an earlier release. ``is_inside``: the reader
    belongs to the desk's own region, not to a tier above.
    """

    content: Content
    fingerprint: str
    history: Sequence[Event]
    shown: RecapRelease | None
    releases: Sequence[RecapRelease]
    is_current: bool
    is_inside: bool = True
    changes: Sequence[Difference] = ()
    seen: Mapping[str, int] = field(default_factory=dict)  # newest edit of each part

    @property
    def areas(self) -> dict[str, str]:
        return {code: name for code, name, *_counts in self.content["areas"]}

    @property
    def headings(self) -> list[dict[str, Any]]:
        """The headings with their numbers, every narrative and row beside its report; those that say nothing and take no text, too."""
        return [_shown_heading(heading, self.content) for heading in self.content["headings"]]

    @property
    def table(self) -> list[dict[str, Any]]:
        """Rows of the table of areas: name, code, counts of reports and the part of compliance that holds them, a cell for each of ``columns``."""
        return [
            {
                "code": code,
                "name": name,
                "owed": owed,
                "accepted": accepted,
                "part": f"{self.content['about']['region_code']}=" if code == AGENCIES else f"{code}+",
                "cells": [(one["key"], one["areas"].get(code)) for one in self.columns],
            }
            for code, name, owed, accepted in self.content["areas"]
        ]

    @property
    def annex(self) -> dict[str, Any]:
        """The photos to choose from, which of them stand in the annex, and who chose."""
        return {**annex_of(self.content), "photos": told_photos(self.content)}

    @property
    def columns(self) -> list[Mapping[str, Any]]:
        """Numbers that somebody told, for the table of areas."""
        return [one for one in self.content["numbers"] if one["areas"]]


def reading_of(recap: Recap, user: User, *, release: str = "") -> Reading | None:
    """The recap as ``user`` may read it; ``release`` names an earlier one by its number. None: there is no such release.

    Whoever reads it from the tier above sees releases only, never what changed since.
    """
    releases = list(recap.releases.select_related("released_by", "entry").order_by("-number"))
    shown = next((one for one in releases if str(one.number) == release), None) if release else next(iter(releases), None)
    if release and shown is None:
        return None
    scope = scope_of(user)
    inside = scope.installation or str(recap.region_id) in scope.roots
    is_current, history = not release or shown == releases[0], _history(recap)
    if shown is not None and not inside:
        return Reading(shown.content, shown.sha256, history, shown, releases, is_current, is_inside=False)
    now = content_of(recap)
    return Reading(
        shown.content if shown else now,
        fingerprint(now),
        history,
        shown,
        releases,
        is_current,
        changes=differences(releases[0].content, now) if releases else (),
        seen=dict(recap.edits.order_by("pk").values_list("part", "pk")),
    )


def _shown_heading(heading: Mapping[str, Any], content: Content) -> dict[str, Any]:
    sources = content["sources"]
    by_label: dict[str, list[dict[str, Any]]] = {}
    for one in heading["narratives"]:
        by_label.setdefault(one["label"], []).append({"source": sources[one["source"]], "text": one["text"]})
    repeats = [
        {**one, "rows": [{"source": sources[row["source"]], "words": row["words"]} for row in one["rows"]]} for one in heading["repeats"]
    ]
    numbers = [one for one in content["numbers"] if one["heading"] == heading["key"] and one["total"]["value"] is not None]
    return {
        **heading,
        "part": f"{TEXT}:{heading['key']}",
        "anchor": anchor(f"{TEXT}:{heading['key']}"),
        "written": "by" in heading["text"],
        "outdated": heading["text"].get("since") not in (None, heading["text"].get("computed")),
        "narratives": by_label,
        "repeats": repeats,
        "numbers": numbers,
        "empty": not (by_label or repeats or numbers or heading["choices"] or "by" in heading["text"]),
    }


def _history(recap: Recap) -> list[Event]:
    events = [Event("Mulai disusun", str(recap.begun_by), recap.begun_at)]
    for one in recap.decisions.select_related("decided_by").order_by("pk"):
        to = f" ke {RecapState(one.to_state).label}" if one.act == RecapAct.RETURN and one.to_state else ""
        events.append(Event(f"{ACT_WORDS[RecapAct(one.act)]}{to}", str(one.decided_by), one.decided_at, one.reason))
    edits = recap.edits.select_related("edited_by").order_by("pk")
    events += [Event(_edit_words(edit), str(edit.edited_by), edit.edited_at, edit.reason) for edit in edits]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _edit_words(edit: RecapEdit) -> str:
    if edit.part == ANNEX:
        return "Foto lampiran kembali ke pilihan awal" if edit.value is None else "Foto lampiran dipilih"
    what = "Teks" if edit.part.startswith(TEXT) else "Angka"
    return f"{what} {'dikembalikan ke hitungan' if edit.value is None else 'ditulis' if what == 'Teks' else 'diganti'}"


@dataclass(frozen=True)
class OpenPart:
    """One part opened: a text to write, or a number with the rows it is made of.

    ``stays``: another number in its place is told in this recap alone. Tables and rows go upward as the reports below have them
    (``recap_answers``), and a total of them cannot say which row is another.
    """

    part: str
    kind: str
    title: str
    cell: Mapping[str, Any]
    seen: int
    rows: Sequence[tuple[Mapping[str, Any], str]] = ()
    stays: bool = False

    @property
    def anchor(self) -> str:
        return anchor(self.part)


def anchor(part: str) -> str:
    """Where a part stands on the page."""
    kind, _colon, rest = part.partition(":")
    return f"bagian-{rest}" if kind == TEXT else "lampiran" if kind == ANNEX else "angka"


def open_part(reading: Reading, part: str) -> OpenPart | None:
    """The part of this name; None when there is none."""
    kind, _colon, rest = part.partition(":")
    seen = reading.seen.get(part, 0)
    if kind == TEXT:
        heading = next((one for one in reading.content["headings"] if one["key"] == rest), None)
        return OpenPart(part, kind, heading["title"], heading["text"], seen) if heading else None
    if part == ANNEX and reading.content["photos"]:
        return OpenPart(part, kind, "Foto lampiran", annex_of(reading.content), seen)
    if kind != NUMBER:
        return None
    key, _colon, area = rest.partition(":")
    number = next((one for one in reading.content["numbers"] if one["key"] == key), None)
    if number is None or (area and area not in reading.areas):
        return None
    sources = reading.content["sources"]
    rows = [(sources[place], value) for place, value in number["rows"] if not area or sources[place]["area"] == area]
    title = f"{number['label']}, {reading.areas[area] if area else 'jumlah'}"
    cell = number["areas"].get(area, {"value": None}) if area else number["total"]
    return OpenPart(part, kind, title, cell, seen, rows, stays="." in key or number["how"] == "count")
