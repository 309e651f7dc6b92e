"""One report from a kelurahan to the governor's recap, through four people at four devices."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from desk.people.models import Role
from desk.regions.models import Region
from desk.reporting.constants import State
from desk.reporting.models import RecapRelease, ReviewChain, ReviewStep
from tests.browser import DESKTOP, PHONE
from tests.factories import forms, people, regions, rules

VILLAGE, CITY, PROVINCE = "32.71.01.1001", "32.71", "32"
MADE = datetime(2024, 11, 17, 1, tzinfo=UTC)
STARTS = date(2024, 11, 19)
WORDS = "Genangan di dua RT, lima keluarga mengungsi."


@pytest.fixture
def accounts(transactional_db, clock):
    """Kelurahan owe the city's desk, the city owes the province's, the same form each Monday; a short chain: accepted, released."""
    regions.make_regions()
    form = forms.publish(
        forms.question("long_text", "kondisi", label="Kondisi umum terkini", required="always"),
        forms.question("whole_number", "tps_siap", label="TPS siap", required="always"),
        forms.question("long_text", "rekomendasi", label="Rekomendasi"),
        key="mingguan",
        report_now=False,
    )
    kind = rules.report_type()
    kind.chain = ReviewChain.objects.create(key="pendek", name="Kirim > Terima")
    kind.save()
    for action, to_state, needs_reason in (("return", State.RETURNED, True), ("accept", State.ACCEPTED, False)):
        ReviewStep.objects.create(
            chain=kind.chain,
            action=action,
            label="Terima" if action == "accept" else "Kembalikan",
            from_state=State.SENT,
            to_state=to_state,
            roles=[Role.OPERATOR, Role.HEAD],
            needs_reason=needs_reason,
        )
    city, province = people.desk(), people.desk(Region.objects.get(code=PROVINCE), short_code="JBR")
    for desk, tier in ((city, "village"), (province, "city")):
        rules.saved(now=MADE, desk=desk, form=form, report_type=kind, tier=tier, starts_on=STARTS)
    return {
        "officer": people.officer(Region.objects.get(code=VILLAGE)),
        "operator": people.operator(),
        "head": people.head(),
        "province": people.operator(province.region),
    }


@pytest.fixture
def device(accounts, open_page, sign_in):
    """``device("head")``: a browser of its own in which this person has signed in."""

    def give(who: str, viewport: dict[str, int] = DESKTOP) -> Page:
        return sign_in(open_page(viewport), accounts[who])

    return give


def test_a_report_goes_from_the_kelurahan_to_the_recap_of_the_province(device):
    officer_sends(device("officer", PHONE))
    operator_accepts_and_begins_the_recap(device("operator"))
    head_releases_it(device("head", PHONE))
    province_accepts_and_has_it_in_its_recap(device("province"))

    release = RecapRelease.objects.get(recap__region=CITY)
    assert release.entry.state == State.ACCEPTED and release.entry.submissions.get().answers["tps_siap"] == 12


def officer_sends(page: Page) -> None:
    page.goto("/lapor/")
    page.get_by_role("link", name="Laporan Uji").first.click()
    page.get_by_label("Kondisi umum terkini").fill(WORDS)
    page.get_by_label("TPS siap").fill("12")
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("BGR-24-")).to_be_visible()


def operator_accepts_and_begins_the_recap(page: Page) -> None:
    page.goto("/posko/antrean/")
    page.get_by_role("link", name="Kelurahan Batu Tulis").click()
    page.get_by_role("button", name="Terima").click()
    page.wait_for_url("**/posko/antrean/**")
    page.goto("/posko/rekap/")
    page.get_by_role("button", name="Susun rekap Laporan mingguan, 18\u201324 November 2024").click()
    expect(page.get_by_text("1 dari 3 laporan")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()


def head_releases_it(page: Page) -> None:
    page.goto("/posko/rekap/")
    page.get_by_role("link", name="Laporan mingguan").first.click()
    page.get_by_role("link", name="Rilis rekap").click()
    expect(page.get_by_role("heading", name="Rilis rekap ini?")).to_be_in_viewport()
    page.get_by_role("button", name="Ya, rilis rekap").click()
    expect(page.get_by_text("terkirim ke posko di atas")).to_be_visible()


def province_accepts_and_has_it_in_its_recap(page: Page) -> None:
    page.goto("/posko/antrean/")
    page.get_by_role("link", name="Kota Bogor").first.click()
    expect(page.get_by_text(f"Kelurahan Batu Tulis: {WORDS}")).to_be_visible()
    page.get_by_role("button", name="Terima").click()
    page.wait_for_url("**/posko/antrean/**")
    page.goto("/posko/rekap/")
    expect(page.get_by_text("Dirilis posko di bawah")).to_be_visible()
    page.get_by_role("button", name="Susun rekap Laporan mingguan, 18\u201324 November 2024").click()
    expect(page.get_by_role("rowheader", name="Kota Bogor")).to_be_visible()
    expect(page.get_by_role("row", name="Kota Bogor").get_by_role("link", name="12")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()
