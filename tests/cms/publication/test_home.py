"""/ answers at once, in the installation's name, light, without cookies, readable by everybody."""

import gzip
import re
from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from cms.publication.blocks import shown_stages
from cms.publication.models import HomePage, InstallationSettings
from cms.publication.services import ensure_home, name_installation
from tests.factories import people
from tests.factories.publication import publish_home

pytestmark = pytest.mark.django_db
LIGHT = 50_000  # bytes of a first load as transferred, without pictures

STAGES = [
    {"name": "Masa tenang", "starts_on": date(2024, 11, 24), "ends_on": date(2024, 11, 26), "pending": "Menunggu jadwal KPU"},
    {"name": "Pemungutan suara", "starts_on": date(2024, 11, 27), "ends_on": None, "pending": "Menunggu jadwal KPU"},
    {"name": "Penetapan hasil", "starts_on": None, "ends_on": None, "pending": "Menunggu jadwal KPU"},
]


@pytest.fixture
def full_home():
    name_installation(name="Desk Pilkada Kota Bogor", government="Pemerintah Kota Bogor", phone="0251 000 0000", simulation=True)
    return publish_home(
        headline="Pemungutan suara hari Rabu, 27 November 2024",
        lead="TPS buka pukul 07.00 sampai 13.00 WIB.",
        action_text="Cari TPS di laman KPU",
        action_link="https://cekdptonline.kpu.go.id/",
        notices=[("notice", {"level": "important", "text": "Masa tenang berlaku.", "dated": date(2024, 11, 24)})],
        body=[
            ("timeline", {"heading": "Tahapan pemilihan", "stages": STAGES, "source": "Jadwal KPU"}),
            ("text", {"heading": "Sebelum ke TPS", "text": "<p>Bawa <b>KTP elektronik</b>.</p>"}),
            (
                "links",
                {
                    "heading": "Layanan",
                    "links": [{"title": "Cari TPS Anda", "source": "Laman KPU", "link": "https://kpu.go.id/", "icon": "vote"}],
                },
            ),
            ("contact", {"heading": "Kontak media", "name": "Arum Prameswari", "phone": "0251 000 0000", "email": "media@contoh.go.id"}),
        ],
    )


def test_a_fresh_database_answers_at_the_root(client):
    page = client.get("/")

    assert page.status_code == 200
    assert "Desk Pilkada" in page.text
    assert "Simulasi" not in page.text


def test_the_page_speaks_in_the_name_of_the_installation(client, clock, full_home):
    page = client.get("/").text

    assert "Desk Pilkada Kota Bogor" in page
    assert "Pemerintah Kota Bogor" in page
    assert "Penting:" in page
    assert "Hari ini: Masa tenang" in page
    assert "hari ke-2" in page


def test_a_visitor_gets_no_cookie_and_no_script(client, full_home):
    page = client.get("/")

    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert "<script" not in page.text.replace('<script type="application/ld+json">', "")  # data, which no browser runs


def test_a_change_in_the_admin_is_public_only_when_published(client, full_home):
    full_home.headline = "Kalimat yang belum disetujui"
    full_home.save_revision(user=people.editor())

    assert "belum disetujui" not in client.get("/").text


def test_publishing_the_same_content_twice_keeps_one_page(full_home):
    publish_home(headline="Pemungutan suara hari Rabu, 27 November 2024")

    assert HomePage.objects.count() == 1
    assert ensure_home().pk == full_home.pk


def test_a_section_title_is_used_once(full_home):
    twice = [("text", {"heading": "Layanan", "text": "<p>Satu</p>"}), ("text", {"heading": "Layanan", "text": "<p>Dua</p>"})]

    with pytest.raises(ValidationError):
        publish_home(body=twice)


def test_a_stage_cannot_end_before_it_begins(full_home):
    wrong = {"name": "Rekapitulasi", "starts_on": date(2024, 11, 28), "ends_on": date(2024, 11, 20), "pending": "-"}

    with pytest.raises(ValidationError):
        publish_home(body=[("timeline", {"heading": "Tahapan", "stages": [wrong], "source": "KPU"})])


def test_a_wrong_name_of_a_setting_is_an_error_and_not_a_silence(db):
    with pytest.raises(Exception, match="no field"):
        name_installation(nama="Desk")


@pytest.mark.parametrize(
    ("today", "places"), [(23, "next next next"), (24, "now next next"), (27, "past now next"), (28, "past past next")]
)
def test_each_stage_has_its_place_on_the_day(today, places):
    shown = shown_stages(STAGES, date(2024, 11, today))

    assert " ".join(stage.place for stage in shown) == places


def test_only_installation_staff_edits_the_page(client, full_home):
    edit = f"/admin/pages/{full_home.pk}/edit/"
    client.force_login(people.editor())
    assert client.get(edit).status_code == 200
    client.force_login(people.operator())
    assert client.get(edit).status_code != 200


def test_the_crest_is_public_and_missing_until_uploaded(client):
    assert client.get("/lambang/").status_code == 404
    assert InstallationSettings.load().crest_url == ""


def test_search_engines_stay_out_of_the_doors(client):
    robots = client.get("/robots.txt").text

    assert "Disallow: /lapor/" in robots


def test_text_travels_compressed(client, full_home):
    page = client.get("/", headers={"accept-encoding": "gzip"})

    assert page["Content-Encoding"] == "gzip"
    assert b"Desk Pilkada" in gzip.decompress(page.content)


def test_the_first_load_is_light(open_page, full_home):
    """As transferred: the test's own server sends static files plain, so texts are compressed here as the product does."""
    page = open_page()
    sizes = []
    page.on(
        "response", lambda response: sizes.append(len(gzip.compress(response.body())) + response.request.sizes()["responseHeadersSize"])
    )

    page.goto("/")
    page.wait_for_load_state("networkidle")

    assert len(sizes) >= 3  # the page, its style, its drawings; a Chromium without windows does not ask for the icon
    assert sum(sizes) < LIGHT


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_the_page(open_page, axe, full_home, scheme):
    page = open_page(color_scheme=scheme)

    page.goto("/")

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_page_prints_under_the_letterhead(open_page, full_home):
    page = open_page()
    page.goto("/")

    page.emulate_media(media="print")

    assert page.locator(".kop").is_visible()
    assert not page.locator(".site-nav").is_visible()
    assert page.locator(".sim").is_visible()


def test_no_heading_level_is_skipped(client, full_home):
    levels = [int(level) for level in re.findall(r"<h([1-6])", client.get("/").text)]

    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_the_days_are_counted_in_the_pages_own_zone(client, clock, full_home):
    clock.move_to("2024-11-26T16:30:00+00:00")  # 27 November in Jayapura, still the 26th in Jakarta
    assert "Hari ini: Masa tenang" in client.get("/").text

    publish_home(zone="Asia/Jayapura")

    assert "Hari ini: Pemungutan suara" in client.get("/").text
