from datetime import UTC, date, datetime

import pytest
from wagtail.models import ModelLogEntry

from desk.calendar.constants import LOG_VOTING_DAY_MOVED
from desk.calendar.errors import ElectionKeyTaken, VotingDayPassed, VotingDayTooEarly, WrongStage
from desk.calendar.models import Election, Stage
from desk.calendar.services import StagePlan, create_election, move_voting_day, plan_move, set_stages, standard_stages
from tests.factories import regions

pytestmark = pytest.mark.django_db

VOTING_DAY = date(2024, 11, 27)
NOON_18_NOVEMBER = datetime(2024, 11, 18, 5, tzinfo=UTC)


def mayor(**changes):
    values = {"key": "walikota-bogor", "name": "Pemilihan Wali Kota Bogor", "region": regions.bogor(), "voting_day": VOTING_DAY}
    return create_election(**{**values, **changes})


def dates(election):
    return {stage.key: (stage.starts_on, stage.ends_on) for stage in election.stages.all()}


def test_the_standard_stages_of_27_november_2024_are_those_of_the_regulation():
    stages = dates(mayor())

    assert stages["campaign"] == (date(2024, 9, 25), date(2024, 11, 23))
    assert stages["quiet_period"] == (date(2024, 11, 24), date(2024, 11, 26))
    assert stages["voting"] == (VOTING_DAY, VOTING_DAY)
    assert stages["recap_district"] == (date(2024, 11, 28), date(2024, 12, 3))
    assert stages["inauguration"] == (date(2025, 2, 20), date(2025, 2, 20))


def test_another_voting_day_keeps_the_distances():
    quiet = next(plan for plan in standard_stages(date(2029, 6, 13)) if plan.key == "quiet_period")

    assert (quiet.starts_on, quiet.ends_on) == (date(2029, 6, 10), date(2029, 6, 12))


def test_creating_the_same_election_again_gives_the_same_row():
    assert mayor() == mayor()
    assert (Election.objects.count(), Stage.objects.count()) == (1, 18)


def test_a_key_of_another_election_is_refused():
    mayor()

    with pytest.raises(ElectionKeyTaken, match="walikota-bogor"):
        mayor(name="Pemilihan Gubernur")


def test_stages_become_exactly_what_is_given():
    election = mayor(
        stages=[StagePlan("campaign", "Kampanye", date(2024, 9, 25), date(2024, 11, 23)), StagePlan("old", "Lama", VOTING_DAY, VOTING_DAY)]
    )
    plans = [
        StagePlan("campaign", "Masa kampanye", date(2024, 9, 26), date(2024, 11, 23)),
        StagePlan("voting", "Pemungutan suara", VOTING_DAY, VOTING_DAY),
    ]

    set_stages(election=election, stages=plans)
    logged = ModelLogEntry.objects.count()
    set_stages(election=election, stages=plans)

    assert [(stage.key, stage.name, stage.starts_on) for stage in election.stages.all()] == [
        ("campaign", "Masa kampanye", date(2024, 9, 26)),
        ("voting", "Pemungutan suara", VOTING_DAY),
    ]
    assert ModelLogEntry.objects.count() == logged


@pytest.mark.parametrize(
    "stages",
    [
        [StagePlan("voting", "Pemungutan suara", VOTING_DAY, date(2024, 11, 26))],
        [StagePlan("voting", "Pemungutan suara", VOTING_DAY, VOTING_DAY)] * 2,
    ],
)
def test_a_stage_that_cannot_be_is_refused_and_nothing_changes(stages):
    election = mayor()

    with pytest.raises(WrongStage, match="Pemungutan suara"):
        set_stages(election=election, stages=stages)

    assert election.stages.count() == 18


def test_moving_voting_day_moves_what_lies_ahead_and_never_the_past():
    election = mayor()
    before = dates(election)

    moved = move_voting_day(election=election, voting_day=date(2024, 12, 4), now=NOON_18_NOVEMBER)

    election.refresh_from_db()
    after = dates(election)
    assert election.voting_day == date(2024, 12, 4)
    assert after["committees"] == before["committees"]  # over since 5 November
    assert after["campaign"] == (date(2024, 9, 25), date(2024, 11, 30))  # running: keeps its start
    assert after["quiet_period"] == (date(2024, 12, 1), date(2024, 12, 3))
    assert {move.stage.key for move in moved} == {key for key in after if after[key] != before[key]}
    assert ModelLogEntry.objects.filter(action=LOG_VOTING_DAY_MOVED).count() == 1


def test_moving_earlier_puts_nothing_before_today():
    election = mayor()

    move_voting_day(election=election, voting_day=date(2024, 11, 19), now=NOON_18_NOVEMBER)

    after = dates(election)
    assert after["campaign"] == (date(2024, 9, 25), date(2024, 11, 18))
    assert after["quiet_period"] == (date(2024, 11, 18), date(2024, 11, 18))
    assert after["voting"] == (date(2024, 11, 19), date(2024, 11, 19))


def test_a_plan_says_what_would_move_and_changes_nothing():
    election = mayor()
    before = dates(election)

    plan = plan_move(election=election, voting_day=date(2024, 12, 4), today=date(2024, 11, 18))

    assert next(move.stage.key for move in plan if move.changes) == "campaign"
    assert dates(election) == before


def test_moving_to_the_same_day_does_nothing():
    assert move_voting_day(election=mayor(), voting_day=VOTING_DAY, now=NOON_18_NOVEMBER) == []


@pytest.mark.parametrize(
    ("now", "to", "error"),
    [
        (datetime(2024, 11, 26, 17, 30, tzinfo=UTC), date(2024, 12, 4), VotingDayPassed),  # 27 November in Bogor already
        (NOON_18_NOVEMBER, date(2024, 11, 18), VotingDayTooEarly),
    ],
)
def test_voting_day_moves_only_from_and_to_the_future_of_its_region(now, to, error):
    election = mayor()

    with pytest.raises(error):
        move_voting_day(election=election, voting_day=to, now=now)

    election.refresh_from_db()
    assert election.voting_day == VOTING_DAY
