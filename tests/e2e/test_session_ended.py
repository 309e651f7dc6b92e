"""The session ends while an officer types: nothing is lost, with scripts and without."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from desk.reporting.models import Submission
from tests.browser import wait_until
from tests.factories import forms, people

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(officer):
    return forms.publish(
        forms.question("short_text", "pelapor", label="Nama pelapor", required="always", privacy="identitas"),
        forms.question("long_text", "uraian", label="Uraian"),
    )


def filled(page, form):
    page.goto(reverse("reporting:fill_new", args=[form.key]))
    page.get_by_label("Nama pelapor").fill("Rani")
    page.get_by_label("Uraian").fill("Baris satu\nBaris “dua” & tiga")
    Session.objects.all().delete()
    return page


def sign_in_beside(page, officer):
    """In the tab that the page's link opens."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Masuk kembali di tab baru").click()
    tab = opened.value
    tab.get_by_label("Nama pengguna").fill(officer.username)
    tab.get_by_label("Kata sandi").fill(people.PASSWORD)
    tab.get_by_role("button", name="Masuk").click()
    expect(tab.get_by_role("heading", name="Lapor sekarang")).to_be_visible()
    tab.close()


def test_without_javascript_everything_typed_is_held_until_it_is_sent(phone_of, officer, form, axe):
    page = filled(phone_of(javascript=False), form)

    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("Isian Anda belum terkirim dan belum disimpan.")).to_be_visible()
    page.get_by_role("button", name="Kirim laporan").click()  # too early: still there
    sign_in_beside(page, officer)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("Anda sudah masuk sebagai Agus Pratama")).to_be_visible()
    page.get_by_role("button", name="Kirim laporan").click()

    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
    assert Submission.objects.get().answers["uraian"] == "Baris satu\nBaris “dua” & tiga"


def test_with_scripts_one_press_is_enough_after_signing_in_again(phone_of, officer, form, axe):
    page = filled(phone_of(), form)
    page.goto(page.url.split("#")[0] + "#kirim")

    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("Isian Anda belum terkirim dan belum disimpan.")).to_be_visible()
    axe(page)
    sign_in_beside(page, officer)
    page.get_by_role("button", name="Kirim laporan").click()

    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
    wait_until(page, "Object.keys(localStorage).every(key => !key.startsWith('desk:'))")


def test_a_form_left_open_is_sent_at_once_after_signing_in_in_another_tab(phone_of, officer, form):
    page = filled(phone_of(), form)
    tab = page.context.new_page()
    tab.goto("/masuk/")
    tab.get_by_label("Nama pengguna").fill(officer.username)
    tab.get_by_label("Kata sandi").fill(people.PASSWORD)
    tab.get_by_role("button", name="Masuk").click()
    tab.wait_for_url("**/lapor/")

    page.goto(page.url.split("#")[0] + "#kirim")
    page.get_by_role("button", name="Kirim laporan").click()

    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
