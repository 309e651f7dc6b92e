import pytest

from desk.situation.destinations import SituationDestination
from tests.factories import people, regions
from tests.factories.submitted import SENT_AT, submitted, whole

BOARD = "/posko/situasi/"


@pytest.fixture
def operator(db, client):
    regions.make_regions()
    user = people.operator()
    client.force_login(user)
    return user


def told(region, situation, *, state="accepted", hour=1, nil=False):
    report = whole(general_condition="Tahapan berjalan lancar.", **({"nil": True} if nil else {"situation": situation}))
    SituationDestination().receive(submitted(report, region=region, state=state, sent_at=SENT_AT.replace(hour=hour)))


def unit(response, code):
    return next(unit for unit in response.context["units"] if unit.region.code == code)


def test_the_latest_accepted_situation_of_each_unit_counts(client, operator):
    told("32.71.01", "kondusif", hour=1)
    told("32.71.01", "terganggu", hour=2)
    told("32.71.02", "kondusif", hour=1)
    told("32.71.02", "terganggu", hour=3, state="sent")

    response = client.get(BOARD)

    south, east = unit(response, "32.71.01"), unit(response, "32.71.02")
    assert (south.key, south.trend) == ("terganggu", "Memburuk")
    assert (east.key, east.waiting.situation) == ("kondusif", "terganggu")
    assert {key: count for key, _look, count in response.context["totals"]} == {
        "kondusif": 1,
        "perlu_perhatian": 0,
        "terganggu": 1,
        "nihil": 0,
        "menunggu": 0,
        "belum": 0,
    }


@pytest.mark.parametrize(
    ("steps", "trend"),
    [
        (["kondusif"], ""),
        (["terganggu", "perlu_perhatian"], "Membaik"),
        (["kondusif", "kondusif"], "Tetap"),
        (["terganggu", "nihil"], "Membaik"),
    ],
)
def test_the_trend_compares_the_last_two_accepted(client, operator, steps, trend):
    for hour, step in enumerate(steps):
        told("32.71.01", step, hour=hour, nil=step == "nihil")

    assert unit(client.get(BOARD), "32.71.01").trend == trend


def test_units_that_only_sent_and_units_that_did_not_are_told_apart(client, operator):
    told("32.71.01", "kondusif", state="sent")

    response = client.get(BOARD)

    assert (unit(response, "32.71.01").key, unit(response, "32.71.02").key) == ("menunggu", "belum")


def test_each_figure_leads_to_its_units(client, operator):
    told("32.71.01", "terganggu")

    response = client.get(BOARD, {"situasi": "terganggu"})

    assert [unit.region.code for unit in response.context["units"]] == ["32.71.01"]


def test_another_regions_situation_is_not_shown(client, operator):
    told("33.74.01", "terganggu")

    assert {unit.region.code for unit in client.get(BOARD).context["units"]} == {"32.71.01", "32.71.02"}
    assert client.get(BOARD, {"wilayah": "33.74"}).status_code == 404


def test_officers_get_no_board_and_strangers_sign_in(client, db):
    regions.bogor()
    assert client.get(BOARD).status_code == 302

    client.force_login(people.officer())

    assert client.get(BOARD).status_code == 404


@pytest.mark.parametrize("reports", [1, 8])
def test_the_number_of_queries_does_not_grow(client, operator, reports, django_assert_max_num_queries):
    for hour in range(reports):
        told("32.71.01", "kondusif", hour=hour)
        told("32.71.02", "kondusif", hour=hour, state="sent")

    with django_assert_max_num_queries(11):
        client.get(BOARD)
