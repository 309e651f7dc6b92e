"""A place in the ledger (type, unit, period) holds one duty, whichever rule comes upon it and when."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from desk.reporting.models import Obligation
from desk.reporting.services import rules as services
from tests.factories import people, reports, rules

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 20, 1, tzinfo=UTC)  # Wednesday, 08.00 WIB
TUESDAY = datetime(2024, 11, 26, 1, tzinfo=UTC)  # the first Monday is over


@pytest.fixture
def rule():
    return rules.saved(now=NOW)


def test_a_new_rule_takes_over_what_an_ended_one_left(rule):
    services.end_rule(rule=rule, user=None, now=TUESDAY)
    other = rules.rule(name="Lain", due_time=time(14))

    told = services.preview(other, now=TUESDAY)
    services.save_rule(rule=other, user=None, now=TUESDAY)

    assert (len(told.change.new), told.change.moved_count) == (0, 6)
    owed = Obligation.objects.filter(cancelled_at=None, due_at__gt=TUESDAY)
    assert {(duty.rule_id, duty.due_at.hour) for duty in owed} == {(other.pk, 7)}
    assert sorted({duty.due_at.date() for duty in owed}) == [date(2024, 12, 2), date(2024, 12, 9), date(2024, 12, 16)]
    assert Obligation.objects.filter(rule=rule).count() == 2


def test_what_was_answered_under_the_ended_rule_is_not_owed_again(rule):
    duty = Obligation.objects.select_related("form").filter(region_id="32.71.01").earliest("due_at")
    reports.send(duty.form, people.officer(), {"uraian": "Aman."}, obligation=duty, now=NOW)
    services.end_rule(rule=rule, user=None, now=NOW)

    other = rules.saved(now=NOW, name="Lain", due_time=time(14))

    assert Obligation.objects.filter(rule=other, cancelled_at=None).count() == 7
    assert Obligation.objects.get(pk=duty.pk).due_at == duty.due_at


def test_a_due_time_moved_beyond_one_that_is_over_makes_nothing_again(rule):
    an_hour_after = datetime(2024, 11, 25, 4, tzinfo=UTC)
    rule.due_time = time(14)

    told = services.preview(rule, now=an_hour_after)

    assert (len(told.change.new), told.change.moved_count) == (0, 6)


@pytest.mark.parametrize("weeks", [1, 50])
def test_duties_of_all_units_and_weeks_are_made_by_one_statement(weeks, django_assert_max_num_queries):
    made = rules.rule(tier="village", ends_on=None, starts_on=date(2024, 11, 25))
    made.ends_on = made.starts_on + timedelta(weeks=weeks - 1)

    with django_assert_max_num_queries(18) as captured:
        services.save_rule(rule=made, user=None, now=NOW)

    assert Obligation.objects.count() == 3 * weeks
    assert sum("INSERT INTO reporting_obligation" in query["sql"] for query in captured) == 1
