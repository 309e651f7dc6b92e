"""Figures as the desk sees them: what is on offer today beside what was vetted. Reads live data; never for public pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desk.people.models import User
from desk.people.scope import scope_of
from desk.regions.models import Region

from .. import figures, sources
from ..constants import TAKING_ROLES, VETTING_ROLES, Verdict
from ..figures import Figure, FigureValue, Offer
from ..models import FigureSnapshot
from ..models.figures import FigureSnapshotQuerySet, figure_words
from ..quoting import Quote, quotes_of
from ..series import Series
from ..share import Share
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
        return [
            f"Nilai sekarang {_with_share(today_words, offer.value.share)}; yang tercatat {_with_share(snapshot.words, snapshot.share)}."
        ]
    if offer.value.fingerprint != snapshot.fingerprint and not broken:
        return ["Laporan yang mendasarinya sudah berganti; nilainya tetap."]
    return []


def _with_share(words: str, share: Share | None) -> str:
    """A percentage never stands without what it was made of."""
    return f"{words} ({share.words})" if share else words


@dataclass(frozen=True)
class BoardRow:
    """One series of a region: today's offer (None when it is offered no longer), what was vetted, what was taken last.

    ``group`` names the figure, ``label`` the part of it (empty for a figure without parts).
    """

    series: Series
    group: str
    label: str
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
    def today_share(self) -> Share | None:
        """What today's percentage is made of."""
        return self.offer.value.share if self.offer and self.offer.value else None

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
            found = taken.pop(series, [])
            rows.append(BoardRow(series, str(figure.label), offer.label, str(figure.unit), offer, _vetted(found), _newest(found)))
    for series, found in taken.items():
        last = found[-1]
        rows.append(BoardRow(series, last.label, last.part_label, last.unit, None, _vetted(found), last))
    return rows


def _vetted(taken: Sequence[FigureSnapshot]) -> FigureSnapshot | None:
    return next((snapshot for snapshot in reversed(taken) if snapshot.is_vetted), None)


def _newest(taken: Sequence[FigureSnapshot]) -> FigureSnapshot | None:
    return taken[-1] if taken else None


def waiting_for(user: User) -> FigureSnapshotQuerySet:
    """Snapshots that wait for this person's eyes: own ones are left out. For whoever only reads: all that wait."""
    waiting = FigureSnapshot.objects.visible_to(user).waiting()
    return waiting.exclude(taken_by=user) if vets(user) else waiting


def vets(user: User) -> bool:
    """Whether the user checks figures anywhere."""
    return bool(scope_of(user).roles.intersection(VETTING_ROLES))


def may_take(user: User, region_code: str) -> bool:
    return scope_of(user).serves(region_code, *TAKING_ROLES)


def may_vet(user: User, region_code: str) -> bool:
    """Whether the role allows it here; own figures are another person's all the same."""
    return scope_of(user).serves(region_code, *VETTING_ROLES)


def look_of(snapshot: FigureSnapshot, history: Sequence[FigureSnapshot]) -> str:
    """Key of ``core.states`` for one snapshot among those of its series, newest first."""
    decision = snapshot.verdict
    newer = [other for other in history if other.pk > snapshot.pk]
    if decision is None:
        return "replaced" if newer else "unvetted"
    if decision.verdict == Verdict.REFUSED:
        return "refused"
    return "replaced" if any(other.is_vetted for other in newer) else "vetted"


@dataclass(frozen=True)
class SourceLine:
    """One report behind a figure: as it stands now (None: gone), and the number of the submission that was read."""

    entry: SourceEntry | None
    number: int

    @property
    def changed(self) -> bool:
        return self.entry is None or not self.entry.accepted or self.entry.number != self.number


def source_lines(numbers: Mapping[UUID, int], entries: Mapping[UUID, SourceEntry]) -> list[SourceLine]:
    """What changed first, then by unit."""
    lines = [SourceLine(entries.get(uuid), number) for uuid, number in numbers.items()]
    return sorted(lines, key=lambda line: (not line.changed, line.entry.unit_name if line.entry else "", line.number))


@dataclass(frozen=True)
class Preview:
    """A figure as it could be taken now. ``last``: the vetted snapshot that it would replace."""

    figure: Figure
    offer: Offer
    lines: Sequence[SourceLine]
    last: FigureSnapshot | None

    @property
    def title(self) -> str:
        return f"{self.figure.label}: {self.offer.label}" if self.offer.label else str(self.figure.label)

    @property
    def words(self) -> str:
        value = self.offer.value
        return figure_words(value.value, value.out_of, str(self.figure.unit)) if value else ""


def preview_of(series: Series, region: Region, now: datetime) -> Preview | None:
    """None when nobody offers it. The figure's queries and two more."""
    figure = figures.find(series.figure)
    offer = figure.offer(region, series.part, now) if figure else None
    if figure is None or offer is None:
        return None
    numbers = dict(offer.value.entries) if offer.value else {}
    last = FigureSnapshot.objects.of_series(series).vetted().whole().order_by("-pk").first()
    return Preview(figure, offer, source_lines(numbers, sources.named(list(numbers))), last)


@dataclass(frozen=True)
class SnapshotReading:
    """Everything about one snapshot. ``history``: of its series, newest first. ``look``: key of ``core.states``."""

    snapshot: FigureSnapshot
    staleness: Staleness
    lines: Sequence[SourceLine]
    history: Sequence[tuple[FigureSnapshot, str]]
    quotes: Sequence[Quote]
    look: str

    @property
    def overtaken_by(self) -> FigureSnapshot | None:
        newest = self.history[0][0]
        return newest if newest.pk > self.snapshot.pk else None


def reading_of(snapshot: FigureSnapshot, now: datetime) -> SnapshotReading:
    """The figure's queries, those of who quotes it, and two more."""
    figure = figures.find(snapshot.figure)
    offer = figure.offer(snapshot.region, snapshot.part, now) if figure else None
    numbers = snapshot.source_numbers
    entries = sources.named(list(numbers))
    history = list(FigureSnapshot.objects.of_series(snapshot.series).whole().order_by("-pk")[:HISTORY_SHOWN])
    return SnapshotReading(
        snapshot,
        compared(snapshot, offer, entries),
        source_lines(numbers, entries),
        [(one, look_of(one, history)) for one in history],
        quotes_of(snapshot.series),
        look_of(snapshot, history),
    )
