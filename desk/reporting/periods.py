"""When a rule's reports are due: pure arithmetic on local days, without database and without a clock.

A rule is due in the zone of each unit: Monday 10.00 is one moment in Semarang and an hour earlier in Samarinda. Days and hours are
always combined with a zone first and only then compared, so that a report of Sunday 23.30 WITA belongs to Sunday.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .constants import Rhythm

DAYS_OF_WEEK, HOURS_OF_DAY = 7, 24
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Timing:
    """What of a rule decides its due times. ``weekdays``: 0 is Monday; ``days_after``: local days from the period's end to the
    due day (daily and once); ``every_hours`` divides the day; ``grace`` and ``lock_after`` count from the due time (None: never)."""

    rhythm: str
    due_time: time
    weekdays: tuple[int, ...] = ()
    days_after: int = 0
    every_hours: int = HOURS_OF_DAY
    grace: timedelta = timedelta()
    lock_after: timedelta | None = None


@dataclass(frozen=True)
class Slot:
    """One period of one zone: its first and last local day and its aware moments. ``key`` names it in every zone alike."""

    key: str
    start: date
    end: date
    opens_at: datetime
    due_at: datetime
    on_time_until: datetime
    locks_at: datetime | None


def slots(timing: Timing, zone: ZoneInfo, first: date, last: date) -> Iterator[Slot]:
    """The slots of the window ``first`` to ``last`` (local days, both inclusive), in order of their due times.

    A weekly rule is due on days of the window and tells of the days before; every other one tells of days of the window.
    """
    for key, start, end, opens, due in _PARTS[Rhythm(timing.rhythm)](timing, first, last):
        due_at = datetime.combine(*due, zone)
        yield Slot(
            key=key,
            start=start,
            end=end,
            opens_at=datetime.combine(*opens, zone),
            due_at=due_at,
            on_time_until=due_at + timing.grace,
            locks_at=None if timing.lock_after is None else due_at + timing.lock_after,
        )


def slots_end(now: datetime) -> str:
    """A key after those of all slots that have opened anywhere: a slot opens on its first local day, with which its key begins."""
    return (now + 2 * DAY).date().isoformat()


def slot_of_days(start: date, end: date) -> str:
    """The key of a slot that is named by its days: all but those of some hours."""
    return f"{start}/{end}"


def hour_of(slot: str) -> str:
    """``06.00`` of a slot of some hours, empty for one of days."""
    hour = slot.partition("T")[2]
    return f"{hour}.00" if hour else ""


_Part = tuple[str, date, date, tuple[date, time], tuple[date, time]]
MIDNIGHT = time()


def _weekly(timing: Timing, first: date, last: date) -> Iterator[_Part]:
    for day in _days(first, last):
        if day.weekday() in timing.weekdays:
            start, end = day - timedelta(days=_days_since_last(day.weekday(), timing.weekdays)), day - DAY
            yield slot_of_days(start, end), start, end, (start, MIDNIGHT), (day, timing.due_time)


def _daily(timing: Timing, first: date, last: date) -> Iterator[_Part]:
    for day in _days(first, last):
        yield slot_of_days(day, day), day, day, (day, MIDNIGHT), (day + timing.days_after * DAY, timing.due_time)


def _hourly(timing: Timing, first: date, last: date) -> Iterator[_Part]:
    for day in _days(first, last):
        for hour in range(0, HOURS_OF_DAY, timing.every_hours):
            ends = hour + timing.every_hours
            due = (day + ends // HOURS_OF_DAY * DAY, time(ends % HOURS_OF_DAY))
            yield f"{day}T{hour:02d}", day, day, (day, time(hour)), due


def _once(timing: Timing, first: date, last: date) -> Iterator[_Part]:
    yield slot_of_days(first, last), first, last, (first, MIDNIGHT), (last + timing.days_after * DAY, timing.due_time)


_PARTS = {Rhythm.WEEKLY: _weekly, Rhythm.DAILY: _daily, Rhythm.HOURLY: _hourly, Rhythm.ONCE: _once}


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * DAY


def _days_since_last(weekday: int, weekdays: tuple[int, ...]) -> int:
    return min((weekday - other - 1) % DAYS_OF_WEEK + 1 for other in weekdays)
