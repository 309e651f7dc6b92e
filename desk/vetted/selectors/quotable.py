"""Vetted figures for public pages: frozen rows only, nothing live. Whoever shows ``results`` asks the gates first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from desk.people.selectors import within

from ..models import FigureSnapshot
from ..models.figures import FigureSnapshotQuerySet
from ..series import Series


@dataclass(frozen=True)
class QuotableSeries:
    """What a page can quote. ``title`` and ``region_title`` are the words of ``snapshot``, its latest vetted one."""

    series: Series
    title: str
    region_title: str
    snapshot: FigureSnapshot

    @property
    def key(self) -> str:
        return self.series.key


def latest_vetted(figure: str, region_code: str, part: str = "") -> FigureSnapshot | None:
    """The figure that may be quoted now; None before the first was vetted. One query."""
    return _public().of_series(Series(figure, region_code, part)).order_by("-pk").first()


def latest_vetted_of(series: Collection[Series], *, by: datetime | None = None) -> dict[Series, FigureSnapshot]:
    """The same for many series at once; those without a vetted figure are left out. One query, none for none.

    ``by``: as it stood at that moment (aware); None: now.
    """
    wanted = _of(series)
    if by is not None:
        wanted &= Q(decision__decided_at__lte=by)
    return {snapshot.series: snapshot for snapshot in _public().filter(wanted).newest_by_verdict()} if series else {}


def first_vetted_of(series: Collection[Series], *, since: datetime) -> dict[Series, FigureSnapshot]:
    """Of each series the first that was vetted at ``since`` (aware) or later. One query, none for none."""
    later = _public().filter(_of(series), decision__decided_at__gte=since).order_by("-pk") if series else ()
    return {snapshot.series: snapshot for snapshot in later}


def _of(series: Collection[Series]) -> Q:
    wanted = Q(pk__in=[])
    for one in series:
        wanted |= Q(figure=one.figure, region_id=one.region_code, part=one.part)
    return wanted


def vetted_series(region_code: str = "") -> list[QuotableSeries]:
    """Every series with a vetted figure, of this region and below it (empty: of all), by region and title. One query."""
    snapshots = _public().filter(within(region_code)) if region_code else _public()
    found = [QuotableSeries(snapshot.series, snapshot.title, snapshot.region.title, snapshot) for snapshot in snapshots.newest_by_verdict()]
    return sorted(found, key=lambda one: (one.series.region_code, one.title))


def vetted_snapshot(uuid: UUID) -> FigureSnapshot | None:
    """One vetted snapshot, also when a newer one has replaced it. One query."""
    return _public().filter(uuid=uuid).first()


def _public() -> FigureSnapshotQuerySet:
    return FigureSnapshot.objects.vetted().whole()
