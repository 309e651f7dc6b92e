"""The home page fills itself with what is public, from vetted rows alone, and stays right when the day changes."""

import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.publication.constants import SERVICE_SECTIONS
from cms.publication.models import PublicFile, TreeState
from cms.publication.rendering import assets, build, folder, preview
from desk.vetted.series import Series
from tests.factories import publication, regions

pytestmark = pytest.mark.django_db
READ = ("publication_", "vetted_", "wagtail", "regions_region", "calendar_", "people_user", "django_content_type")  # frozen, or no report
LISTED = ("latest", "clarifications", "agenda", "education", "documents")
HEADINGS = {
    "latest": "Keterangan resmi terbaru",
    "clarifications": "Klarifikasi hoaks",
    "agenda": "Agenda sosialisasi",
    "education": "Materi edukasi",
    "documents": "Dokumen",
}
SECTIONS = [(name, {"heading": heading, "count": 3}) for name, heading in HEADINGS.items()]
STAGES = [{"name": "Masa tenang", "starts_on": date(2024, 11, 24), "ends_on": date(2024, 11, 26), "pending": "-"}]


def built_at(moment):
    return build.bring_up_to_date(now=datetime.fromisoformat(moment))


def shown(path="/"):
    return PublicFile.objects.get(path=path, removed=False).body.decode()


def test_each_section_shows_what_was_published_after_the_home_page(clock):
    publication.publish_home(body=SECTIONS)
    for draft in publication.ONE_OF_EACH:
        publication.publish(draft())

    page = shown()

    assert "Tiga TPS pindah lokasi" in page
    assert page.index("Salah") < page.index("Pencoblosan di Kota Bogor diundur")
    assert "Selasa, 26 November 2024, 09.00 WIB" in page
    assert "untuk Pemilih pemula" in page
    assert "Untuk Semua pemilih" in page
    assert page.index("Serta-merta") < page.index("Berkala") < page.index("Laporan kesiapan November 2024") < page.index("Setiap saat")


def test_a_section_with_nothing_to_show_says_so_calmly(db):
    publication.publish_home(body=SECTIONS)

    page = shown()

    assert page.count('<p class="muted">Belum ada') == len(SECTIONS)


def test_what_is_withdrawn_leaves_its_section(db):
    release = publication.publish(publication.draft_release())
    publication.publish_home(body=SECTIONS)

    publication.withdraw(release, "Keliru seluruhnya.")

    assert "Tiga TPS pindah lokasi" not in shown()


def test_an_activity_that_is_over_leaves_the_agenda_with_the_day(clock):
    publication.publish(publication.draft_agenda())
    publication.publish_home(body=SECTIONS)
    assert "Simulasi pemungutan suara" in shown()

    built_at("2024-11-26T17:30:00+00:00")

    assert "Simulasi pemungutan suara" not in shown()


def test_the_pages_are_built_again_when_the_day_is_another_and_only_then(clock):
    publication.publish_home(body=[("timeline", {"heading": "Tahapan", "stages": STAGES, "source": "KPU"})])
    stamp = TreeState.objects.get().stamp

    assert built_at("2024-11-25T16:59:00+00:00") == 0
    assert built_at("2024-11-25T17:00:00+00:00") > 0
    assert "hari ke-3" in shown()
    assert TreeState.objects.get().stamp != stamp


def test_a_figure_that_nobody_vetted_is_told_calmly(db):
    regions.make_regions()
    quoted = [{"series": Series("units_asked_answered", "32.71", "situation").key}]
    home = publication.publish_home()
    page = home.get_latest_revision_as_object()
    page.body = [("figures", {"heading": "Angka", "figures": quoted})]

    assert "Angka belum tersedia" in preview.preview(page, timezone.now()).decode()


def test_lists_are_service_information_and_figures_and_running_text_are_not():
    assert set(LISTED) <= SERVICE_SECTIONS
    assert not {"figures", "text"} & SERVICE_SECTIONS


def test_every_public_page_is_built_without_a_look_at_live_data(db):
    publication.publish_home(body=SECTIONS)
    for draft in publication.ONE_OF_EACH:
        publication.publish(draft())

    with CaptureQueriesContext(connection) as asked:
        build.everything(now=timezone.now())

    tables = {table for query in asked for table in re.findall(r'(?:FROM|JOIN|INTO|UPDATE) "(\w+)"', query["sql"])}
    assert {"publication_edition", "publication_publicitem"} <= tables
    assert {table for table in tables if not table.startswith(READ)} == set()


def test_every_file_that_a_page_names_stands_in_the_tree_under_its_hash(db):
    publication.publish_home(body=SECTIONS)

    kept = PublicFile.objects.filter(path__startswith=assets.BELOW, removed=False)

    assert {file.path for file in kept} == {assets.style().path, assets.sprite().path, assets.favicon().path}
    assert all(file.cache == PublicFile.Cache.ASSET for file in kept)
    assert "/static/" not in shown()


def test_an_asset_that_no_page_names_any_more_goes(db):
    publication.publish_home()
    PublicFile.objects.create(path="/aset/gaya.0123.css", generation=1, content_type="text/css", sha256="0", size=1, body=b"-")

    publication.publish_home(headline="Lagi")

    assert PublicFile.objects.get(path="/aset/gaya.0123.css").removed


def test_browsers_are_bound_to_https_where_people_type_it(settings):
    assert "strict-transport-security" not in folder.rules().headers
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert folder.rules().headers["strict-transport-security"] == "max-age=31536000"


def test_the_way_to_the_desk_leads_there_from_the_port_of_the_front(settings):
    settings.DESK_URL = "http://127.0.0.1:8000"
    publication.publish_home()

    assert 'href="http://127.0.0.1:8000/masuk/"' in shown()
