"""Every kind of public page in a real browser: readable for everybody, light and dark, without script, at 200 % zoom, on paper."""

import gzip
import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.images.models import Image

from cms.publication.services import name_installation
from desk.calendar.services import create_election
from desk.vetted import figures
from desk.vetted.series import Series
from desk.vetted.services.figures import take_snapshot, vet_snapshot
from tests.browser import DESKTOP, PHONE, wait_until
from tests.demo_figures import KEY
from tests.factories import people, publication, regions
from tests.factories.publication import built_once, correct, publish, publish_home, withdraw

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIGHT = 50_000  # bytes of a first load as transferred, without pictures
QUOTE = {
    "text": "Papan penunjuk dipasang di lokasi lama dan petugas mengantar warga yang membutuhkan bantuan.",
    "name": "Tirta Kusumahadi",
    "position": "Sekretaris Daerah Kota Bogor selaku Ketua Desk Pilkada",
}


@pytest.fixture
def addresses(settings, tmp_path):
    """One page of every kind, as (address, status)."""
    settings.MEDIA_ROOT = tmp_path / "media"
    name_installation(name="Desk Pilkada Kota Bogor", government="Pemerintah Kota Bogor", phone="0251 000 0000", simulation=True)
    with built_once():
        publish_home()
        release = publish(
            publication.draft_release(body=_body(), boilerplate="Desk Pilkada memantau.", summary_en="Three polling stations move.")
        )
        correct(release, correction="Nama sekolah keliru.", title="Tiga TPS di Bogor Selatan pindah lokasi karena rawan genangan")
        others = [publish(make()) for make in publication.ONE_OF_EACH[2:]]
        announcement = publish(publication.draft_announcement(valid_until=date(2024, 11, 27)))
        gone = withdraw(publish(publication.draft_release(slug="ditarik", number="044")), "Lokasi belum ditetapkan KPU.")
    pages = [release, announcement, *others]
    lists = {page.public_path.rpartition("/")[0].rpartition("/")[0] + "/" for page in pages}
    return [
        *[(page.public_path, 200) for page in pages],
        (f"{release.public_path}en/", 200),
        (gone.public_path, 410),
        *[(path, 200) for path in sorted(lists)],
        ("/pembaruan/", 200),
    ]


def _body():
    data = io.BytesIO()
    Drawing.new("RGB", (1800, 1000), "teal").save(data, "JPEG")
    image = Image.objects.create(title="Foto", file=ContentFile(data.getvalue(), "foto.jpg"))
    shot = {"image": image, "alt": "Petugas di TPS", "caption": "Petugas memindahkan perlengkapan.", "credit": "Foto: Dok. Pemkot Bogor"}
    text = "<p>Lokasi semula tergenang <b>sejak Minggu malam</b>.</p><ul><li>TPS 014</li><li>TPS 006</li></ul>"
    return [("paragraph", text), ("heading", "Yang berubah"), ("quote", QUOTE), ("picture", shot)]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_kind_of_page_is_readable_for_everybody(open_page, axe_by_day_and_night, addresses, viewport):
    page = open_page(viewport)

    for address, status in addresses:
        assert page.goto(address).status == status
        axe_by_day_and_night(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_nothing_needs_script_and_nothing_scrolls_sideways_when_enlarged(open_page, addresses):
    page = open_page({"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2}, javascript=False)

    for address, status in addresses:
        assert page.goto(address).status == status
        widest = page.locator("html").bounding_box()["width"]
        assert page.locator("main").bounding_box()["width"] <= widest
        assert not page.context.cookies(), address


def test_a_page_is_reached_and_left_by_keyboard(open_page, addresses):
    page = open_page(DESKTOP)
    page.goto(addresses[0][0])

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.id === 'isi'")
    page.keyboard.press("Tab")

    wait_until(page, "document.activeElement.closest('main') !== null")


def test_on_paper_a_release_keeps_letterhead_number_text_contact_and_correction(open_page, addresses):
    page = open_page(DESKTOP)
    page.goto(addresses[0][0])
    page.emulate_media(media="print")

    for words in ("Pemerintah Kota Bogor", "Nomor 045/SP-DESK/XI/2024", "Nama sekolah keliru.", "Arum Prameswari"):
        assert page.get_by_text(words).first.is_visible()
    printed = page.locator("body").inner_text()
    assert printed.count("/siaran-pers/tiga-tps-pindah/") == 1
    for hidden in (".site-nav", ".foot", ".crumbs"):
        assert not page.locator(hidden).first.is_visible()


def test_a_first_load_stays_light(open_page, addresses):
    page = open_page(PHONE)
    loaded = []

    def keep(response):  # Playwright marks the handler, which a method of a list does not let it
        loaded.append(response)

    page.on("response", keep)
    page.goto(addresses[0][0])
    page.wait_for_load_state("networkidle")

    text = [response for response in loaded if not re.match(r"image/(avif|webp|jpeg|png)", response.headers.get("content-type", ""))]

    assert sum(len(gzip.compress(response.body())) for response in text) < LIGHT


def test_on_paper_too_a_result_of_the_count_says_that_it_is_not_the_official_one(open_page, demo_figures, monkeypatch):
    """Yesterday's election, so that the rule of 15.00 WIB has passed."""
    regions.make_regions()
    bogor, now = regions.bogor(), timezone.now()
    create_election(key="bogor", name="Pemilihan Wali Kota Bogor", region=bogor, voting_day=timezone.localdate() - timedelta(days=1))
    monkeypatch.setitem(figures._registry, KEY, replace(figures.find(KEY), results=True))
    demo_figures.put("32.71", "4", out_of="6", now=now)
    vet_snapshot(snapshot_id=take_snapshot(figure=KEY, region=bogor, by=people.operator(bogor)).pk, by=people.head(bogor))
    release = publish(publication.draft_release(body=[("figure", {"series": Series(KEY, "32.71").key})]))
    page = open_page(DESKTOP)
    page.goto(release.public_path)

    page.emulate_media(media="print")

    assert page.get_by_text("4 dari 6").is_visible()
    assert page.get_by_text("Bukan hasil resmi KPU").is_visible()
