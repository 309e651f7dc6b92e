from datetime import UTC, date, datetime, timedelta

import pytest

from desk.calendar.selectors import countdown, current_stage, election_of, elections_of, next_stage, running_stages
from desk.calendar.services import create_election
from desk.regions.models import Region
from tests.factories import regions

pytestmark = pytest.mark.django_db

VOTING_DAY = date(2024, 11, 27)


@pytest.fixture
def both():
    """The mayor's and the governor's election of one day, and an older one of the city."""
    city = regions.bogor()
    older = create_election(key="walikota-2018", name="Pilwalkot 2018", region=city, voting_day=date(2018, 6, 27))
    governor = create_election(key="gubernur", name="Pilgub", region=Region.objects.get(code="32"), voting_day=VOTING_DAY)
    mayor = create_election(key="walikota", name="Pilwalkot", region=city, voting_day=VOTING_DAY)
    return {"older": older, "governor": governor, "mayor": mayor}


@pytest.mark.parametrize(
    ("region", "today", "key"),
    [
        ("32.71.01.1001", date(2024, 11, 18), "mayor"),
        ("32.71", VOTING_DAY, "mayor"),
        ("32", date(2024, 11, 18), "governor"),
        ("32.71", date(2024, 12, 1), "mayor"),
        ("32.71", date(2018, 6, 1), "older"),
    ],
)
def test_the_clock_of_a_region_is_set_by_the_nearest_upcoming_election(region, today, key, both, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert election_of(region, today) == both[key]


def test_an_upcoming_election_above_comes_before_a_past_one_of_the_own(both):
    both["mayor"].delete()

    assert election_of("32.71.01", date(2024, 11, 18)) == both["governor"]


def test_another_province_has_no_election_here(both):
    regions.semarang()

    assert election_of("33.74", VOTING_DAY) is None
    assert elections_of("33.74") == []


def test_elections_of_a_village_are_the_city_s_and_the_province_s(both):
    assert elections_of("32.71.01.1001") == [both["older"], both["mayor"], both["governor"]]


@pytest.mark.parametrize(
    ("today", "stage", "upcoming"),
    [
        (date(2024, 11, 18), "campaign", "quiet_period"),
        (date(2024, 11, 24), "quiet_period", "counting"),
        (VOTING_DAY, "voting", "recap_district"),
        (date(2024, 11, 30), "recap_province", "inauguration"),
        (date(2025, 1, 15), None, "inauguration"),
        (date(2025, 3, 1), None, None),
    ],
)
def test_the_current_stage_is_the_one_that_began_last(today, stage, upcoming, both):
    found, following = current_stage(both["mayor"], today), next_stage(both["mayor"], today)

    assert (found and found.key) == stage
    assert (following and following.starts_on) == (upcoming and both["mayor"].stages.get(key=upcoming).starts_on)


def test_running_stages_are_those_of_the_day(both):
    assert [stage.key for stage in running_stages(both["mayor"], date(2024, 11, 16))] == ["observers", "campaign"]


@pytest.mark.parametrize(
    ("now", "days", "label", "is_open"),
    [
        (datetime(2024, 11, 17, 17, 30, tzinfo=UTC), 9, "9 hari lagi", False),  # 18 November 00.30 WIB
        (datetime(2024, 11, 26, 16, 59, tzinfo=UTC), 1, "Besok", False),
        (datetime(2024, 11, 27, 0, 0, tzinfo=UTC), 0, "Hari ini", True),  # 07.00 WIB
        (datetime(2024, 11, 27, 6, 0, tzinfo=UTC), 0, "Hari ini", False),  # 13.00 WIB
        (datetime(2024, 11, 30, 3, 0, tzinfo=UTC), -3, "3 hari yang lalu", False),
    ],
)
def test_the_countdown_follows_the_local_day_and_the_polls_hours(now, days, label, is_open, both):
    found = countdown(both["mayor"], now)

    assert (found.days, found.label, found.polls_are_open) == (days, label, is_open)


def test_the_remaining_time_ends_when_the_polls_of_the_own_zone_open():
    election = create_election(key="samarinda", name="Pilwalkot", region=regions.samarinda(), voting_day=VOTING_DAY)

    assert countdown(election, datetime(2024, 11, 26, 22, 0, tzinfo=UTC)).remaining == timedelta(hours=1)
    assert countdown(election, datetime(2024, 11, 28, tzinfo=UTC)).remaining == timedelta()
