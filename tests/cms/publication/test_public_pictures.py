"""What the public gets of the library: pictures drawn anew and files as they are, while they are public and no longer."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.documents.models import Document
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image

from cms.publication.constants import Step
from cms.publication.errors import PictureUnreadable
from cms.publication.models import PublicFile
from cms.publication.rendering import build, pictures
from cms.publication.services import acting
from cms.publication.services.publishing import publish_due
from tests.factories import people, publication
from tests.factories.publication import correct, publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "media")]
RELEASE = "/siaran-pers/tiga-tps-pindah/"
DOCUMENT = "/dokumen/laporan-kesiapan-november-2024/"
CAMERA, GPS, ORIENTATION, SIDEWAYS = 0x0110, 0x8825, 0x0112, 6


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def photo(size=(2000, 1000), *, form="JPEG", **options):
    data = io.BytesIO()
    Drawing.new("RGB", size, "teal").save(data, form, **options)
    return data.getvalue()


def taken_sideways():
    exif = Drawing.Exif()
    exif[CAMERA], exif[ORIENTATION] = "Kamera Rahasia", SIDEWAYS
    exif.get_ifd(GPS)[1] = "S"
    return photo(exif=exif)


def in_library(data, name="foto.jpg"):
    return Image.objects.create(title="Foto TPS", file=ContentFile(data, name))


def release_with(image, **values):
    shot = {"image": image, "alt": "Petugas di TPS", "caption": "Petugas memindahkan perlengkapan.", "credit": "Foto: Dok. Pemkot Bogor"}
    return publication.draft_release(body=[("picture", shot)], **values)


def public_paths(base="/gambar/"):
    return list(PublicFile.objects.filter(path__startswith=base, removed=False).order_by("path").values_list("path", flat=True))


def test_a_picture_comes_in_three_forms_and_widths_with_its_caption_and_credit(client):
    publish(release_with(in_library(photo())))

    page = client.get(RELEASE).text
    shot = page.split('<figure class="shot">')[1].split("</figure>")[0]

    assert [re.findall(r" (\d+)w", srcset) for srcset in re.findall(r'srcset="([^"]+)"', shot)] == [["480", "960", "1600"]] * 3
    assert re.findall(r'type="([^"]+)"', shot) == ["image/avif", "image/webp", "image/jpeg"]
    assert 'width="960" height="480" alt="Petugas di TPS" loading="lazy"' in shot
    assert "Petugas memindahkan perlengkapan. Foto: Dok. Pemkot Bogor" in shot
    for path in public_paths():
        answer = client.get(path)
        drawn = Drawing.open(io.BytesIO(answer.content))
        assert f"{drawn.width}x{drawn.height}" in path and answer["Content-Type"] == f"image/{drawn.format.lower()}"
        assert "immutable" in answer["Cache-Control"]


def test_nothing_that_the_camera_wrote_goes_out_and_the_picture_stands_upright(client):
    publish(release_with(in_library(taken_sideways())))

    for path in public_paths():
        body = client.get(path).content
        drawn = Drawing.open(io.BytesIO(body))
        assert not dict(drawn.getexif()) and b"Kamera Rahasia" not in body
        assert drawn.height == 2 * drawn.width


def test_a_narrow_picture_is_not_blown_up(client):
    publish(release_with(in_library(photo((600, 300)))))

    assert {path.rpartition("/")[2] for path in public_paths()} == {
        f"{w}x{w // 2}.{form}" for w in (480, 600) for form in ("avif", "jpg", "webp")
    }


def test_a_picture_is_drawn_once_and_not_with_every_edition(client, monkeypatch):
    page = publish(release_with(in_library(photo())))
    before = {row.path: row.generation for row in PublicFile.objects.filter(path__startswith="/gambar/")}
    monkeypatch.setattr("cms.publication.rendering.pictures.draw", lambda *_: pytest.fail("drawn again"))

    correct(page, correction="Judulnya keliru.", title="Empat TPS pindah lokasi")

    assert {row.path: row.generation for row in PublicFile.objects.filter(path__startswith="/gambar/")} == before


def test_the_approved_picture_stays_when_somebody_replaces_it_in_the_library(client):
    image = in_library(photo())
    publish(release_with(image))
    before = public_paths()
    image.file = ContentFile(photo((900, 900)), "lain.jpg")
    image._set_file_hash()
    image.save()

    build.everything(now=timezone.now())

    assert public_paths() == before and before[0] in client.get(RELEASE).text


def test_a_withdrawn_picture_is_gone_unless_another_item_shows_it(client):
    image = in_library(photo())
    first, second = publish(release_with(image)), publish(release_with(image, slug="kedua", number="2"))
    paths = public_paths()

    withdraw(first, "Fotonya keliru.")
    shared = public_paths()
    withdraw(second, "Fotonya keliru.")

    assert shared == paths and public_paths() == []
    assert client.get(paths[0]).status_code == 404


def test_a_draft_shows_nobody_its_picture(client):
    image = in_library(photo())
    release_with(image)

    assert public_paths() == []
    assert client.get(image.get_rendition("max-165x165").url).status_code == 302


class TestUploads:
    """What the library takes in, and the words of what it refuses."""

    def errors(self, data, name):
        upload = ContentFile(data, name)
        form = get_image_form(Image)({"title": "Foto"}, {"file": upload}, user=people.admin())
        form.is_valid()
        return " ".join(form.errors.get("file", []))

    def test_a_picture_of_forty_megapixels_is_taken_and_drawn(self):
        data = photo((8000, 5000))

        publish(release_with(in_library(data)))

        assert self.errors(data, "besar.jpg") == ""
        assert any("1600x1000" in path for path in public_paths())

    def test_a_larger_one_is_refused_with_the_limit(self):
        assert "50000000" in self.errors(photo((9000, 6000)), "raksasa.jpg").replace(".", "")

    @pytest.mark.parametrize(("data", "name"), [(b"bukan gambar", "foto.jpg"), (b"<svg/>", "foto.svg"), (b"GIF89a", "foto.gif")])
    def test_what_is_no_picture_is_refused_in_indonesian(self, data, name):
        told = self.errors(data, name)

        assert told and "image" not in told.lower()


class TestFiles:
    """Documents of the library."""

    def test_a_published_file_has_a_public_address_its_type_and_its_size(self, client):
        publish(publication.draft_document())

        (path,) = public_paths("/unduhan/")
        answer = client.get(path)

        assert f'href="{path}"' in client.get(DOCUMENT).text and "Unduh PDF (1 kB)" in client.get(DOCUMENT).text
        assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.4 laporan", "application/pdf")
        assert answer["X-Content-Type-Options"] == "nosniff" and "Content-Disposition" not in answer

    def test_a_kind_that_browsers_might_run_is_saved_instead(self, client):
        file = Document.objects.create(title="tabel", file=ContentFile(b"PK", name="Tabel Akhir.xlsx"))
        publish(publication.draft_document(file=file))

        (path,) = public_paths("/unduhan/")

        assert path.endswith("/tabel-akhir.xlsx") and client.get(path)["Content-Disposition"] == "attachment"

    def test_a_file_that_a_correction_replaced_is_gone(self, client):
        page = publish(publication.draft_document())
        (before,) = public_paths("/unduhan/")
        file = Document.objects.create(title="laporan", file=ContentFile(b"%PDF-1.4 ralat", name="laporan.pdf"))

        correct(page, correction="Berkasnya keliru.", file=file)

        assert before not in public_paths("/unduhan/") and len(public_paths("/unduhan/")) == 1

    def test_the_library_opens_its_files_to_the_admin_alone(self, client):
        file = publication.draft_document().file
        assert file.url == reverse("wagtaildocs_serve", args=[file.pk, file.filename]) and file.url.startswith("/admin/")

        anonymous = client.get(file.url)
        old_address = client.get(f"/dokumen/{file.pk}/{file.filename}")
        client.force_login(people.editor())
        editor = client.get(file.url)

        assert (anonymous.status_code, old_address.status_code, editor.status_code) == (302, 404, 200)
        client.force_login(people.operator())
        assert client.get(file.url).status_code == 404


@pytest.fixture
def drawings(monkeypatch):
    """Whether each picture was drawn while the database was held."""
    held = []

    def told(image, folder):
        held.append(connection.in_atomic_block)
        return draw(image, folder)

    draw = pictures.draw
    monkeypatch.setattr(pictures, "draw", told)
    return held


def reviewed(page):
    row = acting.submit(page=page, by=publication.editor())
    acting.finish_review(hand_in_id=row.pk, by=publication.approver())
    return row


@pytest.mark.django_db(transaction=True)
def test_pictures_are_drawn_before_the_database_is_held(drawings):
    due = timezone.now() + timedelta(hours=1)
    now = reviewed(release_with(in_library(photo())))
    later = reviewed(release_with(in_library(photo((900, 600))), slug="nanti", title="Nanti", publish_at=due))

    acting.approve(hand_in_id=now.pk, by=publication.approver())
    acting.approve(hand_in_id=later.pk, by=publication.approver())
    assert drawings == [False]
    publish_due(now=due)

    assert drawings == [False, False]
    assert len(public_paths()) == 9 + 6


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_cannot_be_drawn_lets_nothing_out_and_says_so(drawings):
    row = reviewed(release_with(in_library(photo())))
    Path(Image.objects.get().file.path).write_bytes(b"no picture")

    with pytest.raises(PictureUnreadable):
        acting.approve(hand_in_id=row.pk, by=publication.approver())

    row.refresh_from_db()
    assert row.step == Step.REVIEWED and drawings == [False] and not public_paths()
