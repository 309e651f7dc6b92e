"""A unit with nothing to tell, on a phone of 360 by 740: two taps and one sentence, with and without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from desk.reporting.models import Entry
from tests.factories import duties, forms

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCE = "Situasi aman dan terkendali di semua kelurahan."


@pytest.fixture
def quiet_duty(officer):
    now = timezone.now()
    condition = forms.question(
        "long_text", "kondisi", label="Kondisi umum", required="always", min_length=20, help="Dua sampai lima kalimat."
    )
    form = forms.publish(forms.question("yes_no", "is_nil", label="Nihil", required="always"), condition)
    return duties.owe(form, "32.71.01", opens_at=now, due_at=now + timedelta(hours=2))


@pytest.mark.parametrize("scripts", [True, False])
def test_nihil_takes_two_taps_and_one_sentence(phone_of, quiet_duty, scripts):
    page = phone_of(javascript=scripts)
    page.goto(reverse("reporting:tasks"))

    page.get_by_role("link", name="Nihil untuk").click()
    expect(page.get_by_label("Kondisi umum")).to_have_accessible_description(
        "Satu kalimat tentang keadaan sekarang cukup. Paling sedikit 20 huruf."
    )
    page.get_by_label("Kondisi umum").fill("Aman.")
    page.get_by_role("button", name="Kirim nihil").click()
    expect(page.get_by_label("Kondisi umum")).to_have_value("Aman.")
    page.get_by_label("Kondisi umum").fill(SENTENCE)
    page.get_by_role("button", name="Kirim laporan").click()

    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
    entry = Entry.objects.get()
    assert entry.nil and entry.submissions.get().answers["kondisi"] == SENTENCE


def test_the_first_try_goes_straight_to_the_receipt_and_the_page_fits(phone_of, quiet_duty):
    page = phone_of()
    page.goto(reverse("reporting:nil", args=[quiet_duty.pk]))

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_label("Kondisi umum").fill(SENTENCE)
    page.get_by_role("button", name="Kirim nihil").click()

    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
