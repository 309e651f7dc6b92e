"""A long chain on the desk's page: who goes on, how far a return leads, and what the next reader is told of it."""

import pytest
from django.urls import reverse

from desk.reporting.constants import State
from desk.reporting.models import Entry
from tests.factories import people
from tests.reporting.test_chains import FREE, LONG, report, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(now):
    entry = report(LONG)
    take(entry, "check", people.duty_officer())
    return entry


@pytest.fixture
def page_of(client):
    def read(entry, user, query=""):
        client.force_login(user)
        return client.get(reverse("reporting:review", args=[entry.uuid]) + query).content.decode()

    return read


def give_back(client, entry, user, **values):
    client.force_login(user)
    answer = client.post(reverse("reporting:decide", args=[entry.uuid]), {"seen": "1", **values})
    return client.get(answer["Location"]) if answer.status_code == 303 else answer


def test_whoever_took_a_step_reads_why_another_goes_on_and_who(now, page_of):
    entry = report(FREE)
    take(entry, "check", people.duty_officer())

    page = page_of(entry, people.duty_officer())

    assert "Anda sudah mengambil satu langkah pada laporan ini" in page and "Kembalikan" in page
    assert "“Terima”, oleh Operator posko atau Perwira piket atau Ketua posko." in page


def test_whoever_has_no_part_in_the_next_step_reads_whose_it_is(checked, page_of):
    assert "Langkah berikutnya: “Terima”, oleh Operator posko." in page_of(checked, people.head())


def test_a_return_offers_every_earlier_step_and_says_what_it_means(checked, page_of):
    page = page_of(checked, people.operator(), "?langkah=back_sent")

    assert page.count('name="action" value="back_sent" checked') == 1 and 'name="action" value="return"' in page
    assert "petugas tidak perlu mengirim ulang" in page


def test_a_return_inside_the_desk_is_told_in_its_own_words_and_read_first(checked, page_of, client):
    answer = give_back(client, checked, people.operator(), action="back_sent", reason="Angka TPS belum dicocokkan.").content.decode()

    assert Entry.objects.get().state == State.SENT
    assert "dikembalikan ke awal pemeriksaan." in answer
    page = page_of(checked, people.duty_officer())
    assert "Dikembalikan ke awal pemeriksaan oleh" in page and page.count("Angka TPS belum dicocokkan.") == 2
    assert "Tandai diperiksa" in page


def test_a_missing_reason_keeps_the_step_that_was_chosen(checked, client):
    answer = give_back(client, checked, people.operator(), action="back_sent", reason=" ")

    assert answer.status_code == 422 and 'value="back_sent" checked' in answer.content.decode()


def test_a_release_taken_back_is_not_called_an_acceptance(checked, client):
    take(checked, "accept", people.operator())
    take(checked, "release", people.head())

    answer = give_back(client, checked, people.head(), action="back_accepted", reason="Salah periode.").content.decode()

    assert Entry.objects.get().state == State.ACCEPTED
    assert "dibatalkan rilisnya." in answer


def test_the_officer_reads_that_the_report_was_checked_and_is_not_accepted_yet(checked, client):
    client.force_login(people.officer())

    page = client.get(reverse("reporting:entry", args=[checked.uuid])).content.decode()

    assert "Diperiksa posko" in page and "Belum diterima" in page
