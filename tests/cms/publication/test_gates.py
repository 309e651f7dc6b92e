"""What the law keeps in, minute by minute: quiet period, embargo and results, on the clock of the election's region."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cms.publication.gates import Outgoing, refusals
from desk.calendar.services import create_election
from desk.regions.models import Level
from tests.factories import regions

pytestmark = pytest.mark.django_db

WIB, WITA, WIT = (ZoneInfo(f"Asia/{place}") for place in ("Jakarta", "Makassar", "Jayapura"))
VOTING_DAY = date(2024, 11, 27)  # the quiet period of its standard calendar: 24 to 26 November
SECOND = timedelta(seconds=1)
FIRST_DAY, DAY_AFTER = (2024, 11, 24), (2024, 11, 27)


def make(region, name="Pilwalkot", voting_day=VOTING_DAY):
    return create_election(key=f"pilkada-{region.code.replace('.', '-')}", name=name, region=region, voting_day=voting_day)


def jayapura():
    regions.region("91", "Papua", Level.PROVINCE, timezone="Asia/Jayapura")
    return regions.region("91.71", "Kota Jayapura", Level.CITY, timezone="Asia/Jayapura")


CITIES = {"WIB": (regions.bogor, WIB), "WITA": (regions.samarinda, WITA), "WIT": (jayapura, WIT)}


@pytest.mark.parametrize(
    ("day", "apart", "open_"),
    [
        (FIRST_DAY, -SECOND, True),
        (FIRST_DAY, timedelta(), False),
        ((2024, 11, 25), timedelta(hours=12), False),
        (DAY_AFTER, -SECOND, False),
        (DAY_AFTER, timedelta(), True),
    ],
)
@pytest.mark.parametrize("zone", CITIES)
def test_the_quiet_period_begins_and_ends_at_midnight_of_the_region(zone, day, apart, open_):
    city, clock = CITIES[zone]
    region = city()
    make(region)

    reasons = refusals(Outgoing(region_code=region.code), datetime(*day, tzinfo=clock) + apart)

    assert (not reasons) == open_
    assert all(f"sampai Rabu, 27 November 2024, 00.00 {zone}" in reason for reason in reasons)


QUIET = datetime(2024, 11, 25, 12, tzinfo=WIB)


@pytest.mark.parametrize(
    ("page", "election", "open_"),
    [
        ("32.71", "32.71", False),
        ("32.71.01", "32.71", False),  # the kecamatan votes for the city
        ("32.71.01", "32", False),  # and for the province
        ("32", "32.71", True),  # the province's page does not follow a single city
        ("33.74", "32.71", True),
        (None, "32.71", False),  # without a region every election of the installation counts
    ],
)
def test_a_gate_follows_the_elections_that_the_people_of_the_pages_region_vote_in(page, election, open_):
    regions.make_regions()
    make(regions.region(election, "", ""))

    assert (not refusals(Outgoing(region_code=page), QUIET)) == open_


@pytest.mark.parametrize(
    ("outgoing", "open_"),
    [
        (Outgoing(), False),
        (Outgoing(service=True), True),
        (Outgoing(withdrawal=True), True),
        (Outgoing(withdrawal=True, results=True), True),
        (Outgoing(results=True), False),
        (Outgoing(service=True, results=True), False),
    ],
)
def test_in_the_quiet_period_only_service_information_and_withdrawals_go_out(outgoing, open_):
    make(regions.bogor())

    assert (not refusals(outgoing, QUIET)) == open_


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (datetime(2024, 11, 27, 14, 59, 59, tzinfo=WIB), False),
        (datetime(2024, 11, 27, 15, 0, tzinfo=WIB), True),
        (datetime(2024, 11, 27, 15, 59, 59, tzinfo=WITA), False),
        (datetime(2024, 11, 27, 16, 0, tzinfo=WITA), True),
        (datetime(2024, 11, 27, 17, 0, tzinfo=WIT), True),
        (datetime(2024, 11, 27, 16, 59, 59, tzinfo=WIT), False),
        (datetime(2024, 11, 28, 0, 0, tzinfo=WIT), True),
    ],
)
@pytest.mark.parametrize("zone", CITIES)
def test_results_go_out_from_three_in_western_indonesia_everywhere(zone, moment, open_):
    region = CITIES[zone][0]()
    make(region)

    reasons = refusals(Outgoing(results=True, region_code=region.code), moment)

    assert (not reasons) == open_
    assert all("mulai Rabu, 27 November 2024, 15.00 WIB" in reason for reason in reasons)


def test_results_of_a_region_without_an_election_stay_in():
    regions.make_regions()
    make(regions.bogor())

    [reason] = refusals(Outgoing(results=True, region_code="33.74"), datetime(2024, 12, 1, tzinfo=WIB))

    assert "Belum ada pemilihan yang terdaftar" in reason


@pytest.mark.parametrize(("apart", "open_"), [(-SECOND, False), (timedelta(), True), (SECOND, True)])
def test_an_embargo_ends_to_the_second(apart, open_):
    until = datetime(2024, 11, 20, 10, 0, tzinfo=WIB)

    reasons = refusals(Outgoing(embargo_until=until), until + apart)

    assert (not reasons) == open_


def test_every_reason_is_told_at_once():
    make(regions.bogor())
    until = QUIET + timedelta(days=2)

    reasons = refusals(Outgoing(embargo_until=until), QUIET)

    assert len(reasons) == 2
    assert "embargo" in reasons[0]
    assert "Masa tenang" in reasons[1]


def test_two_elections_of_one_day_tell_each_its_own_name():
    make(regions.bogor(), "Pilwalkot Bogor")
    make(regions.region("32", "", ""), "Pilgub Jawa Barat")

    reasons = refusals(Outgoing(region_code="32.71.01"), QUIET)

    assert ["Pilwalkot Bogor" in reasons[0], "Pilgub Jawa Barat" in reasons[1], len(reasons)] == [True, True, 2]
