"""A rung that falls before its duty opens waits for the opening, and is told once then."""

from datetime import UTC, datetime, time, timedelta

import pytest

from desk.notices.models import Notice
from desk.reporting.constants import Audience, Reminded, Rhythm
from desk.reporting.models import Obligation, Reminder, ReminderLadder, ReminderStep
from desk.reporting.services.reminding import remind
from tests.factories import people, regions, rules

pytestmark = pytest.mark.django_db
SAVED = datetime(2024, 11, 24, 1, tzinfo=UTC)
OPENS = datetime(2024, 11, 25, 17, tzinfo=UTC)  # Tuesday 00.00 WIB
DUE = datetime(2024, 11, 26, 3, tzinfo=UTC)  # Tuesday 10.00 WIB
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def officer():
    regions.make_regions()
    return people.officer()


def daily(*rungs, now=SAVED):
    """A daily report, due at 10.00 of its own day, and a ladder for the unit of these minutes."""
    ladder = ReminderLadder.objects.create(name="Tangga")
    ReminderStep.objects.bulk_create(ReminderStep(ladder=ladder, minutes=minutes, audience=Audience.UNIT) for minutes in rungs)
    return rules.saved(now=now, ladder=ladder, rhythm=Rhythm.DAILY, due_time=time(10), starts_on=datetime(2024, 11, 26, tzinfo=UTC).date())


def told(officer):
    return Notice.objects.filter(user=officer).count()


def outcomes():
    rows = Reminder.objects.filter(obligation__region_id="32.71.01", obligation__due_at=DUE)
    return sorted(rows.values_list("minutes", "outcome"))


def test_nothing_is_told_before_the_period_begins(officer):
    daily(-1440)

    for hours in range(25):
        remind(OPENS - MINUTE - hours * HOUR)

    assert (told(officer), outcomes()) == (0, [])


def test_at_the_opening_it_is_told_once(officer):
    daily(-1440)

    for minutes in range(0, 60, 5):
        remind(OPENS + minutes * MINUTE)

    assert (told(officer), outcomes()) == (1, [(-1440, Reminded.TOLD)])


def test_of_several_early_rungs_the_last_is_told_and_the_others_are_passed_over(officer):
    daily(-2880, -1440, -720, -60)

    remind(OPENS)
    remind(OPENS + 5 * MINUTE)
    assert (told(officer), outcomes()) == (
        1,
        [(-2880, Reminded.PASSED_OVER), (-1440, Reminded.PASSED_OVER), (-720, Reminded.TOLD)],
    )

    remind(DUE - HOUR)
    assert told(officer) == 2


def test_a_duty_made_after_a_rung_is_told_of_when_it_is_there(officer):
    daily(-60, now=DUE - 30 * MINUTE)
    assert Obligation.objects.filter(due_at=DUE).count() == 2

    remind(DUE - 25 * MINUTE)
    remind(DUE - 20 * MINUTE)

    assert (told(officer), outcomes()) == (1, [(-60, Reminded.TOLD)])
