"""Search and subscription as a citizen meets them: readable for everybody, light and dark, usable without script."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from cms.publication.models import Subscriber
from cms.publication.services import name_installation, subscriptions
from tests.browser import DESKTOP, PHONE
from tests.factories import publication
from tests.factories.visitors import last_mail, link_in, subscriber

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(transactional_db):
    name_installation(name="Desk Pilkada Kota Bogor", government="Pemerintah Kota Bogor", simulation=True)
    with publication.built_once():
        publication.publish_home()
        for draft in publication.ONE_OF_EACH:
            publication.publish(draft())


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_everybody_can_read_search_and_subscription(open_page, axe_by_day_and_night, site, viewport):
    page = open_page(viewport)
    leave = f"/langganan/berhenti/{subscriptions.leaving_token(subscriber())}/"
    searching = ("/cari/", "/cari/?q=tps", "/cari/?q=tidakadakatanya")

    for address in (*searching, "/langganan/", "/langganan/terkirim/", "/langganan/konfirmasi/x/", leave):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe_by_day_and_night(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert not page.context.cookies()


def test_what_is_missing_in_the_form_is_told_at_its_place(open_page, axe, site):
    page = open_page(PHONE, javascript=False)
    page.goto("/langganan/")

    page.get_by_role("button", name="Kirim tautan konfirmasi").click()

    expect(page.get_by_role("alert")).to_contain_text("Perbaiki isian yang ditandai")
    expect(page.get_by_label("Alamat pos-el")).to_have_attribute("aria-invalid", "true")


def test_a_citizen_finds_a_statement_and_subscribes_without_script(open_page, site, run_tasks):
    page = open_page(PHONE, javascript=False)
    page.goto("/")
    page.get_by_role("link", name="Cari", exact=True).click()
    page.get_by_label("Kata yang dicari").fill("tergenang")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Tiga TPS pindah lokasi").click()
    expect(page).to_have_url(re.compile("/siaran-pers/tiga-tps-pindah/$"))

    page.get_by_role("link", name="Langganan pos-el").click()
    page.get_by_label("Alamat pos-el").fill("warga@contoh.go.id")
    page.get_by_label("Klarifikasi").check()
    page.get_by_role("button", name="Kirim tautan konfirmasi").click()
    expect(page.get_by_role("heading", name="Periksa pos-el Anda")).to_be_visible()
    run_tasks()
    page.goto(link_in(last_mail(), "konfirmasi"))
    page.get_by_role("button", name="Aktifkan langganan").click()

    expect(page.get_by_role("heading", name="Langganan Anda aktif")).to_be_visible()
    assert [mail.outbox[0].to, Subscriber.objects.get().email] == [["warga@contoh.go.id"], "warga@contoh.go.id"]
