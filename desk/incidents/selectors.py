"""Reads of incidents for the desk: the list with its filters, and what may be counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from desk.people.models import User
from desk.people.selectors import within
from desk.regions.models import Region
from desk.reporting.sourced import IS_ACCEPTED

from .constants import OPEN_STATUSES, Kind, Severity, Status
from .models import Incident, IncidentQuerySet

PER_PAGE = 50
LONGEST_SEARCH = 80  # characters
ACCEPTED, WAITING = "diterima", "belum"
REPORTS = {ACCEPTED: "Diterima", WAITING: "Belum diterima"}
OPEN = "terbuka"
STATUSES = {OPEN: "Terbuka (semua yang belum selesai)", **{status.value: str(status.label) for status in Status}}


@dataclass(frozen=True)
class IncidentFilter:
    """What the list is narrowed to; unknown values of the address count as empty."""

    kind: str = ""
    severity: str = ""
    status: str = ""
    report: str = ""
    search: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "IncidentFilter":
        def known(name: str, allowed: Mapping[str, str] | list[str]) -> str:
            value = query.get(name, "")
            return value if value in allowed else ""

        return cls(
            kind=known("jenis", list(Kind.values)),
            severity=known("tingkat", list(Severity.values)),
            status=known("status", STATUSES),
            report=known("laporan", REPORTS),
            search=query.get("cari", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
        )

    @property
    def active(self) -> bool:
        return self != IncidentFilter()

    def apply(self, incidents: IncidentQuerySet) -> IncidentQuerySet:
        if self.kind:
            incidents = incidents.filter(kind=self.kind)
        if self.severity:
            incidents = incidents.filter(severity=self.severity)
        if self.status:
            incidents = incidents.filter(status__in=OPEN_STATUSES if self.status == OPEN else [self.status])
        if self.report:
            incidents = incidents.filter(IS_ACCEPTED) if self.report == ACCEPTED else incidents.exclude(IS_ACCEPTED)
        if self.search:
            columns = ("title", "chronology", "place", "receipt", "region__name")
            incidents = incidents.filter(_any_contains(columns, self.search))
        return incidents


def _any_contains(columns: tuple[str, ...], text: str) -> Q:
    condition = Q()
    for column in columns:
        condition |= Q(**{f"{column}__icontains": text})
    return condition


def incidents_of(user: User, region: Region) -> IncidentQuerySet:
    """Standing incidents in the region and below that the user may see."""
    return Incident.objects.visible_to(user).filter(within(region.code)).standing()


@dataclass(frozen=True)
class Totals:
    """``by_severity``: accepted and open. ``waiting``: not accepted yet, of any severity."""

    by_severity: dict[str, int]
    waiting: int


def totals_of(user: User, region: Region) -> Totals:
    """One query; only accepted rows count."""
    open_ones = IS_ACCEPTED & Q(status__in=OPEN_STATUSES)
    figures = {f"severity_{severity.value}": Count("pk", filter=open_ones & Q(severity=severity.value)) for severity in Severity}
    counted = incidents_of(user, region).order_by().aggregate(waiting=Count("pk", filter=~IS_ACCEPTED), **figures)
    return Totals({severity.value: counted[f"severity_{severity.value}"] for severity in Severity}, counted["waiting"])
