"""A correction tells what it changed, also where no word did: where a link leads, which picture or file, which day."""

import io
from datetime import date

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Drawing
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.publication.comparing import Difference, differences
from cms.publication.content import assets_of
from cms.publication.models import PublicItem, ReleasePage
from cms.publication.services import acting, write_page
from tests.factories import publication
from tests.factories.publication import correct, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SOURCE = {"name": "KPU Kota Bogor", "link": "https://kpu.contoh.go.id/12", "dated": date(2024, 11, 25)}


def picture(colour):
    data = io.BytesIO()
    Drawing.new("RGB", (8, 8), colour).save(data, "PNG")
    return Image.objects.create(title=f"IMG_{colour}", file=ContentFile(data.getvalue(), f"{colour}.png"))


def document(words):
    return Document.objects.create(title="laporan", file=ContentFile(b"%PDF-1.4 " + words, name="laporan.pdf"))


def changes(make, before, after):
    """What stands between two drafts of one kind."""
    old, new = make(slug="lama", **before), make(slug="baru", **after)
    return differences(old, new, hashes=(assets_of(old), assets_of(new)))


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (
            {"link": "https://kpu.contoh.go.id/13"},
            Difference("Tautan sumber", "https://kpu.contoh.go.id/12", "https://kpu.contoh.go.id/13"),
        ),
        ({"link": ""}, Difference("Tautan sumber", "https://kpu.contoh.go.id/12", "")),
        ({"dated": date(2024, 11, 26)}, Difference("Tanggal sumber", "25 November 2024", "26 November 2024")),
    ],
    ids=["address", "none any more", "day"],
)
def test_the_address_and_the_day_of_a_source_are_told(part, expected):
    found = changes(publication.draft_clarification, {"sources": [("source", SOURCE)]}, {"sources": [("source", {**SOURCE, **part})]})

    assert found == [expected]


def test_a_link_in_running_text_is_told_by_its_address():
    old, new = (f'<p>Lihat <a href="https://kpu.contoh.go.id/{number}">daftarnya</a>.</p>' for number in (1, 2))

    found = changes(publication.draft_release, {"body": [("paragraph", old)]}, {"body": [("paragraph", new)]})

    assert found == [Difference("Tautan dalam paragraf", "https://kpu.contoh.go.id/1", "https://kpu.contoh.go.id/2")]


def test_a_link_to_another_page_of_ours_is_told_by_its_words():
    old, new = (f'<p>Lihat <a linktype="page" id="{number}">jadwal</a>.</p>' for number in (1, 2))

    (found,) = changes(publication.draft_release, {"body": [("paragraph", old)]}, {"body": [("paragraph", new)]})

    assert (found.label, found.new, found.replaced) == ("Tautan dalam paragraf", "“jadwal”", True)


def test_other_words_on_the_same_link_change_only_the_words():
    old, new = (f'<p>Lihat <a href="https://kpu.contoh.go.id/1">{words}</a>.</p>' for words in ("daftar", "jadwal"))

    found = changes(publication.draft_release, {"body": [("paragraph", old)]}, {"body": [("paragraph", new)]})

    assert found == [Difference("Isi", "Lihat daftar.", "Lihat jadwal.")]


def test_another_picture_under_the_same_caption_is_called_replaced():
    told = {"alt": "Kotak suara", "caption": "Kotak suara tiba", "credit": "Foto: Dok. Pemkot"}
    old, new = ({"body": [("picture", {"image": picture(colour), **told})]} for colour in ("navy", "white"))

    (found,) = changes(publication.draft_release, old, new)

    assert (found.label, found.new, found.replaced) == ("Foto", "Kotak suara tiba", True)


def test_another_caption_under_the_same_picture_changes_only_the_caption():
    image, told = picture("navy"), {"alt": "Kotak suara", "credit": "Foto: Dok. Pemkot"}
    old, new = ({"body": [("picture", {"image": image, "caption": caption, **told})]} for caption in ("Tiba", "Berangkat"))

    assert changes(publication.draft_release, old, new) == [Difference("Isi", "Tiba", "Berangkat")]


def test_a_file_of_the_same_title_is_called_replaced():
    (found,) = changes(publication.draft_document, {"file": document(b"satu")}, {"file": document(b"dua")})

    assert (found.label, found.new, found.replaced) == ("Berkas", "laporan", True)


def test_links_of_the_home_page_are_compared_too():
    def home(address):
        links = {"heading": "Layanan", "links": [{"title": "TPS", "source": "KPU", "link": address, "icon": "vote"}]}
        page = publication.publish_home(body=[("links", links)])
        return type(page).objects.get()

    old, new = home("https://kpu.contoh.go.id/"), home("https://infopemilu.contoh.go.id/")

    assert differences(old, new, hashes=({}, {})) == [
        Difference("Alamat tautan resmi", "https://kpu.contoh.go.id/", "https://infopemilu.contoh.go.id/")
    ]


def test_the_public_reads_the_old_and_the_new_address_and_that_a_file_was_replaced(client):
    checked = publish(publication.draft_clarification())
    kept = publish(publication.draft_document())

    correct(checked, correction="Tautannya keliru.", sources=[("source", {**SOURCE, "link": "https://kpu.contoh.go.id/13"})])
    correct(kept, correction="Berkasnya keliru.", file=document(b"yang benar"))

    page = client.get(checked.public_path).text
    assert "Tautan sumber" in page
    assert "<del>Semula: https://kpu.contoh.go.id/12</del>" in page and "<ins>Yang benar: https://kpu.contoh.go.id/13</ins>" in page
    assert "<ins>Diganti: laporan</ins>" in client.get(kept.public_path).text


def test_whoever_approves_sees_it_before(client):
    page = publish(publication.draft_release(body=[("paragraph", '<p><a href="https://kpu.contoh.go.id/1">KPU</a></p>')]))
    body = [("paragraph", '<p><a href="https://kpu.contoh.go.id/2">KPU</a></p>')]
    changed = write_page(ReleasePage, by=publication.editor(), page=page, body=body, correction="Tautannya keliru.")
    row = acting.submit(page=changed, by=publication.editor())
    client.force_login(publication.approver())

    reading = client.get(f"/admin/satu-pintu/{row.pk}/").text

    assert "Tautan dalam paragraf" in reading and "<del>https://kpu.contoh.go.id/1</del>" in reading


def test_addresses_of_links_are_nothing_that_people_search_for():
    publish(publication.draft_clarification())

    assert "https://kpu.contoh.go.id" not in PublicItem.objects.get().text
