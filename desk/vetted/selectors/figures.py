"""Figures as the desk sees them: what is on offer today beside what was vetted. Reads live data; never for public pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desk.people.models import User
from desk.people.scope import scope_of
from desk.regions.models import Region

from .. import figures, sources
from ..constants import VETTING_ROLES, Verdict
from ..figures import FigureValue, Offer
from ..models import FigureSnapshot
from ..models.figures import FigureSnapshotQuerySet, figure_words
from ..series import Series
from ..sources import SourceEntry

HISTORY_SHOWN = 20


@dataclass(frozen=True)
class Staleness:
    """How a snapshot compares with today. ``reasons``: full sentences; none when nothing changed.

    ``broken``: a report behind it was corrected, returned or withdrawn. Otherwise there is only newer data.
    """

    reasons: tuple[str, ...]
    broken: bool
    today: FigureValue | None
    today_words: str

    @property
    def changed(self) -> bool:
        return bool(self.reasons)


def staleness(snapshot: FigureSnapshot, now: datetime) -> Staleness:
    """Reads the figure again and the reports behind the snapshot: the figure's queries and one more."""
    figure = figures.find(snapshot.figure)
    offer = figure.offer(snapshot.region, snapshot.part, now) if figure else None
    return compared(snapshot, offer, sources.named(list(snapshot.source_numbers)))


def compared(snapshot: FigureSnapshot, offer: Offer | None, entries: Mapping[UUID, SourceEntry]) -> Staleness:
    """The snapshot beside what is on offer today. No query."""
    broken = [words for uuid, number in snapshot.source_numbers.items() if (words := _broken_words(entries.get(uuid), number))]
    today = offer.value if offer else None
    today_words = figure_words(today.value, today.out_of, snapshot.unit) if today else ""
    return Staleness((*broken, *_newer_words(snapshot, offer, today_words, broken=bool(broken))), bool(broken), today, today_words)


def _broken_words(entry: SourceEntry | None, number: int) -> str:
    if entry is None:
        return "Satu laporan asal tidak ditemukan lagi."
    report = f"Laporan {entry.receipt} dari {entry.unit_name}"
    if not entry.accepted:
        return f"{report} dikirim ulang dan belum diterima." if entry.number != number else f"{report} tidak lagi berstatus diterima."
    return f"{report} sudah dikoreksi." if entry.number != number else ""


def _newer_words(snapshot: FigureSnapshot, offer: Offer | None, today_words: str, *, broken: bool) -> list[str]:
    if offer is None:
        return ["Angka ini tidak ditawarkan lagi untuk wilayah ini."]
    if offer.value is None:
        return [f"Hari ini tidak ada nilainya. {offer.reason}"]
    if today_words != snapshot.words:
        return [f"Nilai sekarang {today_words}; yang tercatat {snapshot.words}."]
    if offer.value.fingerprint != snapshot.fingerprint and not broken:
        return ["Laporan yang mendasarinya sudah berganti; nilainya tetap."]
    return []


@dataclass(frozen=True)
class BoardRow:
    """One series of a region: today's offer (None when it is offered no longer), what was vetted, what was taken last."""

    series: Series
    title: str
    unit: str
    offer: Offer | None
    vetted: FigureSnapshot | None
    newest: FigureSnapshot | None

    @property
    def waiting(self) -> FigureSnapshot | None:
        return self.newest if self.newest and self.newest.verdict is None else None

    @property
    def refused(self) -> FigureSnapshot | None:
        return self.newest if self.newest and self.newest.verdict and not self.newest.is_vetted else None

    @property
    def today_words(self) -> str:
        value = self.offer.value if self.offer else None
        return figure_words(value.value, value.out_of, self.unit) if value else ""

    @property
    def moved(self) -> bool:
        """Whether today's value or the reports behind it differ from what was vetted."""
        value = self.offer.value if self.offer else None
        return self.vetted is not None and (value is None or value.fingerprint != self.vetted.fingerprint)

    @property
    def look(self) -> str:
        """Key of ``core.states``: the one thing that matters most."""
        if self.waiting:
            return "unvetted"
        if self.refused:
            return "refused"
        if self.vetted:
            return "source_changed" if self.moved else "vetted"
        return "untaken" if self.today_words else "no_data"


def board_of(user: User, region: Region, now: datetime) -> list[BoardRow]:
    """Every series of this region, offered or ever taken. One query and those of the registered figures."""
    taken: dict[Series, list[FigureSnapshot]] = {}
    for snapshot in FigureSnapshot.objects.visible_to(user).filter(region=region).newest_by_verdict().whole().order_by("pk"):
        taken.setdefault(snapshot.series, []).append(snapshot)
    rows = []
    for figure in figures.registered():
        for offer in figure.read(region, now):
            series = Series(figure.key, region.code, offer.part)
            title = f"{figure.label}: {offer.label}" if offer.label else str(figure.label)
            rows.append(_row(series, title, str(figure.unit), offer, taken.pop(series, [])))
    rows += [_row(series, found[-1].title, found[-1].unit, None, found) for series, found in taken.items()]
    return rows


def _row(series: Series, title: str, unit: str, offer: Offer | None, taken: Sequence[FigureSnapshot]) -> BoardRow:
    vetted = next((snapshot for snapshot in reversed(taken) if snapshot.is_vetted), None)
    return BoardRow(series, title, unit, offer, vetted, taken[-1] if taken else None)


def waiting_for(user: User) -> FigureSnapshotQuerySet:
    """Snapshots that wait for this person's eyes: own ones are left out. For whoever only reads: all that wait."""
    waiting = FigureSnapshot.objects.visible_to(user).waiting()
    return waiting.exclude(taken_by=user) if vets(user) else waiting


def vets(user: User) -> bool:
    """Whether the user checks figures anywhere."""
    return bool(scope_of(user).roles.intersection(VETTING_ROLES))


def look_of(snapshot: FigureSnapshot, history: Sequence[FigureSnapshot]) -> str:
    """Key of ``core.states`` for one snapshot among those of its series, newest first."""
    decision = snapshot.verdict
    newer = [other for other in history if other.pk > snapshot.pk]
    if decision is None:
        return "replaced" if newer else "unvetted"
    if decision.verdict == Verdict.REFUSED:
        return "refused"
    return "replaced" if any(other.is_vetted for other in newer) else "vetted"


def history_of(snapshot: FigureSnapshot) -> list[FigureSnapshot]:
    """Snapshots of the same series, newest first. One query."""
    return list(FigureSnapshot.objects.of_series(snapshot.series).whole().order_by("-pk")[:HISTORY_SHOWN])


@dataclass(frozen=True)
class SourceLine:
    """One report behind a figure: as it stands now (None: gone), and the number of the submission that was read."""

    entry: SourceEntry | None
    number: int

    @property
    def changed(self) -> bool:
        return self.entry is None or not self.entry.accepted or self.entry.number != self.number


def source_lines(numbers: Mapping[UUID, int]) -> list[SourceLine]:
    """By unit. One query."""
    found = sources.named(list(numbers))
    lines = [SourceLine(found.get(uuid), number) for uuid, number in numbers.items()]
    return sorted(lines, key=lambda line: (line.entry.unit_name, line.entry.receipt) if line.entry else ("", ""))
