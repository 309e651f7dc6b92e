"""Due times of rules: local days, zones, midnight and the shortest and longest rhythms."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reporting.constants import Rhythm
from desk.reporting.periods import Timing, slots

WIB, WITA, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")
MONDAY, THURSDAY, SUNDAY = 0, 3, 6
WEEKLY = Timing(Rhythm.WEEKLY, time(10), weekdays=(MONDAY,))


def only(timing, zone, first, last=None):
    (slot,) = slots(timing, zone, first, last or first)
    return slot


def test_a_weekly_report_tells_of_the_seven_days_before_its_due_day():
    slot = only(WEEKLY, WIB, date(2024, 11, 19), date(2024, 11, 25))

    assert (slot.start, slot.end) == (date(2024, 11, 18), date(2024, 11, 24))
    assert slot.opens_at == datetime(2024, 11, 18, tzinfo=WIB)
    assert slot.due_at == datetime(2024, 11, 25, 3, tzinfo=UTC)


def test_the_same_monday_is_earlier_in_the_east():
    jakarta, samarinda, jayapura = (only(WEEKLY, zone, date(2024, 11, 25)) for zone in (WIB, WITA, WIT))

    assert jakarta.key == samarinda.key == jayapura.key
    assert jakarta.due_at - samarinda.due_at == samarinda.due_at - jayapura.due_at == timedelta(hours=1)


def test_sunday_half_past_eleven_wita_is_of_sunday_there_and_in_every_zone_west_of_it():
    slot = only(Timing(Rhythm.DAILY, time(23, 30)), WITA, date(2024, 11, 24))

    assert slot.due_at.astimezone(WITA).date() == slot.due_at.astimezone(WIB).date() == date(2024, 11, 24)
    assert slot.due_at.astimezone(WIT) == datetime(2024, 11, 25, 0, 30, tzinfo=WIT)


def test_two_due_days_share_the_week_without_gap_or_overlap():
    found = list(slots(Timing(Rhythm.WEEKLY, time(10), weekdays=(MONDAY, THURSDAY)), WIB, date(2024, 11, 18), date(2024, 11, 28)))

    assert [(slot.start, slot.end) for slot in found] == [
        (date(2024, 11, 14), date(2024, 11, 17)),
        (date(2024, 11, 18), date(2024, 11, 20)),
        (date(2024, 11, 21), date(2024, 11, 24)),
        (date(2024, 11, 25), date(2024, 11, 27)),
    ]


def test_a_daily_report_may_be_due_the_morning_after():
    slot = only(Timing(Rhythm.DAILY, time(6), days_after=1), WIB, date(2024, 11, 30))

    assert slot.start == slot.end == date(2024, 11, 30)
    assert slot.due_at == datetime(2024, 12, 1, 6, tzinfo=WIB)


@pytest.mark.parametrize("hours", [1, 2, 3, 4, 6, 8, 12, 24])
def test_hours_divide_the_day_and_the_last_is_due_at_midnight(hours):
    found = list(slots(Timing(Rhythm.HOURLY, time(), every_hours=hours), WITA, date(2024, 11, 27), date(2024, 11, 27)))

    assert len(found) == 24 // hours
    assert found[0].opens_at == datetime(2024, 11, 27, tzinfo=WITA)
    assert found[-1].due_at == datetime(2024, 11, 28, tzinfo=WITA)
    assert all(one.due_at == other.opens_at for one, other in pairwise(found))


def test_grace_and_lock_count_from_the_due_time():
    timing = Timing(Rhythm.DAILY, time(16), grace=timedelta(minutes=30), lock_after=timedelta(hours=48))
    slot = only(timing, WIB, date(2024, 11, 25))

    assert slot.on_time_until - slot.due_at == timedelta(minutes=30)
    assert slot.locks_at == datetime(2024, 11, 27, 16, tzinfo=WIB)


def test_a_report_asked_once_covers_its_whole_window():
    slot = only(Timing(Rhythm.ONCE, time(12), days_after=2), WIB, date(2024, 11, 24), date(2024, 11, 26))

    assert (slot.start, slot.end) == (date(2024, 11, 24), date(2024, 11, 26))
    assert slot.due_at == datetime(2024, 11, 28, 12, tzinfo=WIB)


DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
ZONES = st.sampled_from([WIB, WITA, WIT, ZoneInfo("Europe/Amsterdam")])  # the last moves its clock twice a year
TIMINGS = st.builds(
    Timing,
    rhythm=st.sampled_from(Rhythm.values),
    due_time=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    weekdays=st.sets(st.integers(MONDAY, SUNDAY), min_size=1).map(lambda days: tuple(sorted(days))),
    days_after=st.integers(0, 3),
    every_hours=st.sampled_from([1, 2, 3, 4, 6, 8, 12, 24]),
)


@given(TIMINGS, ZONES, DAYS, st.integers(0, 20))
def test_keys_are_once_each_and_the_same_in_every_zone(timing, zone, first, length):
    last = first + timedelta(days=length)
    found = list(slots(timing, zone, first, last))

    assert len({slot.key for slot in found}) == len(found)
    assert [slot.key for slot in found] == [slot.key for slot in slots(timing, WIB, first, last)]
    assert all(slot.start <= slot.end for slot in found)


@given(TIMINGS.filter(lambda timing: timing.rhythm != Rhythm.ONCE), DAYS, st.integers(0, 20), st.integers(0, 20))
def test_a_longer_window_keeps_every_slot_of_a_shorter_one(timing, first, length, more):
    short = {slot.key for slot in slots(timing, WITA, first, first + timedelta(days=length))}
    long = {slot.key for slot in slots(timing, WITA, first, first + timedelta(days=length + more))}

    assert short <= long
