"""Nihil in two taps and one sentence: offered where one sentence is enough, sent and refused like any report."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from desk.people.models import User
from desk.people.scope import scope_of
from desk.reporting.models import Entry
from desk.reporting.selectors.filling import context_for
from desk.reporting.selectors.nil import short_way
from tests.factories import duties, forms, people, regions
from tests.forms_config.packs.samples import pack

pytestmark = pytest.mark.django_db
NIL = forms.question("yes_no", "is_nil", required="always")
CONDITION = forms.question("long_text", "kondisi", label="Kondisi umum", required="always", min_length=20)
TROUBLED = {"match": "all", "rules": [{"question": "is_nil", "op": "eq", "value": False}]}
STORY = forms.question("long_text", "uraian", label="Uraian", required="always", shown_if=TROUBLED)
SENTENCE = "Situasi aman dan terkendali di semua kelurahan."


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def owe(officer, now):
    def make(*questions, **more):
        form = forms.publish(*questions)
        return duties.owe(form, "32.71.01", **{"opens_at": now - timedelta(days=1), "due_at": now + timedelta(hours=2)} | more)

    return make


@pytest.fixture
def door(client, officer):
    client.force_login(officer)
    return client


def address(duty):
    return reverse("reporting:nil", args=[duty.pk])


def posted(page, **answers):
    """The controls of the page with what was typed into it."""
    hidden = page.context["short"].raw
    uuid = str(page.context["uuid"])
    return {**hidden, "entry": uuid, "submission": uuid, "action": "send", **answers}


@pytest.mark.parametrize(
    ("questions", "offered"),
    [
        ((NIL, CONDITION, STORY), True),
        ((CONDITION,), False),  # never asks
        ((NIL, STORY), False),  # nothing is left to say
        ((NIL, CONDITION, forms.question("whole_number", "jumlah", required="always")), False),  # wants more than a sentence
        ((NIL, CONDITION, forms.question("photos", "bukti", required="always", max_files=2)), False),
    ],
)
def test_it_is_offered_where_a_sentence_is_enough(door, owe, questions, offered):
    duty = owe(*questions)

    assert (address(duty) in door.get(reverse("reporting:tasks")).content.decode()) == offered
    assert door.get(address(duty)).status_code == (200 if offered else 302)


@pytest.fixture
def weekly(owe, now):
    """The starter form *Laporan mingguan*, owed by a unit that never sent one."""
    form = forms.published(pack("weekly_situation"))
    week = {"period_start": date(2024, 11, 18), "period_end": date(2024, 11, 24)}
    return duties.owe(form, "32.71.01", opens_at=now - timedelta(days=1), due_at=now + timedelta(hours=2), **week)


def test_the_weekly_starter_form_wants_one_sentence_from_the_first_report_on(door, weekly):
    page = door.get(address(weekly))

    door.post(reverse("reporting:fill_obligation", args=[weekly.pk]), posted(page, general_condition=SENTENCE))

    assert [question["key"] for question in page.context["short"].questions] == ["general_condition"]
    answers = Entry.objects.get().submissions.get().answers
    assert (answers["general_condition"], answers["signed_by"], answers["signed_position"]) == (SENTENCE, "Agus Pratama", "Petugas pelapor")


def test_it_is_signed_with_the_office_on_record_before_what_was_typed_last(door, weekly, officer, now):
    def signed():
        last = {"signed_position": "Sekretaris Camat"}
        filler, unit = User.objects.get(pk=officer.pk), scope_of(officer).units[0]
        context = context_for(unit=unit, user=filler, now=now, obligation=weekly, last_answers=last)
        return short_way(pack("weekly_situation"), context).raw["signed_position"]

    assert signed() == ["Sekretaris Camat"]
    people.services.create_person(name="Agus Pratama", region=weekly.region, position="Camat Bogor Selatan", user=officer)
    assert signed() == ["Camat Bogor Selatan"]


def test_the_sentence_makes_a_report_that_counts_as_complete_and_is_marked(door, owe):
    duty = owe(NIL, CONDITION, STORY)

    receipt = door.post(reverse("reporting:fill_obligation", args=[duty.pk]), posted(door.get(address(duty)), kondisi=SENTENCE))

    entry = Entry.objects.get()
    assert receipt["Location"] == reverse("reporting:entry", args=[entry.uuid]) + "?terkirim=1"
    assert (entry.nil, entry.obligation, entry.submissions.get().answers) == (True, duty, {"is_nil": True, "kondisi": SENTENCE})
    assert "Nihil" in door.get(reverse("reporting:history")).content.decode()


def test_sending_it_twice_sends_once(door, owe):
    duty = owe(NIL, CONDITION)
    form = posted(door.get(address(duty)), kondisi=SENTENCE)

    first, second = (door.post(reverse("reporting:fill_obligation", args=[duty.pk]), form) for _time in range(2))

    assert first["Location"] == second["Location"]
    assert Entry.objects.get().submission_count == 1


def test_a_sentence_too_short_is_kept_with_what_to_mend(door, owe):
    duty = owe(NIL, CONDITION, STORY)

    refused = door.post(reverse("reporting:fill_obligation", args=[duty.pk]), posted(door.get(address(duty)), kondisi="Aman."))

    assert refused.status_code == 422
    assert "Aman.</textarea>" in refused.content.decode() and list(refused.context["page"].reading.errors) == ["kondisi"]
    assert Entry.objects.get().draft["kondisi"] == ["Aman."]


def test_a_duty_begun_or_locked_goes_on_in_its_form(door, owe, now):
    shut = owe(NIL, CONDITION, locks_at=now - timedelta(hours=1))

    page = door.get(reverse("reporting:tasks"))

    assert door.get(address(shut)).status_code == 302
    assert [duty.pk for duty in page.context["locked"]] == [shut.pk] and not page.context["due"]
    assert "minta laporan itu dibuka kembali" in page.content.decode()
