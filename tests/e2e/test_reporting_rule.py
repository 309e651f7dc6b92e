"""An admin obliges all kecamatan from nothing, in the browser; an officer finds the duty at once."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from desk.people.models import Desk
from desk.reporting.models import Obligation, ReportingRule
from tests.browser import DESKTOP, PHONE
from tests.factories import people, regions, rules

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(db):
    regions.make_regions()
    people.desk()
    Desk.objects.update(name="Posko Bersama Kabupaten Administrasi Kepulauan Seribu")
    rules.report_type()
    rules.form()
    return people.officer()


def test_a_rule_is_defined_previewed_and_owed(open_page, sign_in, officer, axe):
    page = sign_in(open_page(DESKTOP), people.admin())
    page.goto("/admin/kewajiban-lapor/aturan/new/")
    chosen = page.get_by_label("Yang wajib melapor").bounding_box()
    assert chosen["x"] + chosen["width"] <= DESKTOP["width"]
    page.get_by_role("textbox", name="Nama").fill("Laporan harian kecamatan")
    page.get_by_label("Jenis laporan").select_option(label="Laporan mingguan")
    page.get_by_label("Formulir").select_option(label="Laporan Uji")
    page.get_by_label("Tingkat wilayah").select_option(label="Kecamatan")
    page.get_by_label("Irama").select_option(label="Harian")
    expect(page.get_by_text("Hari batas", exact=True)).to_be_hidden()
    page.get_by_label("Jam batas").fill("23:59")
    page.get_by_label("Tanggal mulai").fill(regions_today())
    page.get_by_role("textbox", name="Nama").focus()  # closes the calendar

    page.get_by_role("button", name="Pratinjau").click()
    told = page.get_by_role("region", name="Pratinjau")
    expect(told).to_contain_text("2 unit wajib melapor")
    expect(told.get_by_role("listitem").first).to_contain_text("23.59 WIB")
    assert not ReportingRule.objects.exists()
    told.get_by_role("button", name="Simpan aturan ini").click()
    expect(page.get_by_text("Semua kecamatan di Kota Bogor")).to_be_visible()

    assert Obligation.objects.filter(region_id="32.71.01").exists()
    phone = sign_in(open_page(PHONE), officer)
    phone.goto("/lapor/")
    expect(phone.get_by_role("link", name="Laporan Uji").first).to_be_visible()


def regions_today():
    return timezone.localdate(timezone=regions.bogor().zone).isoformat()
