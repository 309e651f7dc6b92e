"""The ledger of duties that rules make: exactly one for each unit and period, made before anyone reports.

What is due later than now follows the rule; what was due stays as it was, for ever. Everything here may run again without harm.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from desk.core.errors import DeskError
from desk.people.scope import Unit
from desk.people.selectors import within

from ..models import Obligation, ReportingRule
from ..models.duty import ObligationQuerySet
from ..periods import Slot, slots
from ..selectors.rules import Obliged, obliged_units, slots_of, window_of
from .ledger_rows import insert_duties

Place = tuple[str, int | None, str]  # region code, agency id, slot
Moments = tuple[datetime, datetime, datetime, datetime | None, int]  # opens, due, on time until, locks, form


@dataclass
class Change:
    """What bringing the ledger in line with a rule does to duties that are not due yet. ``kept``: right as they are or answered."""

    new: list[tuple[Unit, Slot]] = field(default_factory=list)
    moved: dict[Moments, list[int]] = field(default_factory=lambda: defaultdict(list))  # keys of duties by their new moments
    cancelled: list[int] = field(default_factory=list)
    kept: int = 0

    @property
    def moved_count(self) -> int:
        return sum(map(len, self.moved.values()))

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.moved or self.cancelled)


@dataclass(frozen=True)
class Standing:
    """A duty in the ledger for a place that the rule wants, or one of its own that is not due yet.

    ``own``: of the rule and due later than now. Any other one stays as it is, unless it is cancelled: then the rule takes it over.
    """

    pk: int
    moments: Moments
    cancelled: bool
    answered: bool
    own: bool

    def stays(self, moments: Moments) -> bool:
        """Whether it is right as it is, answered, or not this rule's to move."""
        return self.answered or (not self.cancelled and (not self.own or self.moments == moments))


def plan(rule: ReportingRule, *, now: datetime, obliged: Sequence[Obliged] | None = None) -> Change:
    """What ``apply`` would do; nothing is written. Raises RuleRefused when the rule's window cannot be told."""
    units = () if rule.ended_at is not None else obliged_units(rule) if obliged is None else obliged
    wanted = _wanted(rule, units, now) if units else {}
    change, standing = Change(), _standing(rule, wanted, now)
    for place, (unit, slot) in wanted.items():
        duty = standing.pop(place, None)
        if duty is None:
            change.new.append((unit, slot))
        elif duty.stays(_moments(rule, slot)):
            change.kept += 1
        else:
            change.moved[_moments(rule, slot)].append(duty.pk)
    running = _running(rule, units, now) if units and standing else frozenset()
    for place, duty in standing.items():
        if duty.answered or duty.cancelled or place in running:
            change.kept += duty.answered or not duty.cancelled
        else:
            change.cancelled.append(duty.pk)
    return change


@transaction.atomic
def apply(rule: ReportingRule, *, now: datetime) -> Change:
    """Bring the ledger in line with the rule as it is stored; two at once do it one after the other."""
    rule = ReportingRule.objects.select_for_update(of=("self",)).select_related("desk__region").get(pk=rule.pk)
    change = plan(rule, now=now)
    for moments, keys in change.moved.items():
        opens_at, due_at, on_time_until, locks_at, form_id = moments
        _unanswered(Obligation.objects.filter(pk__in=keys)).update(
            rule=rule,
            simulation=rule.simulation,
            opens_at=opens_at,
            due_at=due_at,
            on_time_until=on_time_until,
            locks_at=locks_at,
            form_id=form_id,
            cancelled_at=None,
        )
    _unanswered(Obligation.objects.filter(pk__in=change.cancelled)).update(cancelled_at=now)
    insert_duties(rule, change.new)  # what another rule of the same type made meanwhile stays: a unit owes one report for a period
    return change


def extend_all(now: datetime | None = None) -> None:
    """Recurring: every rule that goes on gets the duties that came into reach, and follows regions that closed or came new.

    A rule whose calendar is gone keeps what it has; its page in the admin says why.
    """
    now = now or timezone.now()
    for rule in ReportingRule.objects.filter(ended_at=None).select_related("desk__region").order_by("pk"):
        try:
            apply(rule, now=now)
        except DeskError:
            continue


def _wanted(rule: ReportingRule, obliged: Iterable[Obliged], now: datetime) -> dict[Place, tuple[Unit, Slot]]:
    window = window_of(rule, now.astimezone(rule.desk.region.zone).date())
    by_zone: dict[str, list[Slot]] = {}
    wanted = {}
    for one in obliged:
        unit = one.unit
        if unit.timezone not in by_zone:
            by_zone[unit.timezone] = list(slots_of(rule, window, ZoneInfo(unit.timezone), now=now))
        for slot in by_zone[unit.timezone]:
            if _exists(one, slot.start):
                wanted[unit.region_code, unit.agency_id, slot.key] = (unit, slot)
    return wanted


def _running(rule: ReportingRule, obliged: Iterable[Obliged], now: datetime) -> frozenset[Place]:
    """Periods that the rule as it is now asked for by a time that is over: a duty that stands there keeps its own, later one."""
    window = window_of(rule, now.astimezone(rule.desk.region.zone).date())
    by_zone: dict[str, list[Slot]] = {}
    found: set[Place] = set()
    for one in obliged:
        zone = ZoneInfo(one.unit.timezone)
        if one.unit.timezone not in by_zone:
            days = window.upto(now.astimezone(zone).date())
            begun = slots(rule.timing, zone, days.first, days.last or days.first)
            by_zone[one.unit.timezone] = [slot for slot in begun if slot.due_at <= now]
        places = ((one.unit.region_code, one.unit.agency_id, slot.key) for slot in by_zone[one.unit.timezone] if _exists(one, slot.start))
        found.update(places)
    return frozenset(found)


def _exists(one: Obliged, day: date) -> bool:
    return one.until is None or day < one.until


def _standing(rule: ReportingRule, wanted: Collection[Place], now: datetime) -> dict[Place, Standing]:
    """Own duties that are not due yet, and what stands where the rule wants one: the past, and duties of other rules of its type.

    One query. A place holds one row, cancelled ones included: a new rule takes over what an ended one left.
    """
    own = Q(rule=rule, due_at__gt=now) if rule.pk is not None else Q(pk__in=[])
    there = Q(slot__in={slot for _region, _agency, slot in wanted}) & within(str(rule.desk.region_id))
    rows = Obligation.objects.filter(own | there, report_type_id=rule.report_type_id).values_list(*STANDING_COLUMNS)
    return {
        place: Standing(pk, (opens, due, until, locks, form), cancelled is not None, bool(sent), of == rule.pk and due > now)
        for *parts, pk, of, opens, due, until, locks, form, cancelled, sent in rows.order_by()
        if (place := cast(Place, tuple(parts))) in wanted or (of == rule.pk and due > now)
    }


STANDING_COLUMNS = (
    "region_id",
    "agency_id",
    "slot",
    "pk",
    "rule_id",
    "opens_at",
    "due_at",
    "on_time_until",
    "locks_at",
    "form_id",
    "cancelled_at",
    "entry__submission_count",
)


def _moments(rule: ReportingRule, slot: Slot) -> Moments:
    return slot.opens_at, slot.due_at, slot.on_time_until, slot.locks_at, rule.form_id


def _unanswered(duties: ObligationQuerySet) -> ObligationQuerySet:
    list(duties.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk", flat=True))
    return duties.exclude(entry__submission_count__gt=0)
