"""What goes wrong between opening a form and its receipt: retired, cancelled, repeated, forged. Nothing typed is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from desk.incidents.models import Incident
from desk.reporting.models import AnswerValue, Attachment, Entry, Submission
from forms_config.services import retire_form
from tests.factories import duties, forms, people, regions, reports
from tests.reporting.test_lapor_form import HOW_MANY, WHO, controls, new, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def form(officer):
    return forms.publish(WHO, HOW_MANY)


@pytest.fixture
def door(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def duty(form, now):
    return duties.owe(form, "32.71.01", opens_at=now, due_at=now + timedelta(hours=2))


def duty_address(duty):
    return reverse("reporting:fill_obligation", args=[duty.pk])


def test_a_draft_of_a_form_that_was_retired_is_still_corrected_and_its_typing_kept(door, form, officer):
    typed = controls(nama="Rani", jumlah="12")
    address = door.post(new(form), typed | {"action": "draft"})["Location"].split("#")[0]
    retire_form(form=form, by=officer)

    answer = door.post(address, typed | {"revision": "1", "jumlah": "400"})

    assert answer.status_code == 422
    assert Entry.objects.get().draft["jumlah"] == ["400"]


def test_a_form_retired_while_somebody_typed_gives_the_typing_back(door, form, officer):
    retire_form(form=form, by=officer)

    answer = door.post(new(form), controls(nama="Rani Puspa", jumlah="12"))

    assert answer.status_code == 409
    assert "tidak dibuka untuk laporan baru" in answer.content.decode()
    assert "Rani Puspa" in answer.content.decode()


def test_a_duty_cancelled_while_somebody_typed_says_so_and_gives_the_typing_back(door, duty, now):
    typed = controls(nama="Rani Puspa", jumlah="12")
    door.post(duty_address(duty), typed | {"action": "draft"})
    duty.cancelled_at = now
    duty.save()

    sent, opened = door.post(duty_address(duty), typed | {"revision": "1"}), door.get(duty_address(duty))

    assert (sent.status_code, opened.status_code) == (409, 409)
    assert "sudah dibatalkan" in sent.content.decode() and "sudah dibatalkan" in opened.content.decode()
    assert "Rani Puspa" in sent.content.decode()
    assert not Submission.objects.exists()


def test_a_sending_with_photos_repeated_word_for_word_gets_the_first_receipt(door, officer):
    form = forms.publish(WHO, forms.question("photos", "foto"))
    typed = controls(nama="Rani")

    first = door.post(new(form), typed | {"foto": photo()})
    second = door.post(new(form), typed | {"foto": photo()})

    assert (second.status_code, second["Location"]) == (303, first["Location"])
    assert Attachment.objects.count() == 1


def test_a_late_answer_is_late_by_whatever_address_it_is_sent(door, duty, clock):
    typed = controls(nama="Rani", jumlah="12")
    door.post(duty_address(duty), typed | {"action": "draft"})
    clock.shift(timedelta(hours=3))

    door.post(new(duty.form), {name: value for name, value in typed.items() if name != "revision"})

    assert Submission.objects.get().late


@pytest.mark.parametrize("text", ["9" * 5000, "\u00b2", "12\u00b2"])
def test_a_number_that_python_cannot_read_is_refused_in_words(door, form, text):
    answer = door.post(new(form), controls(nama="Rani", jumlah=text) | {"version": text[:3]})

    assert answer.status_code == 422
    assert "harus berupa angka bulat" in answer.content.decode()


def test_rows_beyond_the_limit_are_counted_and_not_read(door, officer):
    rows = forms.question("repeat", "baris", questions=[forms.question("short_text", "isi")], min_rows=0, max_rows=3, row_label="")
    form = forms.publish(rows)

    answer = door.post(new(form), controls() | {f"baris-{number}-isi": "x" for number in (0, 1, 2, 7, 9)})

    assert answer.status_code == 422
    assert "paling banyak 3 baris. Anda mengisi 5" in answer.content.decode()


KIND, SEVERITY = ({"key": key, "label": key} for key in ("lainnya", "rendah"))
TELLS_OF_INCIDENTS = [
    {"key": "incident", "rows": None, "map": {"kind": "jenis", "title": "judul", "occurred_at": "kapan", "severity": "tingkat"}}
]
INCIDENT = (
    forms.question("one_choice", "jenis", choices=[KIND]),
    forms.question("long_text", "judul"),
    forms.question("datetime", "kapan"),
    forms.question("one_choice", "tingkat", choices=[SEVERITY]),
)
TOLD = {"jenis": "lainnya", "judul": "Spanduk roboh", "kapan": "2024-11-20T08:00", "tingkat": "rendah"}


def test_a_text_longer_than_its_column_is_cut_in_the_row_and_whole_in_the_report(officer):
    form = forms.publish(*INCIDENT, destinations=TELLS_OF_INCIDENTS)

    report = reports.send(form, officer, TOLD | {"judul": "x" * 900})

    assert (len(Incident.objects.get().title), len(report.submissions.get().answers["judul"])) == (250, 900)
    assert not report.handover_failed


def test_a_correction_on_a_version_that_feeds_no_incidents_withdraws_what_was_told(officer):
    form = forms.publish(*INCIDENT, destinations=TELLS_OF_INCIDENTS)
    report = reports.send_back(reports.send(form, officer, TOLD), people.operator())
    form = forms.publish(*INCIDENT)

    reports.send(form, officer, TOLD, entry=report)

    assert Incident.objects.get().withdrawn_at is not None


def test_a_result_too_large_for_a_column_of_numbers_is_kept_as_text(officer):
    shares = forms.question(
        "computed",
        "bagian",
        formula={"op": "percent", "part": [{"question": "banyak"}], "whole": [{"question": "sedikit"}]},
        unit="",
        places=2,
    )
    amounts = (forms.question("decimal", key, places=6, min=None, max=None) for key in ("banyak", "sedikit"))
    form = forms.publish(*amounts, shares)

    reports.send(form, officer, {"banyak": "999999999999999", "sedikit": "0,000001"})

    assert AnswerValue.objects.get(key="bagian").text == "99999999999999900000000"


def test_null_characters_are_dropped_wherever_they_are_posted(door, form, officer, client):
    assert door.post(new(form), controls(nama="Ra\x00ni", jumlah="1") | {"a\x00b": "x", "action": "draft"}).status_code == 303
    assert door.get(reverse("reporting:history"), {"cari": "a\x00b"}).status_code == 200
    report = reports.send(form, officer, {"nama": "Rani"})

    assert reports.send_back(report, people.operator(), "Leng\x00kapi.").reason == "Lengkapi."


def test_the_year_of_a_receipt_is_that_of_the_unit_s_clock(form, officer, clock):
    clock.move_to(datetime(2024, 12, 31, 18, tzinfo=UTC))  # 1 January 2025, 01.00 WIB

    assert reports.send(form, officer, {"nama": "Rani"}).number.startswith("BGR-25-")
