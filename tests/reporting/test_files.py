"""Files are what they claim to be, pictures are drawn anew, EXIF is kept only as fields of the evidence."""

import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

from desk.people.scope import scope_of
from desk.reporting.errors import FileRefused, NotEditable
from desk.reporting.models import Attachment
from desk.reporting.services.drafts import open_entry
from desk.reporting.services.file_contents import DOCUMENT_KINDS
from desk.reporting.services.files import add_file, remove_file
from desk.reporting.services.sending import send_entry
from forms_config.question_settings import FILE_KINDS
from tests.factories import forms, people, regions

pytestmark = pytest.mark.django_db


def picture(format_="JPEG", size=(3000, 2000), exif=None):
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, format_, **({"exif": exif} if exif else {}))
    return target.getvalue()


def upload(name, data):
    return SimpleUploadedFile(name, data)


@pytest.fixture
def entry(now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    regions.make_regions()
    people.desk()
    officer = people.officer()
    form = forms.publish(
        forms.question("photos", "foto", max_files=2),
        forms.question("files", "surat", kinds=["pdf", "xlsx"]),
        forms.question("short_text", "nama"),
    )
    return open_entry(uuid=uuid4(), form=form, unit=scope_of(officer).units[0], user=officer, now=now)


@pytest.fixture
def add(entry, now):
    return lambda key, name, data, **more: add_file(entry=entry, key=key, upload=upload(name, data), user=entry.created_by, now=now, **more)


def test_a_picture_is_drawn_anew_small_and_without_metadata(add):
    exif = Image.Exif()
    exif[Base.Make] = "Ponsel"
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2024:11:25 08:30:00"
    exif.get_ifd(IFD.GPSInfo).update(
        {GPS.GPSLatitudeRef: "S", GPS.GPSLatitude: (6.0, 35.0, 49.56), GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: (106.0, 48.0, 0.0)}
    )

    kept = add("foto", "IMG 1.png", picture(exif=exif))

    with Image.open(kept.file) as stored:
        assert (stored.format, max(stored.size), dict(stored.getexif())) == ("JPEG", 1600, {})
    assert kept.name == "IMG_1.jpg"
    assert kept.taken_at == datetime(2024, 11, 25, 1, 30, tzinfo=UTC)
    assert (kept.latitude, kept.longitude) == (Decimal("-6.597100"), Decimal("106.800000"))


def office(kind):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr({"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}[kind], "<x/>")
    return target.getvalue()


@pytest.mark.parametrize(("name", "data"), [("SK.pdf", b"%PDF-1.7 isi"), ("rekap.xlsx", office("xlsx"))])
def test_a_document_of_a_wanted_kind_is_kept_as_it_is(add, name, data):
    kept = add("surat", name, data)

    assert kept.file.read() == data
    assert kept.name == name


@pytest.mark.parametrize(
    ("key", "name", "data", "words"),
    [
        ("foto", "foto.jpg", b"<html>bukan foto", "bukan foto"),
        ("foto", "foto.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan foto"),
        ("foto", "kosong.jpg", b"", "kosong"),
        ("foto", "potong.jpg", picture()[:600], "bukan foto"),
        ("surat", "virus.pdf", b"MZ\x90\x00", "bukan PDF yang sebenarnya"),
        ("surat", "rekap.xlsx", office("docx"), "bukan XLSX yang sebenarnya"),
        ("surat", "surat.docx", office("docx"), "tidak dapat diterima"),
        ("surat", "program.exe", b"MZ", "tidak dapat diterima"),
        ("surat", "tanpa-akhiran", b"%PDF-", "tidak dapat diterima"),
        ("nama", "foto.jpg", picture(size=(9, 9)), "tidak ada lagi"),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused_with_the_way_out(add, key, name, data, words):
    with pytest.raises(FileRefused, match=words):
        add(key, name, data)

    assert not Attachment.objects.exists()


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_opened_up(add, monkeypatch):
    monkeypatch.setattr("desk.reporting.services.file_contents.MOST_PIXELS", 100)

    with pytest.raises(FileRefused, match="terlalu besar"):
        add("foto", "besar.jpg", picture(size=(11, 10)))


def test_one_too_many_is_refused_and_a_removed_one_makes_room(add, entry):
    first = add("foto", "1.jpg", picture(size=(9, 9)))
    add("foto", "2.jpg", picture(size=(9, 9)))

    with pytest.raises(FileRefused, match="paling banyak 2"):
        add("foto", "3.jpg", picture(size=(9, 9)))
    remove_file(entry=entry, uuid=first.uuid, user=entry.created_by)

    assert add("foto", "3.jpg", picture(size=(9, 9))).name == "3.jpg"


def test_the_same_upload_again_keeps_one_file(add):
    uuid = uuid4()

    assert add("foto", "1.jpg", picture(size=(9, 9)), uuid=uuid).pk == add("foto", "1.jpg", picture(size=(9, 9)), uuid=uuid).pk


def test_a_sent_report_takes_no_more_files(add, entry, now):
    kept = add("foto", "1.jpg", picture(size=(9, 9)))
    unit = scope_of(entry.created_by).units[0]
    receipt = send_entry(uuid=entry.uuid, form=entry.form, unit=unit, user=entry.created_by, raw={"foto-kept": [str(kept.uuid)]}, now=now)

    assert receipt.submission.answers == {"foto": [str(kept.uuid)]}
    with pytest.raises(NotEditable):
        add("foto", "2.jpg", picture(size=(9, 9)))
    with pytest.raises(NotEditable):
        remove_file(entry=entry, uuid=kept.uuid, user=entry.created_by)


@pytest.mark.parametrize("degrees", [(IFDRational(0, 0),) * 3, (IFDRational(1, 1),), (IFDRational(9999, 1),) * 3])
def test_a_photo_of_a_camera_without_a_fix_is_kept_without_a_place(add, degrees):
    exif = Image.Exif()
    exif.get_ifd(IFD.GPSInfo).update(
        {GPS.GPSLatitudeRef: "S", GPS.GPSLatitude: degrees, GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: degrees}
    )

    kept = add("foto", "lapangan.jpg", picture(size=(20, 20), exif=exif))

    assert (kept.latitude, kept.longitude) == (None, None)


def test_every_kind_that_a_question_may_take_can_be_uploaded():
    assert set(FILE_KINDS) <= set(DOCUMENT_KINDS)
