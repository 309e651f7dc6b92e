"""The periods that a desk can recap, with what has come in, and the recaps that desks below released."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Q

from desk.people.models import User
from desk.people.scope import scope_of

from ..constants import ACCEPTED_STATES, State
from ..models import Obligation, Recap
from ..periods import hour_of
from .compliance_choice import OF_TYPE
from .duty_states import SENT_NIL

MOST_PERIODS = 60  # newest ones


@dataclass(frozen=True)
class Period:
    """One type, desk and period (``slot``: its key) with how many units owe, were accepted, sent, stand returned and are nil.

    ``due_at``: the last due time of its duties. ``recap`` None: not begun.
    """

    desk_id: int
    desk: str
    desk_region: str
    type_id: int
    type_key: str
    type: str
    start: date
    end: date
    slot: str
    due_at: datetime
    owed: int
    accepted: int
    sent: int
    returned: int
    nil: int
    recap: Recap | None

    @property
    def missing(self) -> int:
        return self.owed - self.sent

    @property
    def waiting(self) -> int:
        return self.sent - self.accepted - self.returned

    @property
    def hour(self) -> str:
        return hour_of(self.slot)

    @property
    def hours(self) -> str:
        """``Recap.hours``"""
        return self.slot if self.hour else ""

    @property
    def rows(self) -> str:
        """Choices of the list of compliance that holds exactly these duties."""
        return _rows(self.desk_region, self.desk_id, self.type_key, self.slot, self.due_at)


def periods_of(user: User, now: datetime) -> list[Period]:
    """Periods of the user's own desks that have begun, the newest first. Two queries."""
    scope = scope_of(user)
    own = Q() if scope.installation else Q(rule__desk__region_id__in=scope.roots)
    owed = Obligation.objects.filter(own, rule__isnull=False, cancelled_at=None, opens_at__lte=now)
    named = (
        "rule__desk_id",
        "rule__desk__name",
        "rule__desk__region_id",
        "report_type_id",
        "report_type__key",
        "report_type__name",
        "period_start",
        "period_end",
        "slot",
    )
    rows = (
        owed.order_by("-period_end", "-period_start", "-slot", "rule__desk__region_id", "report_type__name")
        .values_list(*named)
        .annotate(
            due=Max("due_at"),
            owed=Count("pk"),
            accepted=Count("pk", filter=Q(entry__state__in=ACCEPTED_STATES)),
            sent=Count("pk", filter=Q(entry__submission_count__gt=0)),
            returned=Count("pk", filter=Q(entry__state=State.RETURNED)),
            nil=Count("pk", filter=SENT_NIL),
        )[:MOST_PERIODS]
    )
    found: list[tuple[Any, ...]] = list(rows)
    known = _recaps(found)
    return [Period(*(*row, known.get((row[0], row[3], row[8])))) for row in found]


def rows_of(recap: Recap) -> str:
    """Choices of the list of compliance that holds the duties a recap gathers. One query."""
    owed = Obligation.objects.filter(rule__desk_id=recap.desk_id, report_type=recap.report_type_id, cancelled_at=None)
    last = owed.filter(slot=recap.slot).aggregate(due=Max("due_at"))["due"]
    return _rows(recap.region_id, recap.desk_id, recap.report_type.key, recap.slot, last or recap.begun_at)


def _rows(region: str, desk: int, type_key: str, slot: str, due_at: datetime) -> str:
    shown = {"wilayah": region, "posko": desk, "formulir": f"{OF_TYPE}{type_key}", "bentuk": "daftar", "putaran": slot}
    return urlencode({**shown, "sampai": (due_at + timedelta(days=1)).date().isoformat()})


def _recaps(rows: Sequence[tuple[Any, ...]]) -> dict[tuple[Any, ...], Recap]:
    if not rows:
        return {}
    recaps = Recap.objects.filter(desk_id__in={row[0] for row in rows}, period_end__gte=min(row[7] for row in rows))
    return {(one.desk_id, one.report_type_id, one.slot): one for one in recaps}


def released_below(user: User) -> list[Recap]:
    """Recaps that desks below the user's own ones released, the newest first. One query."""
    scope = scope_of(user)
    if scope.installation:
        return []
    below = Recap.objects.visible_to(user).exclude(region_id__in=scope.roots)
    newest_first = below.order_by("-period_end", "-period_start", "region_id")
    return list(newest_first.select_related("desk", "region", "report_type").annotate(number=Count("releases"))[:MOST_PERIODS])
