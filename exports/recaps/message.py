"""A released recap as the message that ``exports.documents`` writes for WhatsApp."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from desk.core import words
from desk.reporting.models import RecapRelease
from desk.reporting.selectors.recap_annex import chosen_photos
from desk.reporting.selectors.recap_difference import counted, figure
from exports.documents.whatsapp import ChatReport, Point


def message_of_release(release: RecapRelease, *, link: str) -> ChatReport:
    """The report in short; ``link`` leads to the recap. No query."""
    content: dict[str, Any] = release.content
    frame: dict[str, Any] = release.letter or {}
    about, issued = content["about"], datetime.fromisoformat(frame["issued_at"])
    units, office = content["units"], f"{frame.get('standing', '')} {frame['office']}".strip()
    incoming = [f"{units['accepted']} dari {units['owed']} laporan diterima, {len(units['nil'])} nihil."]
    if units["missing"]:
        incoming.append(f"Belum melapor: {', '.join(units['missing'])}.")
    return ChatReport(
        recipient=", ".join(frame["addressees"]),
        sender=office,
        subject=f"{'Ralat ' if release.number > 1 else ''}{_kind(about['type'])} {about['region']}, periode {about['period']}",
        as_of=words.when(issued, release.recap.region.zone),
        points=(Point("Laporan masuk", tuple(incoming)), *_points(content)),
        signatory=f"{office}, {frame['name']}",
        situation=_situation(content),
        copies=tuple(frame["copies"]),
        link=link,
        documented=bool(chosen_photos(content)),
        simulation=frame["simulation"],
    )


def _kind(report_type: str) -> str:
    """As ``Laporan mingguan``; a type whose name does not say so is one of reports too."""
    return report_type if report_type.lower().startswith("laporan") else f"Laporan {report_type}"


def _points(content: Mapping[str, Any]) -> Iterator[Point]:
    for heading in content["headings"]:
        facts = tuple(_facts(heading, content))
        if facts:
            yield Point(heading["title"], facts)


def _facts(heading: Mapping[str, Any], content: Mapping[str, Any]) -> Iterator[str]:
    for one in content["numbers"]:
        if one["heading"] == heading["key"] and one["total"]["value"] is not None:
            yield f"{one['label']}: {figure(one['total']['value'])} {one['unit']}".strip()
    yield from (f"{one['label']}: {counted(one)}" for one in heading["choices"])
    yield from (line for line in heading["text"]["value"].splitlines() if line.strip())


def _situation(content: Mapping[str, Any]) -> str:
    """The worst word that the first choice with tones knows."""
    for heading in content["headings"]:
        for one in heading["choices"]:
            if one["worst"]:
                return str(next(choice["label"] for choice in one["counts"] if choice["key"] == one["worst"])).lower()
    return ""
