"""Which units a rule obliges, in which window of days, and what its next due times are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from desk.calendar.models import Election, Stage
from desk.calendar.selectors import election_of
from desk.core.words import zone_name
from desk.people.models import Agency
from desk.people.scope import Unit, unit_of
from desk.people.selectors import within
from desk.regions.models import Level, Region
from desk.regions.selectors import VILLAGE_LEVELS

from ..constants import Anchor, Tier, Units
from ..errors import RuleRefused
from ..models import ReportingRule
from ..periods import Slot, slots

LEVELS = {Tier.CITY: (Level.REGENCY, Level.CITY), Tier.DISTRICT: (Level.DISTRICT,), Tier.VILLAGE: VILLAGE_LEVELS}
AHEAD = timedelta(days=35)  # duties of a rule without an end are made this far ahead; hourly work brings the next ones
LONGEST_WINDOW = timedelta(days=400)


@dataclass(frozen=True)
class Obliged:
    """A unit that a rule obliges; ``until`` is the first day on which its region is no more (None: it stays)."""

    unit: Unit
    until: date | None = None


@dataclass(frozen=True)
class Window:
    """Local days, both inclusive; ``last`` None while the rule goes on."""

    first: date
    last: date | None

    def upto(self, day: date) -> "Window":
        """The same window, not reaching beyond ``day``."""
        return Window(self.first, day if self.last is None else min(self.last, day))


def obliged_units(
    rule: ReportingRule, *, regions: Iterable[Region] | None = None, agencies: Iterable[Agency] | None = None
) -> list[Obliged]:
    """The units of ``rule`` in the order of the tree. At most three queries. ``regions`` and ``agencies`` stand for the chosen ones
    of a rule that is not saved yet."""
    desk_region = rule.desk.region
    if rule.units == Units.DESK:
        return [_office(desk_region)]
    if rule.units == Units.TIER:
        below = Region.objects.below(desk_region.code).filter(level__in=LEVELS[Tier(rule.tier)])
        return [_office(region) for region in below]
    if rule.units == Units.AGENCIES:
        found = Agency.objects.filter(within(desk_region.code)).select_related("region")
        return [_agency(agency) for agency in found]
    offices = rule.regions.all() if regions is None else regions
    chosen = rule.agencies.select_related("region") if agencies is None else agencies
    return [*map(_office, offices), *map(_agency, chosen)]


def _office(region: Region) -> Obliged:
    return Obliged(unit_of(region=region), region.closed_on)


def _agency(agency: Agency) -> Obliged:
    return Obliged(unit_of(region=None, agency=agency), agency.region.closed_on)


def window_of(rule: ReportingRule, today: date) -> Window:
    """The days that the rule counts on. Raises RuleRefused when the election or stage that it is counted from is not there.

    ``today`` (local to the desk) chooses the election, as everywhere (``calendar.selectors.election_of``). At most two queries.
    """
    election = None
    if Anchor.DATE not in {rule.starts_from, rule.ends_from} or rule.starts_from != rule.ends_from:
        election = election_of(str(rule.desk.region_id), today)
    first = _day(rule.starts_from, rule.starts_on, rule.starts_stage, election)
    if first is None:
        raise RuleRefused("Tanggal mulai belum diisi. Pilih tanggal, atau hitung dari hari pemungutan suara atau tahapan.")
    last = _day(rule.ends_from, rule.ends_on, rule.ends_stage, election)
    shifted = None if last is None else last + timedelta(days=rule.ends_shift)
    return Window(first + timedelta(days=rule.starts_shift), shifted)


def _day(anchor: str, day: date | None, stage_key: str, election: Election | None) -> date | None:
    if anchor == Anchor.DATE:
        return day
    if election is None:
        raise RuleRefused("Wilayah posko ini belum punya pemilihan. Catat pemilihannya di Data induk, atau pakai tanggal.")
    if anchor == Anchor.VOTING_DAY:
        return election.voting_day
    stage = Stage.objects.filter(election=election, key=stage_key).first()
    if stage is None:
        raise RuleRefused(f"Tahapan “{stage_key}” tidak ada pada {election}. Pilih tahapan yang ada.")
    return stage.starts_on if anchor == Anchor.STAGE_START else stage.ends_on


def slots_of(rule: ReportingRule, window: Window, zone: ZoneInfo, *, now: datetime) -> Iterator[Slot]:
    """Slots of the window whose due time is still to come at ``now``, as far ahead as duties are made."""
    horizon = (now + (AHEAD if window.last is None else LONGEST_WINDOW)).astimezone(zone).date()
    ready = window.upto(horizon)
    last = ready.last or horizon
    return (slot for slot in slots(rule.timing, zone, ready.first, last) if slot.due_at > now)


@dataclass(frozen=True)
class ZonePreview:
    """The first due times in one zone, and how many units are in it."""

    zone: ZoneInfo
    units: int
    slots: Sequence[Slot]
    name: str  # WIB, WITA or WIT


def next_slots(rule: ReportingRule, obliged: Collection[Obliged], *, now: datetime, most: int = 10) -> list[ZonePreview]:
    """The first ``most`` slots in every zone that has units, west to east."""
    window = window_of(rule, now.astimezone(rule.desk.region.zone).date())
    names = {one.unit.timezone for one in obliged}
    previews = []
    for name in sorted(names, key=lambda name: now.astimezone(ZoneInfo(name)).utcoffset() or timedelta()):
        zone = ZoneInfo(name)
        count = sum(one.unit.timezone == name for one in obliged)
        previews.append(
            ZonePreview(zone, count, list(islice(slots_of(rule, window, zone, now=now), most)), zone_name(now.astimezone(zone)))
        )
    return previews
