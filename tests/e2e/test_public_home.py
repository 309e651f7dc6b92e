"""The public page as a citizen meets it: from the front alone, on a phone and a desk, in the dark, enlarged, by keyboard, on paper."""

import json
import re
import subprocess
import sys
import time
import urllib.request
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from cms.publication.rendering import pages
from cms.publication.services import name_installation
from tests.browser import DESKTOP, PHONE, wait_until
from tests.factories import publication
from tests.operations.running import ROOT, free_port

pytestmark = pytest.mark.django_db(transaction=True)
LIGHT = 50_000  # bytes of a first load as transferred, without pictures
SECTIONS = [
    ("latest", {"heading": "Keterangan resmi terbaru", "count": 4}),
    (
        "links",
        {
            "heading": "Layanan",
            "links": [{"title": "Cari TPS Anda", "source": "Laman KPU", "link": "https://kpu.go.id/", "icon": "vote"}],
        },
    ),
    (
        "timeline",
        {
            "heading": "Tahapan pemilihan",
            "stages": [
                {"name": "Masa tenang", "starts_on": date(2024, 11, 24), "ends_on": date(2024, 11, 26), "pending": "Menunggu jadwal KPU"},
                {"name": "Penetapan hasil", "starts_on": None, "ends_on": None, "pending": "Menunggu jadwal KPU"},
            ],
            "source": "Jadwal KPU",
        },
    ),
    ("clarifications", {"heading": "Klarifikasi hoaks", "count": 3}),
    ("agenda", {"heading": "Agenda sosialisasi", "count": 4}),
    ("education", {"heading": "Materi edukasi", "count": 4}),
    ("documents", {"heading": "Dokumen", "count": 4}),
    ("contact", {"heading": "Kontak media", "name": "Arum Prameswari", "phone": "0251 000 0000", "email": "media@contoh.go.id"}),
]
BEYOND_THE_EDGE = """() => [...document.querySelectorAll("body *")]
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !one.closest(".vh"))
  .map(one => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`)"""
PAGES = ("/", "/pengumuman/", "/pengumuman/2/", "/klarifikasi/", "/pembaruan/", "/tidak-ada/")


@pytest.fixture
def full(settings, monkeypatch):
    """A page with everything on it, and a list of two pages; the folder of the front holds it."""
    monkeypatch.setattr(pages, "PER_LIST", 2)
    name_installation(name="Desk Pilkada Kota Bogor", government="Pemerintah Kota Bogor", phone="0251 000 0000", simulation=True)
    with publication.built_once():
        _publish_all()
    return Path(settings.PUBLIC_ROOT)


def _publish_all():
    publication.publish_home(
        headline="Pemungutan suara hari Rabu, 27 November 2024",
        lead="TPS buka pukul 07.00 sampai 13.00 WIB.",
        notices=[("notice", {"level": "emergency", "text": "Tiga TPS pindah lokasi.", "dated": date(2024, 11, 25)})],
        body=SECTIONS,
    )
    for number in range(3):
        publication.publish(publication.draft_announcement(title=f"Jam layanan posko ke-{number}", slug=f"posko-{number}"))
    for draft in (publication.draft_release, publication.draft_clarification, publication.draft_education, publication.draft_document):
        publication.publish(draft())
    publication.publish(publication.draft_agenda(starts_at=timezone.now() + timedelta(days=1), ends_at=None))
    publication.withdraw(publication.publish(publication.draft_announcement()), "Jamnya keliru.")


@pytest.fixture
def front(full):
    """Address of a front process: the tree alone, neither Django nor a database."""
    port = free_port()
    environment = {"PUBLIC_ROOT": str(full), "PUBLIC_PORT": str(port), "PUBLIC_WORKERS": "1"}
    process = subprocess.Popen([sys.executable, "-m", "cms.front.server"], env=environment, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    _wait_for(f"{address}/healthz")
    yield address
    process.terminate()
    process.wait(timeout=30)


def _wait_for(address):
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return json.load(answer)
        except OSError:
            continue
    raise AssertionError(f"{address} does not answer")


def test_the_front_alone_serves_a_whole_light_page_without_cookies(chromium, front):
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    answers = []

    def keep(answer):  # Playwright marks what it calls, which a method of a list does not allow
        answers.append(answer)

    page.on("response", keep)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    transferred = []
    session.on("Network.loadingFinished", lambda told: transferred.append(told["encodedDataLength"]))

    page.goto(front)
    page.wait_for_load_state("networkidle")

    assert page.locator(".site-nav").is_visible()
    assert page.locator("body").evaluate("body => getComputedStyle(body).marginTop") == "0px"
    assert {answer.status for answer in answers} == {200}
    assert all(answer.url.startswith(front) for answer in answers)
    assert len(answers) >= 3
    assert sum(transferred) < LIGHT
    assert context.cookies() == []
    assert "<script" not in re.sub(r'<script type="application/ld\+json">', "", page.content())
    context.close()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_everybody_can_read_every_page_of_the_frame(open_page, axe_by_day_and_night, full, viewport):
    page = open_page(viewport)

    for path in PAGES:
        page.goto(path)
        axe_by_day_and_night(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


@pytest.mark.parametrize("width", [683, 320, 180], ids=["desk at 200 %", "phone at 320", "phone at 200 %"])
def test_enlarged_nothing_scrolls_sideways(open_page, full, width):
    page = open_page({"width": width, "height": 370})

    for path in ("/", "/pengumuman/", "/pembaruan/"):
        page.goto(path)
        assert page.evaluate(BEYOND_THE_EDGE) == [], path


def test_the_first_stop_of_the_keyboard_leads_to_the_content(open_page, full):
    page = open_page(DESKTOP)
    page.goto("/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Lewati ke isi"
    page.keyboard.press("Enter")

    wait_until(page, "document.activeElement.id === 'isi'")


def test_the_lists_lead_to_what_is_older_and_back(open_page, full):
    page = open_page(javascript=False)
    page.goto("/pengumuman/")

    page.get_by_role("link", name="Lebih lama").click()
    assert page.url.endswith("/pengumuman/2/")
    page.get_by_role("link", name="Lebih baru").click()

    assert page.url.endswith("/pengumuman/")


def test_statements_and_services_stand_side_by_side_on_a_desk(open_page, full):
    page = open_page(DESKTOP)
    page.goto("/")

    statements, services = page.locator("#keterangan-resmi-terbaru").bounding_box(), page.locator("#layanan").bounding_box()

    assert abs(statements["y"] - services["y"]) < 2
    assert services["x"] > statements["x"] + statements["width"]


def test_on_paper_stands_the_letterhead_and_no_menu(open_page, full):
    page = open_page(DESKTOP)
    page.goto("/")

    page.emulate_media(media="print")

    assert page.locator(".kop").is_visible()
    assert page.get_by_text("Laman resmi:").is_visible()
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator(".foot").is_visible()
