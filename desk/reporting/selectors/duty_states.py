"""What became of a duty, told the same way in Python (``state_of``) and in SQL (``state_at``), and how it shows."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, F, Q, Value, When

from ..constants import ACCEPTED_STATES, State


class Look(NamedTuple):
    """A cell in short; the legend under the table spells it out. ``letter`` stands for the word on paper.

    Tones and drawings as in ``core.states``.
    """

    word: str
    tone: str
    icon: str
    full: str
    letter: str


LOOKS = {
    "on_time": Look("Tepat", "ok", "check", "Tepat waktu", "T"),
    "late": Look("Terlambat", "warn", "clock", "Terlambat", "L"),
    "nil": Look("Nihil", "nil", "nil", "Nihil", "N"),
    "sent": Look("Terkirim", "info", "send", "Terkirim, perlu diperiksa", "P"),
    "returned": Look("Kembali", "warn", "return", "Kembali: dikembalikan untuk diperbaiki", "K"),
    "missing": Look("Belum", "bad", "none", "Belum lapor, batas sudah lewat", "B"),
    "locked": Look("Dikunci", "bad", "lock", "Dikunci: belum lapor, kiriman sudah ditutup", "D"),
    "due": Look("Belum", "mute", "none", "Belum lapor, batas belum lewat", "-"),
}
URGENCY = ("missing", "locked", "returned", "due", "sent", "late", "nil", "on_time")  # of two duties in one cell the first is shown
REPORTED = frozenset({"on_time", "late", "nil", "sent", "returned"})
OPEN = frozenset({"missing", "locked", "due"})
SENT = Q(answered_at__isnull=False)
SENT_IN_TIME = Q(answered_at__lte=F("on_time_until"))
SENT_LATE = Q(answered_at__gt=F("on_time_until"))
SENT_NIL = SENT & Q(entry__nil=True)


def state_of(
    *, entry_state: str | None, nil: bool, sent_at: datetime | None, on_time_until: datetime, now: datetime, locked: bool = False
) -> str:
    """The state of a duty by its report: a key of ``LOOKS``. A report returned is one that was made; a draft is none."""
    if entry_state is None or sent_at is None:
        if locked:
            return "locked"
        return "missing" if on_time_until < now else "due"
    if entry_state == State.RETURNED:
        return "returned"
    if entry_state not in ACCEPTED_STATES:
        return "sent"
    if sent_at > on_time_until:
        return "late"
    return "nil" if nil else "on_time"


def shut_at(now: datetime) -> Q:
    """``Obligation.is_locked`` as a condition on obligations."""
    return Q(locks_at__lt=now) & (Q(reopened_until=None) | Q(reopened_until__lt=now))


def counted_at(now: datetime) -> Q:
    """Whether completeness counts a duty: every state but ``due``."""
    return SENT | Q(on_time_until__lt=now) | shut_at(now)


def state_at(now: datetime) -> Case:
    """``state_of`` as an expression on obligations."""
    unsent = Q(answered_at=None)
    return Case(
        When(unsent & shut_at(now), then=Value("locked")),
        When(unsent & Q(on_time_until__lt=now), then=Value("missing")),
        When(unsent, then=Value("due")),
        When(entry__state=State.RETURNED, then=Value("returned")),
        When(~Q(entry__state__in=ACCEPTED_STATES), then=Value("sent")),
        When(SENT_LATE, then=Value("late")),
        When(entry__nil=True, then=Value("nil")),
        default=Value("on_time"),
    )
