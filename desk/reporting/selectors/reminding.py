"""Duties that a ladder may remind of, what it did already, and whom a desk can call."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from desk.people.models import Person, Role, User
from desk.people.scope import Unit, scope_of, unit_of
from desk.people.selectors import Accounts, Contact, Reader, contacts_of, leads_of, officers_of, reader_of, readers_of_desks, within
from desk.regions.models import Region

from ..constants import Audience, State
from ..models import Obligation, Reminder, ReminderStep
from .duty_states import shut_at

LONGEST_BEFORE, LONGEST_AFTER = timedelta(days=30), timedelta(days=14)
ASKING_ROLES = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD, Role.ADMIN)


def unsent() -> QuerySet[Obligation]:
    """Duties that nobody has answered: a draft is no answer, a returned report is one."""
    open_ones = Obligation.objects.filter(Q(entry=None) | Q(entry__state=State.DRAFT), cancelled_at=None)
    return open_ones.select_related("form", "region", "agency__region", "rule__desk__region")


def open_duties(pks: Collection[int], now: datetime) -> dict[int, Obligation]:
    """Those of these duties that nobody has answered and somebody still can, by key. One query."""
    return unsent().exclude(shut_at(now)).in_bulk(list(pks))


def remindable(now: datetime) -> list[Obligation]:
    """Unanswered duties of rules with a ladder, near enough to their due time for a rung, and not locked. One query."""
    near = unsent().filter(
        Q(locks_at=None) | Q(locks_at__gt=now) | Q(reopened_until__gt=now),
        rule__ladder__isnull=False,
        opens_at__lte=now,
        due_at__gt=now - LONGEST_AFTER,
        due_at__lt=now + LONGEST_BEFORE,
    )
    return list(near.order_by("due_at", "region_id", "pk"))


def steps_by_ladder() -> dict[int, list[ReminderStep]]:
    """The rungs of every ladder that a rule uses. One query."""
    found: dict[int, list[ReminderStep]] = defaultdict(list)
    for step in ReminderStep.objects.filter(ladder__rules__isnull=False).distinct().order_by("minutes"):
        found[step.ladder_id].append(step)
    return found


def passed_rungs(duties: Collection[Obligation]) -> set[tuple[int, int, str]]:
    """(duty, minutes, audience) of the rungs that are logged. One query."""
    rows = Reminder.objects.filter(obligation__in=[duty.pk for duty in duties])
    return set(rows.values_list("obligation_id", "minutes", "audience"))


def unit_of_duty(duty: Obligation) -> Unit:
    return unit_of(region=duty.region, agency=duty.agency)


@dataclass(frozen=True)
class Audiences:
    """Who is behind every audience of these duties, read at once: accounts, and people with a mail address only."""

    officers: Accounts
    heads: dict[Unit, list[Reader]]
    secretaries: dict[int, list[Reader]]
    desk_heads: dict[int, list[Reader]]

    def of(self, audience: str, duty: Obligation) -> Sequence[Reader]:
        if audience == Audience.UNIT:
            return self.officers.get(unit_of_duty(duty), [])
        if audience == Audience.UNIT_HEAD:
            return self.heads.get(unit_of_duty(duty), [])
        desk_id = duty.rule.desk_id if duty.rule is not None else 0
        return (self.secretaries if audience == Audience.SECRETARY else self.desk_heads).get(desk_id, [])


def audiences_of(duties: Collection[Obligation]) -> Audiences:
    """Four queries, whatever the number of duties."""
    units = {unit_of_duty(duty) for duty in duties}
    desks = {duty.rule.desk_id for duty in duties if duty.rule is not None}
    leads = leads_of(units)
    return Audiences(
        officers=officers_of(units),
        heads={unit: [reader for person in persons if (reader := reader_of(person)) is not None] for unit, persons in leads.items()},
        secretaries=readers_of_desks(desks, person="secretary", role=Role.OPERATOR),
        desk_heads=readers_of_desks(desks, person="head", role=Role.HEAD),
    )


@dataclass(frozen=True)
class Absent:
    """A unit that has not sent, with whom to call and what the ladder did so far."""

    duty: Obligation
    unit: Unit
    people: list["Callable"]
    told: list[Reminder]


@dataclass(frozen=True)
class Callable:
    """Somebody with a telephone; ``leads`` marks the head of the unit (PIC)."""

    name: str
    phone: str
    position: str
    leads: bool


def absent_duties(user: User, region: Region, now: datetime) -> QuerySet[Obligation]:
    """Duties of the region that may still be answered and are due within a day or overdue, the longest overdue first."""
    duties = unsent().filter(scope_of(user).regions(), within(region.code), opens_at__lte=now, due_at__lt=now + timedelta(days=1))
    return duties.exclude(shut_at(now)).order_by("due_at", "region_id", "pk")


def absent_units(duties: Iterable[Obligation]) -> list[Absent]:
    """Their units, with whom to call. Four queries with those of the duties."""
    near = list(duties)
    units = {unit_of_duty(duty) for duty in near}
    contacts, leads, told = contacts_of(units), leads_of(units), _told(near)
    return [
        Absent(
            duty,
            unit := unit_of_duty(duty),
            callables(leads.get(unit, []), contacts.get(unit, [])),
            told.get(duty.pk, []),
        )
        for duty in near
    ]


def callables(leads: Iterable[Person], contacts: Iterable[Contact]) -> list[Callable]:
    """The heads first; who files for the unit and leads it too, as a camat may, is told once."""
    heads = [Callable(person.name, person.phone, person.position, True) for person in leads]
    known = {(head.name, head.phone) for head in heads}
    others = [contact for contact in contacts if (contact.name, contact.phone) not in known]
    return heads + [Callable(contact.name, contact.phone, "Petugas pelapor", False) for contact in others]


def _told(duties: Iterable[Obligation]) -> dict[int, list[Reminder]]:
    found: dict[int, list[Reminder]] = defaultdict(list)
    for row in Reminder.objects.filter(obligation__in=[duty.pk for duty in duties]).order_by("passed_at", "minutes"):
        found[row.obligation_id].append(row)
    return found
