"""Between tiers: what a city owes its province is decided there, not by the city's own desk."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.reporting.constants import State
from desk.reporting.errors import DutyRefused, StepNotAllowed
from desk.reporting.models import Obligation
from desk.reporting.selectors.longest import undecided_longest
from desk.reporting.selectors.queue import waiting_for
from desk.reporting.services.duty import reopen_duty
from desk.reporting.services.review import decide, way_on
from tests.factories import people, regions, reports, rules

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 20, 1, tzinfo=UTC)


@pytest.fixture
def province():
    regions.bogor()
    desk = people.desk(regions.region("32", "Jawa Barat", "province"), short_code="JBR")
    rules.saved(now=NOW, desk=desk, tier="city")
    return desk


@pytest.fixture
def of_the_city(province):
    duty = Obligation.objects.select_related("form").filter(region_id="32.71").earliest("due_at")
    return reports.send(duty.form, people.officer(regions.bogor()), {"uraian": "Aman."}, obligation=duty, now=NOW)


def test_the_desk_that_asked_decides(of_the_city, province):
    operator = people.operator(province.region)

    assert waiting_for(operator).filter(pk=of_the_city.pk).exists()
    assert decide(entry_id=of_the_city.pk, action="accept", user=operator, now=NOW).state == State.ACCEPTED


@pytest.mark.parametrize("make", [people.operator, people.duty_officer, people.head])
def test_the_desk_of_the_unit_itself_does_not(of_the_city, make):
    own = make()

    assert not waiting_for(own).filter(pk=of_the_city.pk).exists()
    assert way_on(of_the_city, own).hindrance.endswith("di Desk Pilkada Jawa Barat.")
    with pytest.raises(StepNotAllowed):
        decide(entry_id=of_the_city.pk, action="accept", user=own, now=NOW)


def test_it_does_not_open_its_own_locked_duty_again_either(province):
    people.operator()
    duty = Obligation.objects.filter(region_id="32.71").earliest("due_at")
    Obligation.objects.filter(pk=duty.pk).update(locks_at=NOW - timedelta(hours=1))
    asked = {"obligation_id": duty.pk, "until": NOW + timedelta(days=1), "reason": "Banjir.", "now": NOW}

    with pytest.raises(DutyRefused, match="Peran Anda"):
        reopen_duty(user=people.operator(), **asked)
    assert reopen_duty(user=people.operator(province.region), **asked).reopened_until is not None


def test_what_waits_longest_says_at_which_desk(of_the_city, province):
    at_home, above = (undecided_longest(people.operator(region), region) for region in (regions.bogor(), province.region))

    assert [one.desk for one in at_home] == ["Desk Pilkada Jawa Barat"]
    assert [one.desk for one in above] == [""]
