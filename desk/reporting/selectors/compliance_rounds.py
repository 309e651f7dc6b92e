"""The columns of compliance: rounds of reports.

A round is a period of a report type (the same in every time zone), or a form asked for the same period by the same time.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.db.models.expressions import RawSQL

from desk.people.models import User

from ..models import Obligation
from ..models.duty import ObligationQuerySet
from ..periods import hour_of, slots_end
from .compliance_choice import Choice

# Steps through an index from one slot to the one before it: 26 looks instead of 26,988 rows (docs/benchmarks.md).
NEWEST_OF_EACH_SLOT = """
    WITH RECURSIVE found(id) AS (
        SELECT ({newest}) UNION ALL SELECT ({next}) FROM found WHERE found.id IS NOT NULL
    ) SELECT id FROM found WHERE id IS NOT NULL
"""
SLOT_FOUND = f"(SELECT slot FROM {Obligation._meta.db_table} WHERE id = found.id)"  # noqa: S608 - names of our own


@dataclass(frozen=True)
class Round:
    """``due_at``: the last moment at which a unit owed it. ``key`` as in an address."""

    period_start: date | None
    period_end: date | None
    due_at: datetime
    slot: str = ""

    @property
    def key(self) -> str:
        return self.slot or f"{self.due_at:%Y%m%dT%H%M%S}_{self.period_start or ''}_{self.period_end or ''}"

    @property
    def period(self) -> str:
        """``2024-11-18_2024-11-24``: the name of all rounds that tell of the same days; empty without a period."""
        return f"{self.period_start}_{self.period_end}" if self.period_end else ""

    @property
    def duties(self) -> Q:
        if self.slot:
            return Q(slot=self.slot)
        return Q(period_start=self.period_start, period_end=self.period_end, due_at=self.due_at)

    @property
    def at_hour(self) -> str:
        """``06.00`` of a round of some hours, empty for one of days."""
        return hour_of(self.slot)


def rounds_of(choice: Choice, user: User, now: datetime) -> list[Round]:
    """Rounds of the choice, the newest first; what narrows the units does not hide a round. One query."""
    owed = choice.owed_by_time(user, now)
    if choice.subject.report_type is None:
        found = owed.values_list("period_start", "period_end", "due_at").distinct().order_by("-due_at", "-period_end")
        return [Round(*row) for row in found]
    last = Obligation.objects.filter(pk__in=_last_of_each_slot(owed, now)).order_by("-due_at", "-slot")
    return [Round(*row) for row in last.values_list("period_start", "period_end", "due_at", "slot")]


def _last_of_each_slot(owed: ObligationQuerySet, now: datetime) -> RawSQL:
    """Of each slot the duty that is due last. All duties of a slot tell of the same days."""
    in_order = owed.order_by("-slot", "-due_at").values("pk")
    newest, given = in_order.filter(slot__lt=slots_end(now))[:1].query.sql_with_params()
    before, also_given = in_order.filter(slot__lt=RawSQL(SLOT_FOUND, ()))[:1].query.sql_with_params()  # noqa: S611 - no input in it
    return RawSQL(NEWEST_OF_EACH_SLOT.format(newest=newest, next=before), (*given, *also_given))  # noqa: S611
