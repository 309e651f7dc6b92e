"""Who has reported: one row per unit, one column per round of the same form, the newest first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Q

from desk.people.models import User
from desk.people.scope import Unit
from desk.people.selectors import within
from desk.regions.models import Region, title_of
from forms_config.models import Form

from ..constants import ACCEPTED_STATES, State
from ..models import Obligation
from ..models.duty import ObligationQuerySet

ROUNDS_SHOWN = 6


class Look(NamedTuple):
    """A cell in short; the legend under the table spells it out. Tones and drawings as in ``core.states``."""

    word: str
    tone: str
    icon: str
    full: str


LOOKS = {
    "on_time": Look("Tepat", "ok", "check", "Tepat waktu"),
    "late": Look("Terlambat", "warn", "clock", "Terlambat"),
    "nil": Look("Nihil", "nil", "nil", "Nihil"),
    "sent": Look("Terkirim", "info", "send", "Terkirim, perlu diperiksa"),
    "returned": Look("Kembali", "warn", "return", "Kembali: dikembalikan untuk diperbaiki"),
    "missing": Look("Belum", "bad", "none", "Belum lapor, batas sudah lewat"),
    "due": Look("Belum", "mute", "none", "Belum lapor, batas belum lewat"),
}
URGENCY = ("missing", "returned", "due", "sent", "late", "nil", "on_time")  # of two duties in one cell the first is shown
REPORTED = frozenset({"on_time", "late", "nil", "sent", "returned"})


@dataclass(frozen=True)
class Round:
    """The same form asked for the same period by the same time."""

    period_start: date | None
    period_end: date | None
    due_at: datetime


@dataclass(frozen=True)
class Duty:
    """One obligation with what became of it. ``state`` is a key of ``LOOKS``."""

    pk: int
    unit: Unit
    round: Round
    state: str
    entry: UUID | None
    late: bool

    @property
    def look(self) -> Look:
        return LOOKS[self.state]

    @property
    def reported(self) -> bool:
        return self.state in REPORTED


@dataclass
class UnitRow:
    unit: Unit
    cells: list[Duty | None] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)

    @property
    def counted(self) -> int:
        """How many duties completeness counts: those whose time is over, or answered before it."""
        return sum(duty.state != "due" for duty in self.duties)

    @property
    def reported(self) -> int:
        return sum(duty.reported for duty in self.duties)

    @property
    def share(self) -> str:
        """``83%``; never above 100 %, since a duty has one report."""
        return f"{round(100 * self.reported / self.counted)}%" if self.counted else "-"


@dataclass(frozen=True)
class Compliance:
    rounds: Sequence[Round]
    rows: Sequence[UnitRow]

    @property
    def newest(self) -> list[Duty]:
        """Duties of the newest round."""
        return [row.cells[0] for row in self.rows if row.cells and row.cells[0] is not None]

    @property
    def reported(self) -> int:
        return sum(row.reported for row in self.rows)

    @property
    def counted(self) -> int:
        return sum(row.counted for row in self.rows)


def state_of(*, entry_state: str | None, nil: bool, sent_at: datetime | None, on_time_until: datetime, now: datetime) -> str:
    """The state of a duty by its report. A report returned is one that was made; a draft is none."""
    if entry_state is None or sent_at is None:
        return "missing" if on_time_until < now else "due"
    if entry_state == State.RETURNED:
        return "returned"
    if entry_state not in ACCEPTED_STATES:
        return "sent"
    if sent_at > on_time_until:
        return "late"
    return "nil" if nil else "on_time"


def forms_asked(user: User, region: Region) -> list[Form]:
    """Forms that units of this region owe, the one asked for last first. One query."""
    owed = Q(obligations__cancelled_at=None) & within(region.code, "obligations__region_id")
    forms = Form.objects.filter(owed).annotate(last_due=Max("obligations__due_at"), duties=Count("obligations"))
    return list(forms.defer("body", "checks").order_by("-last_due", "title"))


def compliance_of(user: User, region: Region, form: Form, now: datetime) -> Compliance:
    """Two queries, whatever the number of units."""
    owed = Obligation.objects.visible_to(user).filter(within(region.code), form=form, cancelled_at=None, opens_at__lte=now)
    found = owed.order_by("-due_at", "-period_end").values_list("period_start", "period_end", "due_at").distinct()
    rounds = [Round(*row) for row in found[:ROUNDS_SHOWN]]
    if not rounds:
        return Compliance([], [])
    duties = _duties(owed.filter(due_at__gte=rounds[-1].due_at), rounds, now)
    return Compliance(rounds, _rows(duties, rounds))


def _duties(owed: ObligationQuerySet, rounds: Sequence[Round], now: datetime) -> list[Duty]:
    rows = owed.values_list(
        "pk",
        "region_id",
        "region__name",
        "region__level",
        "region__timezone",
        "agency_id",
        "agency__name",
        "period_start",
        "period_end",
        "due_at",
        "on_time_until",
        "entry__uuid",
        "entry__state",
        "entry__nil",
        "entry__first_sent_at",
    ).order_by("region_id", "agency__name", "pk")
    shown = set(rounds)
    duties = []
    for pk, code, name, level, zone, agency, agency_name, start, end, due_at, until, uuid, state, nil, sent_at in rows:
        round_ = Round(start, end, due_at)
        if round_ not in shown:
            continue
        duties.append(
            Duty(
                pk=pk,
                unit=Unit(code, title_of(name, level), zone, agency, agency_name or ""),
                round=round_,
                state=state_of(entry_state=state, nil=bool(nil), sent_at=sent_at, on_time_until=until, now=now),
                entry=uuid if sent_at else None,
                late=sent_at is not None and sent_at > until,
            )
        )
    return duties


def _rows(duties: Iterable[Duty], rounds: Sequence[Round]) -> list[UnitRow]:
    by_unit: dict[Unit, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_unit[duty.unit].append(duty)
    return [UnitRow(unit, [_cell(owed, round_) for round_ in rounds], owed) for unit, owed in by_unit.items()]


def _cell(duties: Iterable[Duty], round_: Round) -> Duty | None:
    return min((duty for duty in duties if duty.round == round_), key=lambda duty: URGENCY.index(duty.state), default=None)
