"""Reads of the situation: where each unit stands, and how that changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from desk.people.models import User
from desk.people.selectors import within
from desk.regions.models import Region

from .constants import NIL, WORSE, Situation
from .models import SituationReport

TREND_LENGTH = 6  # reports of a unit that the board looks back on
MISSING = "belum"  # filter key: no report at all
WAITING = "menunggu"  # filter key: reported, nothing accepted yet
FILTERS = (Situation.CONDUCIVE.value, Situation.ATTENTION.value, Situation.DISTURBED.value, NIL, WAITING, MISSING)
TREND_WORDS = {-1: "Membaik", 0: "Tetap", 1: "Memburuk"}


@dataclass(frozen=True)
class UnitSituation:
    """``reports``: newest first. ``current`` counts; ``waiting`` is newer and not accepted yet."""

    region: Region
    name: str
    reports: tuple[SituationReport, ...] = ()

    @property
    def current(self) -> SituationReport | None:
        return next((report for report in self.reports if report.counts), None)

    @property
    def waiting(self) -> SituationReport | None:
        newest = self.reports[0] if self.reports else None
        return newest if newest and not newest.counts else None

    @property
    def key(self) -> str:
        """Which of ``FILTERS`` the unit falls under."""
        if self.current is None:
            return WAITING if self.waiting else MISSING
        return NIL if self.current.nil else self.current.situation

    @property
    def history(self) -> tuple[SituationReport, ...]:
        """Accepted reports, oldest first."""
        return tuple(reversed([report for report in self.reports if report.counts]))

    @property
    def trend(self) -> str:
        """How the last two accepted judgements compare; empty with fewer. A nil report judges as calm."""
        steps = [_rank(report) for report in self.history][-2:]
        if len(steps) < 2:  # noqa: PLR2004 - a comparison needs two
            return ""
        return TREND_WORDS[(steps[1] > steps[0]) - (steps[1] < steps[0])]


def unit_situations(user: User, region: Region) -> list[UnitSituation]:
    """Every unit in the region that reported, and its direct children that did not. Two queries."""
    rank = Window(RowNumber(), partition_by=[F("region_id"), F("agency_id")], order_by=[F("reported_at").desc(), F("pk").desc()])
    reports = SituationReport.objects.visible_to(user).filter(within(region.code)).standing().annotate(rank=rank)
    by_unit: dict[tuple[str, int | None], list[SituationReport]] = defaultdict(list)
    for report in reports.filter(rank__lte=TREND_LENGTH).select_related("region", "agency").order_by("region_id", "agency_id", "rank"):
        by_unit[report.region_id, report.agency_id].append(report)
    units = [UnitSituation(rows[0].region, rows[0].unit_name, tuple(rows)) for rows in by_unit.values()]
    reported = {unit.region.code for unit in units}
    silent = [UnitSituation(child, str(child)) for child in Region.objects.children_of(region.code) if child.code not in reported]
    return sorted([*units, *silent], key=lambda unit: (unit.region.code, unit.name))


def counts(units: Iterable[UnitSituation]) -> Counter[str]:
    """Units by filter key; only accepted reports count."""
    return Counter(unit.key for unit in units)


def _rank(report: SituationReport) -> int:
    return 0 if report.nil else WORSE.index(Situation(report.situation))
