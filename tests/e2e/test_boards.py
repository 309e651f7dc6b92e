"""The boards of the desk on a phone and on a desk: readable, reachable, nothing sideways."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from desk.incidents.destinations import IncidentDestination
from desk.incidents.models import Incident
from desk.situation.destinations import SituationDestination
from desk.vetted.destinations import PublicationDestination
from desk.vetted.models import Proposal
from desk.vetted.services.figures import take_snapshot, vet_snapshot
from tests.browser import DESKTOP, PHONE, wait_until
from tests.factories import people, regions
from tests.factories.submitted import SENT_AT, submitted, whole
from tests.readiness.samples import publish, told

ALL = {"kotak": "tidak", "bilik": "ya", "gudang": "sebagian", "terisi": "ya", "cadangan": "ya+"}


@pytest.fixture
def operator(transactional_db):
    """Both districts of Bogor reported: one accepted, one waiting."""
    regions.bogor()
    publish()
    for region, state, situation in (("32.71.01", "accepted", "terganggu"), ("32.71.02", "sent", "kondusif")):
        told(region, state, **ALL)
        report = whole(
            general_condition="Gudang tergenang; kotak suara sudah dipindahkan.", situation=situation, logistics_status="bermasalah"
        )
        SituationDestination().receive(submitted(report, region=region, state=state))
        incident = whole(kind="politik_uang", title="Dugaan pembagian paket", occurred_at=SENT_AT - timedelta(days=1), severity="tinggi")
        IncidentDestination().receive(submitted(incident, region=region, state=state))
    return people.operator()


@pytest.fixture
def figure(operator):
    """Vetted by the head of the desk, and a newer one that waits."""
    bogor = regions.bogor()
    wanted = {"figure": "readiness_point", "region": bogor, "part": "readiness", "by": people.duty_officer(bogor)}
    vet_snapshot(snapshot_id=take_snapshot(**wanted).pk, by=people.head(bogor))
    return take_snapshot(**wanted)


@pytest.fixture
def proposal(operator):
    told = whole(kind="clarification", title="TPS tetap buka", text="TPS buka sampai pukul 13.00.", claim="TPS tutup.", verdict="salah")
    PublicationDestination().receive(submitted(told))
    return Proposal.objects.get()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_figures_and_proposals_are_accessible_and_never_scroll_sideways(operator, figure, proposal, open_page, sign_in, axe, size):
    page = sign_in(open_page(size), operator)

    for address in (
        "/posko/angka/",
        "/posko/angka/ambil/?angka=readiness_point&wilayah=32.71&bagian=readiness:petugas",
        f"/posko/angka/{figure.uuid}/",
        f"/posko/angka/{figure.uuid}/?langkah=tolak",
        "/posko/usulan/",
        f"/posko/usulan/{proposal.uuid}/",
    ):
        page.goto(address)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address


def test_a_figure_is_taken_and_vetted_by_keyboard_alone(operator, open_page, sign_in):
    mine, other = sign_in(open_page(DESKTOP), operator), sign_in(open_page(DESKTOP), people.head())
    mine.goto("/posko/angka/")

    mine.get_by_role("link", name="Ambil angka Petugas").press("Enter")
    mine.get_by_role("button", name="Ambil angka").press("Enter")
    mine.wait_for_url("**/posko/angka/*-*/")
    other.goto(mine.url)
    other.get_by_role("link", name="Tolak").press("Enter")
    other.keyboard.press("Escape")
    wait_until(other, "document.activeElement.textContent.trim() === 'Tolak'")
    other.get_by_role("button", name="Periksa dan setujui").press("Enter")

    expect(other.get_by_text("mulai sekarang dapat dikutip")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_the_boards_are_accessible_and_never_scroll_sideways(operator, open_page, sign_in, axe, size):
    page = sign_in(open_page(size), operator)
    incident = Incident.objects.first()

    for address in (
        "/posko/situasi/",
        "/posko/kejadian/",
        f"/posko/kejadian/{incident.pk}/",
        "/posko/kesiapan/?sel=32.71.01&poin=logistik",
        "/posko/kesiapan/?nilai=partial",
    ):
        page.goto(address)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # the bar at the bottom then covers nothing
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address


def test_a_cell_of_the_matrix_leads_to_its_report(operator, desktop, sign_in):
    sign_in(desktop, operator)
    desktop.goto("/posko/kesiapan/")

    desktop.get_by_role("link", name="Logistik, Bogor Selatan").click()

    panel = desktop.get_by_label("Rincian")
    expect(panel.get_by_text("Nilai dibatasi 50")).to_be_visible()
    expect(panel.get_by_role("link", name="Buka laporan")).to_have_attribute("href", re.compile("/posko/laporan/"))
