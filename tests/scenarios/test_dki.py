"""DKI Jakarta: six posko gather from 44 kecamatan, and what they release is what they owe the province."""

from collections import Counter

import pytest

from cms.scenarios import dki as data
from cms.scenarios.catalogue import plan_named
from cms.scenarios.courses import Course
from cms.scenarios.services import clear_scenario
from desk.people.models import Desk, User
from desk.people.scope import scope_of
from desk.regions.models import Region
from desk.reporting.constants import RecapState
from desk.reporting.models import Entry, Obligation, Recap, RecapRelease
from desk.reporting.selectors.reminding import absent_duties, absent_units
from tests.scenarios.board import matrix
from tests.scenarios.conftest import WEDNESDAY
from tests.scenarios.held import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dki")]
PLAN = plan_named("dki")
CITIES = [city.code for city in data.CITIES]
SHOWN = {Course.LATE: "late", Course.MISSING: "missing", Course.RETURNED: "returned", Course.WAITING: "sent"}


def test_the_command_counts_what_the_province_holds(dki):
    assert (dki["regencies"], dki["districts"], dki["villages"], dki["polling_stations"]) == (6, 44, 267, 14_835)
    assert dki["users"] == 3 + 7 * 4 + 6 + 44  # installation, seven posko, offices, camats


def test_one_posko_stands_above_six():
    assert Desk.objects.count() == 1 + 6
    assert scope_of(User.objects.get(username="operator.dki")).roots == ("31",)
    assert scope_of(User.objects.get(username="ketua.jakartabarat")).roots == ("31.73",)


def test_the_province_sees_late_nihil_returned_waiting_and_missing_cities():
    expected = {
        code: [SHOWN.get(data.COURSES.get((week, place)), "on_time") for week in (4, 3, 2, 1)] + ["due"]
        for place, code in enumerate(CITIES)
    }
    expected["31.01"][1] = "nil"  # both of its kecamatan had nothing to tell

    assert matrix("operator.dki", "31", WEDNESDAY) == expected


def test_a_city_sees_its_own_kecamatan_and_what_became_of_them():
    shown = matrix("operator.jakartapusat", "31.71", WEDNESDAY, unit="district")

    assert list(shown) == [f"31.71.{number:02d}" for number in range(1, 9)]
    assert Counter(state for row in shown.values() for state in row[:-1]) == {
        "on_time": 4 * 8 - 6,
        "nil": 2,
        "late": 1,
        "missing": 1,
        "sent": 1,
        "returned": 1,
    }


def test_a_camat_who_files_and_leads_is_to_be_called_once():
    absent = absent_units(absent_duties(User.objects.get(username="operator.jakartapusat"), Region.objects.get(code="31.71"), WEDNESDAY))

    assert [(one.unit.name, [person.name for person in one.people]) for one in absent] == [("Kecamatan Johar Baru", ["Eko Triwahono"])]


def test_every_report_of_a_city_is_the_release_of_its_recap():
    sent = Entry.objects.filter(region__in=CITIES, form__key="weekly_situation")
    released = {release.recap.obligation_id for release in RecapRelease.objects.filter(recap__region__in=CITIES).select_related("recap")}

    assert sent.count() == 4 * 6 - 2  # two recaps were never released
    assert {entry.obligation_id for entry in sent} == released
    assert Recap.objects.filter(region__in=CITIES, state=RecapState.ACCEPTED).count() == 2


def test_the_province_s_recaps_gather_the_cities():
    recaps = Recap.objects.filter(desk__code="desk-dki").order_by("period_start")
    gathered = [areas[1] for areas in recaps[0].releases.get().content["areas"]]

    assert [recap.state for recap in recaps] == [*[RecapState.RELEASED] * 3, RecapState.DRAFT]
    assert gathered == [city.title for city in data.CITIES]
    assert not Obligation.objects.filter(region="31").exists()


def test_clearing_leaves_nothing_of_it():
    assert clear_scenario(plan=PLAN)

    assert not any(rows_of(PLAN).values())
    assert not User.objects.filter(is_active=True).exists()
