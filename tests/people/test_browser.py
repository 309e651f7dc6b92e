"""The doors in a real browser: on a phone, without JavaScript, and what axe finds."""

import re

import pytest
from playwright.sync_api import expect

from desk.people import services
from desk.people.models import Role
from desk.regions.models import Region
from tests.browser import DESKTOP, PHONE
from tests.factories import people, regions

pytestmark = pytest.mark.django_db(transaction=True)


def test_signing_in_choosing_a_door_and_reading_the_account_work_on_a_phone_without_javascript(open_page, axe):
    user = people.operator()
    services.assign_role(user=user, role=Role.OFFICER, region=Region.objects.get(code="32.71"))
    plain, page = open_page(PHONE, javascript=False), open_page(PHONE)

    for one in (plain, page):
        one.goto("/masuk/?next=/akun/")
        one.fill("[name=username]", user.username)
        one.fill("[name=password]", people.PASSWORD)
        one.click("button:has-text('Masuk')")
        expect(one).to_have_url(re.compile("/akun/$"))
    axe(page)
    page.click("main >> text=Pindah pintu")
    expect(page.locator("main .list a")).to_have_text(["Posko", "Lapor"], use_inner_text=True)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.click("text=Keluar")
    expect(page).to_have_url(re.compile("/masuk/$"))
    axe(page)


def test_the_lockout_page_and_the_reset_pages_are_accessible(open_page, axe):
    people.desk(regions.bogor())
    officer = people.officer()
    page = open_page(PHONE)
    page.goto("/masuk/")
    for _try in range(6):
        page.fill("[name=username]", officer.username)
        page.fill("[name=password]", "salah")
        with page.expect_navigation():
            page.click("button:has-text('Masuk')")

    expect(page.locator("h1")).to_contain_text("Akun terkunci sementara")
    axe(page)
    page.click("a:has-text('Atur kata sandi baru')")
    page.click("button:has-text('Kirim tautan')")
    expect(page.locator(".err")).to_contain_text("belum diisi")
    axe(page)


def test_an_admin_gives_a_role_with_the_region_chooser(open_page, sign_in):
    regions.bogor()
    page = sign_in(open_page(DESKTOP), people.admin())
    page.goto("/admin/users/new/")

    page.fill("[name=username]", "camat.timur")
    page.fill("[name=name]", "Siti Aminah")
    page.fill("[name=password]", "kota hujan pagi")
    page.select_option("[name=roles-0-role]", "officer")
    expect(page.locator("[name=roles-0-desk]")).to_be_hidden()
    page.click("#id_roles-0-region-chooser button:visible >> nth=0")
    page.fill(".modal-body input[name=q]", "Bogor Timur")
    page.click(".modal-body table a:has-text('Bogor Timur')")
    page.wait_for_selector("#id_roles-0-region-chooser :text('Bogor Timur')")
    page.click("footer button[type=submit]")
    page.wait_for_selector("text=sudah dibuat")

    expect(page.locator("table.listing")).to_contain_text("Petugas pelapor, Kecamatan Bogor Timur")
