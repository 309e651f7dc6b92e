"""Kalimantan Timur: 10 kabupaten/kota, 1,038 kelurahan and desa on the clock of WITA."""

from collections import Counter

import pytest
from django.urls import reverse

from cms.scenarios import kaltim as data
from cms.scenarios.catalogue import plan_named
from cms.scenarios.courses import Course
from cms.scenarios.services import clear_scenario
from desk.people.models import Person, User
from desk.people.scope import scope_of
from desk.regions.models import PollingStation, Region
from desk.reporting.constants import RecapState
from desk.reporting.models import Entry, Obligation, Recap, ReportingRule
from tests.scenarios.board import matrix
from tests.scenarios.conftest import WEDNESDAY
from tests.scenarios.held import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kaltim")]
PLAN = plan_named("kaltim")
WEEKS_BEHIND, WEEKS_AHEAD, DAYS = 4, 5, 11  # of the weekly rules; the daily one runs from H-7 to H+3
SHOWN = {
    Course.NIL: "nil",
    Course.LATE: "late",
    Course.MISSING: "missing",
    Course.RETURNED: "returned",
    Course.WAITING: "sent",
    Course.MENDED: "on_time",
}


def test_the_command_counts_what_the_province_holds(kaltim):
    assert {key: kaltim[key] for key in ("provinces", "regencies", "districts", "villages", "polling_stations")} == {
        "provinces": 1,
        "regencies": 10,
        "districts": 105,
        "villages": 1_038,
        "polling_stations": 6_274,
    }
    assert kaltim["users"] == 3 + 4 + 10 + 10 + 6 + 7  # installation, posko, offices, heads, camats, villages
    assert kaltim["obligations"] == (WEEKS_BEHIND + WEEKS_AHEAD) * 10 + DAYS * 10 + WEEKS_AHEAD * 1_038 + 6


@pytest.mark.parametrize(
    ("code", "stations"),
    [
        ("64.01", 485),
        ("64.02", 1447),
        ("64.03", 475),
        ("64.07", 321),
        ("64.08", 701),
        ("64.09", 293),
        ("64.11", 77),
        ("64.71", 996),
        ("64.72", 1202),
        ("64.74", 277),
    ],
)
def test_every_kabupaten_and_kota_has_its_real_number_of_polling_stations(code, stations):
    assert PollingStation.objects.subtree(code).count() == stations


def test_every_report_is_due_on_monday_at_ten_by_the_clock_of_the_province():
    due = Obligation.objects.filter(report_type__key__startswith="mingguan").values_list("due_at", "region__timezone").distinct()

    assert {zone for _due, zone in due} == {"Asia/Makassar"}
    assert {moment.strftime("%A %H:%M") for moment, _zone in due} == {"Monday 02:00"}  # UTC


def test_four_weeks_of_the_matrix_show_late_nihil_returned_waiting_and_missing_units():
    shown = matrix("operator.kaltim", "64", WEDNESDAY)
    expected = {
        writer.region: [SHOWN.get(data.COURSES.get((week, place)), "on_time") for week in (4, 3, 2, 1)] + ["due"]
        for place, writer in enumerate(data.WRITERS)
    }

    assert shown == expected
    assert {"on_time", "late", "nil", "returned", "sent", "missing", "due"} == {state for row in shown.values() for state in row}


def test_all_villages_owe_the_running_week_and_seven_of_them_were_quick():
    shown = matrix("operator.kaltim", "64", WEDNESDAY, unit="village", subject="@mingguan-desa")

    assert Counter(state for row in shown.values() for state in row) == {"due": 1_031, "sent": 7}


def test_reports_differ_in_their_words_and_name_places_of_their_own_region():
    told = [entry.submissions.latest("number").answers for entry in Entry.objects.filter(form__key="weekly_situation")]

    assert len({answers["general_condition"] for answers in told}) > len(told) / 2
    assert not any("{" in answers["general_condition"] for answers in told)
    assert not any("Panwascam" in answers["general_condition"] for answers in told)  # of a kecamatan; these are offices above


def test_three_recaps_are_released_and_the_last_one_is_a_draft():
    states = Recap.objects.order_by("period_start").values_list("state", flat=True)

    assert list(states) == [*[RecapState.RELEASED] * 3, RecapState.DRAFT]


def test_the_heads_of_kabupaten_and_kota_are_whom_to_call(client, clock):
    clock.move_to(WEDNESDAY)
    client.force_login(User.objects.get(username="operator.kaltim"))
    heads = Person.objects.filter(leads=True, region__level__in=("regency", "city"))

    page = client.get(reverse("reporting:reminders"))

    assert heads.count() == 10
    assert "Sekretaris Daerah Kabupaten Mahakam Ulu" in page.text
    assert scope_of(User.objects.get(username="sekda.kab.mahakamulu")).roots == ("64.11",)


def test_units_that_an_admin_chose_for_a_rule_are_cleared_with_it():
    rule = ReportingRule.objects.first()
    rule.regions.add("64.01", "64.02")

    assert clear_scenario(plan=PLAN)

    assert not ReportingRule.regions.through.objects.exists()


def test_clearing_leaves_nothing_of_it_but_the_official_list():
    assert clear_scenario(plan=PLAN)

    assert not any(rows_of(PLAN).values())
    assert not User.objects.filter(is_active=True).exists()
    assert Region.objects.subtree("64").count() == 1 + 10 + 105 + 1_038
