"""Jawa Tengah: a matrix of 35 kabupaten/kota, watched by the heads of agencies."""

import io
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cms.operations.management.commands import prepare
from cms.scenarios import jateng as data
from cms.scenarios.catalogue import plan_named
from cms.scenarios.courses import Course
from cms.scenarios.services import clear_scenario
from desk.people.models import Agency, User
from desk.people.scope import scope_of
from desk.reporting.constants import RecapState
from desk.reporting.models import Recap
from tests.scenarios.board import matrix
from tests.scenarios.conftest import FULL, WEDNESDAY
from tests.scenarios.held import rows_of

pytestmark = pytest.mark.django_db
PLAN = plan_named("jateng")


def test_the_command_counts_what_the_province_holds(jateng):
    assert (jateng["regencies"], jateng["districts"], jateng["villages"]) == (35, 576, 8_563)
    assert jateng["polling_stations"] == (56_812 if FULL else 8_563)
    assert jateng["users"] == 3 + 4 + 35 + 8 + 6  # installation, posko, offices, heads of agencies, camats


def test_the_matrix_has_a_row_for_each_of_35_and_every_state_a_person_reads(jateng):
    shown = matrix("operator.jateng", "33", WEDNESDAY)
    course = Counter(data.COURSES.values())

    assert len(shown) == 35
    assert Counter(state for row in shown.values() for state in row) == {
        "due": 35,
        "on_time": 4 * 35 - sum(course.values()) + course[Course.MENDED],
        "nil": course[Course.NIL],
        "late": course[Course.LATE],
        "missing": course[Course.MISSING],
        "returned": course[Course.RETURNED],
        "sent": course[Course.WAITING],
    }
    assert len({tuple(row) for row in shown.values()}) >= 20  # rows that differ


def test_heads_of_agencies_watch_every_kabupaten_and_kota_once(jateng, client, clock):
    clock.move_to(WEDNESDAY)
    watched = [code for _key, _name, _head, codes in data.WATCHES for code in codes]
    head = User.objects.get(username="dinkes.jateng")

    client.force_login(head)

    assert watched == [writer.region for writer in data.WRITERS]
    assert scope_of(head).roots == ("33.09", "33.10", "33.11", "33.12")
    assert Agency.objects.get(key="dinkes-jateng").persons.get(leads=True).user == head
    assert "Kabupaten Klaten" in client.get(reverse("reporting:compliance"), {"wilayah": "33.10"}).text
    assert client.get(reverse("reporting:compliance"), {"wilayah": "33.13"}).status_code == 404


def test_three_recaps_are_released_and_the_last_one_is_a_draft(jateng):
    states = Recap.objects.order_by("period_start").values_list("state", flat=True)

    assert list(states) == [*[RecapState.RELEASED] * 3, RecapState.DRAFT]


def test_kota_semarang_is_refused_beside_its_province_by_a_sentence_that_names_it(jateng):
    before = rows_of(PLAN)

    with pytest.raises(CommandError, match=r"skenario jateng .* memuat wilayah yang sama. Hapus dahulu dengan 'scenario clear jateng'"):
        call_command("scenario", "load", "semarang")

    assert rows_of(PLAN) == before


def test_a_start_beside_a_province_loads_what_it_can_and_says_what_it_could_not(jateng, settings, monkeypatch):
    settings.DESK_DEMO = True
    monkeypatch.setattr(prepare, "DEMO_SCENARIOS", ("semarang",))
    told = io.StringIO()

    prepare.Command(stderr=told).load_demo()

    assert "scenario clear jateng" in told.getvalue()
    assert not User.objects.filter(username="operator.semarang").exists()


def test_clearing_leaves_nothing_of_it(jateng):
    assert clear_scenario(plan=PLAN)

    assert not any(rows_of(PLAN).values())
    assert not User.objects.filter(is_active=True).exists()
