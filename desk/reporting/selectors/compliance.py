"""Who has reported: one row per unit, one column per round, the newest first, with the figures of each unit and tier."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from desk.people.models import Agency, User
from desk.people.scope import Unit
from desk.regions.models import Region, title_of

from ..models.duty import ObligationQuerySet
from .compliance_choice import GROUPS, NIL, Choice, Subject, subjects_of, with_state
from .compliance_rounds import Round, rounds_of
from .duty_states import LOOKS, REPORTED, SENT, SENT_IN_TIME, URGENCY, Look, counted_at

TIER_LENGTHS = (5, 8)  # of the codes of kabupaten/kota and of kecamatan
UnitKey = tuple[str, int | None]  # region code, agency id


@dataclass(frozen=True)
class Duty:
    """One obligation with what became of it. ``state`` is a key of ``LOOKS``; ``entry`` its report once one was sent."""

    pk: int
    unit: Unit
    round: Round
    state: str
    entry: UUID | None
    late: bool
    nil: bool
    due_at: datetime
    sent_at: datetime | None

    @property
    def look(self) -> Look:
        return LOOKS[self.state]

    @property
    def also_nil(self) -> bool:
        """Whether the look does not tell already that there was nothing to report."""
        return self.nil and self.state != "nil"

    @property
    def reported(self) -> bool:
        return self.state in REPORTED


class Tally(NamedTuple):
    """How many duties there are: all; those that completeness counts (their time is over, or they were answered before it); those with a
    report; with one that was first sent in time; and those of the group that was asked for."""

    owed: int = 0
    counted: int = 0
    reported: int = 0
    timely: int = 0
    chosen: int = 0

    @property
    def late(self) -> int:
        return self.reported - self.timely

    @property
    def absent(self) -> int:
        """Counted and not reported."""
        return self.counted - self.reported

    @property
    def missing(self) -> int:
        """Not reported, whether its time is over or not."""
        return self.owed - self.reported

    @classmethod
    def together(cls, tallies: "Iterable[Tally]") -> "Tally":
        return cls(*map(sum, zip(*tallies, strict=True)))

    @staticmethod
    def counts(now: datetime, group: str = "") -> dict[str, Count]:
        """The fields of a tally as aggregates of duties, in their order. ``group``: a key of ``GROUPS``; most speak of ``with_state``."""
        filters = {"counted": counted_at(now), "reported": SENT, "timely": SENT_IN_TIME}
        if group:
            filters["chosen"] = GROUPS[group].holds
        return {"owed": Count("pk"), **{name: Count("pk", filter=condition) for name, condition in filters.items()}}


@dataclass(frozen=True)
class Group:
    """A tier between the region shown and its units: the units inside it, together."""

    region: Region
    units: int
    tally: Tally


@dataclass(frozen=True)
class UnitRow:
    """``groups``: the tiers that begin with this row, the upper one first."""

    unit: Unit
    tally: Tally
    cells: Sequence[Duty | None]
    groups: Sequence[Group] = ()


class Figures:
    """The figures of all units of a choice, in the order of the tree. One query, whatever the number of units and rounds."""

    def __init__(self, choice: Choice, user: User, now: datetime) -> None:
        self.choice = choice
        owed = choice.owed(user, now).order_by()
        counted = (with_state(owed, now) if choice.group else owed).values_list("region_id", "agency_id")
        counted = counted.annotate(**Tally.counts(now, choice.group))
        self.by_unit: dict[UnitKey, Tally] = {(code, agency): Tally(*figures) for code, agency, *figures in counted}
        shown = (key for key, tally in self.by_unit.items() if tally.chosen or not choice.group)
        self.units: list[UnitKey] = sorted(shown, key=lambda key: (key[0], key[1] or 0))

    @property
    def total(self) -> Tally:
        return self._together(self.units)

    def groups(self) -> dict[str, tuple[int, Tally]]:
        """By the code of each tier that holds units: how many and their figures."""
        held: dict[str, list[UnitKey]] = defaultdict(list)
        for key in self.units:
            for code in tiers_over(key, self.choice.region.code):
                held[code].append(key)
        return {code: (len(keys), self._together(keys)) for code, keys in held.items()}

    def _together(self, keys: Iterable[UnitKey]) -> Tally:
        return Tally.together(self.by_unit[key] for key in keys)


def among_units(units: Iterable[UnitKey]) -> Q:
    """Duties of these units."""
    keys = list(units)
    offices = Q(agency=None, region_id__in=[code for code, agency in keys if agency is None])
    return offices | Q(agency_id__in=[agency for _code, agency in keys if agency is not None])


def tiers_over(key: UnitKey, shown: str) -> list[str]:
    """Codes of kabupaten/kota and kecamatan below the region shown that hold the unit; an office is not inside itself."""
    code, agency = key
    longest = len(code) if agency is not None else len(code) - 1
    return [code[:length] for length in TIER_LENGTHS if len(shown) < length <= longest]


class Table(NamedTuple):
    """``tiers``: the upper tier of all units of the choice, each whole, a kabupaten with its units on other pages."""

    rows: Sequence[UnitRow]
    tiers: Sequence[Group] = ()


def table_of(
    figures: Figures, units: Sequence[UnitKey], rounds: Sequence[Round], user: User, now: datetime, *, grouped: bool = True
) -> Table:
    """Rows of these units with a cell for each of these rounds. Three queries."""
    choice, tiers = figures.choice, figures.groups() if grouped else {}
    shortest = min(map(len, tiers), default=0)
    upper = sorted(code for code in tiers if len(code) == shortest)
    regions, names = names_of(units, {code for key in units for code in tiers_over(key, choice.region.code)}.union(upper))
    groups = {code: Group(regions[code], *tiers[code]) for code in tiers if code in regions}
    cells = _cells(_among(choice.owed_by_time(user, now), units, rounds), names, rounds, now)
    rows, told = [], set[str]()
    for key in units:
        begins = [code for code in tiers_over(key, choice.region.code) if code in groups and code not in told]
        told.update(begins)
        row = [cells.get((key, round_)) for round_ in rounds]
        rows.append(UnitRow(names[key], figures.by_unit[key], row, [groups[code] for code in begins]))
    return Table(rows, [groups[code] for code in upper])


def names_of(units: Iterable[UnitKey], others: Iterable[str] = ()) -> tuple[dict[str, Region], dict[UnitKey, Unit]]:
    """The regions of these units and ``others`` by code, and the units themselves. Two queries."""
    keys = list(units)
    found = Region.objects.in_bulk({code for code, _agency in keys} | set(others))
    regions = {str(code): region for code, region in found.items()}
    agencies = dict(Agency.objects.filter(pk__in={agency for _code, agency in keys if agency is not None}).values_list("pk", "name"))
    named = {}
    for code, agency in keys:
        region = regions[code]
        named[code, agency] = Unit(
            code, title_of(region.name, region.level), region.timezone, agency, agencies[agency] if agency is not None else ""
        )
    return regions, named


def _among(owed: ObligationQuerySet, units: Iterable[UnitKey], rounds: Sequence[Round]) -> ObligationQuerySet:
    """A little more than the duties of these units and rounds: what the indexes can tell."""
    if not rounds:
        return owed.none()
    found = owed.filter(region_id__in={code for code, _agency in units}).order_by("due_at", "pk")
    if rounds[0].slot:
        return found.filter(slot__in=[round_.slot for round_ in rounds])
    return found.filter(due_at__lte=rounds[0].due_at, due_at__gte=rounds[-1].due_at)


def _cells(
    owed: ObligationQuerySet, names: Mapping[UnitKey, Unit], rounds: Sequence[Round], now: datetime
) -> dict[tuple[UnitKey, Round], Duty]:
    """The duty of each unit and round; of two the more urgent."""
    cells: dict[tuple[UnitKey, Round], Duty] = {}
    for duty in duties_in(owed, names, rounds, now):
        place = (duty.unit.region_code, duty.unit.agency_id), duty.round
        other = cells.get(place)
        if other is None or URGENCY.index(duty.state) < URGENCY.index(other.state):
            cells[place] = duty
    return cells


def duties_in(owed: "QuerySet[Any]", names: Mapping[UnitKey, Unit], rounds: Sequence[Round], now: datetime) -> list[Duty]:
    """Those of ``owed`` that are of these units and rounds, in their order. One query."""
    by_slot = {round_.slot: round_ for round_ in rounds if round_.slot}
    by_time = {(round_.period_start, round_.period_end, round_.due_at): round_ for round_ in rounds if not round_.slot}
    duties = []
    for row in with_state(owed, now).values_list(*DUTY_COLUMNS):
        pk, code, agency, slot, start, end, due_at, until, uuid, nil, sent_at, state = row
        round_, unit = by_slot.get(slot) if slot else by_time.get((start, end, due_at)), names.get((code, agency))
        if round_ is not None and unit is not None:
            late = sent_at is not None and sent_at > until
            duties.append(Duty(pk, unit, round_, state, uuid if sent_at else None, late, bool(sent_at and nil), due_at, sent_at))
    return duties


DUTY_COLUMNS = (
    "pk",
    "region_id",
    "agency_id",
    "slot",
    "period_start",
    "period_end",
    "due_at",
    "on_time_until",
    "entry__uuid",
    "entry__nil",
    "answered_at",
    "standing",
)


@dataclass(frozen=True)
class NewestRound:
    """The newest round of what units were asked last, with all its duties in the order of the tree."""

    subject: Subject
    round: Round
    duties: Sequence[Duty]


def newest_round(user: User, region: Region, now: datetime) -> NewestRound | None:
    """Six queries, whatever the number of units."""
    subject = next(iter(subjects_of(region, now)), None)
    if subject is None:
        return None
    choice = Choice(region, subject)
    rounds = rounds_of(choice, user, now)[:1]
    return NewestRound(subject, rounds[0], duties_of_round(choice, rounds[0], user, now)) if rounds else None


def tally_of(choice: Choice, round_: Round, user: User, now: datetime) -> Tally:
    """The figures of one round, all units together; ``chosen`` are those that told of nothing. One query."""
    owed = choice.owed_by_time(user, now).filter(round_.duties)
    return Tally(**owed.aggregate(**Tally.counts(now, NIL)))


def duties_of_round(choice: Choice, round_: Round, user: User, now: datetime) -> list[Duty]:
    """All duties of one round in the order of the tree. Three queries."""
    owed = choice.owed_by_time(user, now).filter(round_.duties).order_by("region_id", "agency_id", "pk")
    _regions, names = names_of(list(owed.values_list("region_id", "agency_id")))
    return duties_in(owed, names, [round_], now)
