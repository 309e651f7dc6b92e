"""The boards of the desk on a phone and on a desk: readable, reachable, nothing sideways."""

from datetime import timedelta

import pytest

from desk.incidents.destinations import IncidentDestination
from desk.incidents.models import Incident
from desk.situation.destinations import SituationDestination
from tests.browser import DESKTOP, PHONE
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
    assert panel.get_by_text("Nilai dibatasi 50").is_visible()
    assert "/posko/laporan/" in panel.get_by_role("link", name="Buka laporan").get_attribute("href")
