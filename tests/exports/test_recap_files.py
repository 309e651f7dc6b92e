"""The files of a released recap: a letter and a workbook of the same bytes each time, in the desk's letterhead and within its scope."""

import io
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from desk.people.models import Desk, Letterhead, Person
from desk.people.scope import scope_of
from desk.reporting.selectors.recap import content_of, fingerprint
from desk.reporting.selectors.recap_letter import letter_of
from desk.reporting.services.drafts import open_entry
from desk.reporting.services.files import add_file
from desk.reporting.services.recap_steps import correct_release
from exports.documents.pdf import letter_pdf
from exports.recaps.letter import letter_of_release
from tests.factories import forms, people, recaps, regions, reports
from tests.reporting.test_files import picture
from tests.reporting.test_recap import EAST, FULL, SOUTH

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(clock):
    home = people.desk()
    Person.objects.create(
        name="Hj. Ratna Puspita, S.H., M.Si.",
        user=people.head(),
        region=home.region,
        rank="Pembina Utama Muda, IV/c",
        nip="197001011995032001",
    )
    recaps.letterhead(home)
    return home


@pytest.fixture
def release(desk):
    operator = people.operator()
    recaps.owed(desk=Desk.objects.get(pk=desk.pk))
    recaps.report(SOUTH, FULL, accepted_by=operator)
    return recaps.released(recaps.begun(desk, operator))


def text_of(release):
    pages = PdfReader(io.BytesIO(letter_pdf(letter_of_release(release)))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_the_letter_says_who_writes_to_whom_about_what_and_who_signs(release):
    text = text_of(release)

    assert ".;" not in text
    for words in (
        "Badan Kesatuan Bangsa dan Politik",
        "200.2/1/BGR/XI/2024",
        "Gubernur Jawa Barat",
        "1 dari 2 laporan sudah diterima",
        "Belum termasuk: Kecamatan Bogor Timur",
        "TPS siap: 12",
        "Genangan di dua RT.",
        "Pembina Utama Muda, IV/c",
        "197001011995032001",
        "Wali Kota Bogor",
    ):
        assert words in text, words
    assert "aksi tertutup" not in text and "Sari Melati" not in text


def test_very_many_units_that_did_not_report_are_counted(desk, client):
    for number in range(3, 34):
        regions.region(f"32.71.{number:02d}", f"Bogor {number}", "district")
    operator = people.operator()
    recaps.owed(desk=Desk.objects.get(pk=desk.pk))
    recap = recaps.begun(desk, operator)
    client.force_login(operator)
    page = client.get(reverse("reporting:recap", args=[recap.pk])).text

    assert "Belum termasuk: 33 unit." in text_of(recaps.released(recap))
    assert "33 unit</summary>" in page and "Kecamatan Bogor 33" in page


def test_the_same_release_gives_the_same_bytes_whatever_changed_since(client, release):
    client.force_login(people.viewer())
    addresses = [reverse(name, args=[release.recap_id, 1]) for name in ("exports:recap_letter", "exports:recap_workbook")]
    first = [client.get(address).content for address in addresses]

    Letterhead.objects.update(unit="Unit lain", place="Lain")
    recaps.report(EAST, FULL, accepted_by=people.operator())

    assert [client.get(address).content for address in addresses] == first
    assert first[0].startswith(b"%PDF")


def test_the_workbook_has_the_table_of_kecamatan_with_numbers(client, release):
    client.force_login(people.operator())

    answer = client.get(reverse("exports:recap_workbook", args=[release.recap_id, 1]))

    book = load_workbook(io.BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Kecamatan Bogor Selatan" in cells and 12 in cells


def test_the_message_tells_the_same_in_short_and_leads_to_the_recap(client, release):
    client.force_login(people.viewer())

    answer = client.get(reverse("exports:recap_message", args=[release.recap_id, 1]))

    text = answer.context["text"]
    assert text.startswith("Kepada Yth. *Gubernur Jawa Barat")
    assert "Perihal: *Laporan mingguan Kota Bogor" in text and "Demikian dilaporkan.\n" in text
    assert "1 dari 2 laporan diterima" in text and "Genangan di dua RT." in text
    assert f"/posko/rekap/{release.recap_id}/" in text and len(text) <= 4096
    assert "aksi tertutup" not in text and "Salin pesan" in answer.content.decode()


@pytest.mark.parametrize("name", ["exports:recap_letter", "exports:recap_workbook", "exports:recap_message"])
def test_files_of_another_region_or_of_no_release_are_not_there(client, release, name):
    client.force_login(people.operator(regions.semarang()))
    assert client.get(reverse(name, args=[release.recap_id, 1])).status_code == 404
    client.force_login(people.operator())
    assert client.get(reverse(name, args=[release.recap_id, 2])).status_code == 404


def test_a_desk_without_a_letterhead_writes_in_its_own_name(release, now):
    Letterhead.objects.all().delete()

    frame = letter_of(release.recap, released_by=people.head(), now=now)

    assert (frame["unit"], frame["office"]) == ("Desk Pilkada Kota Bogor", "Ketua Desk Pilkada Kota Bogor")


def test_numbers_of_letters_follow_each_other(release, desk):
    recaps.report(EAST, FULL, accepted_by=people.operator())

    outcome = correct_release(recap_id=release.recap_id, note="Menyusul.", user=people.head(), seen=fingerprint(content_of(release.recap)))

    assert outcome.release.letter["number"] == "200.2/2/BGR/XI/2024"
    assert "Ralat laporan rekapitulasi" in text_of(outcome.release)


@pytest.fixture
def with_photo(desk, settings, tmp_path):
    """A release of one report with a photo; gives the release and the photo."""
    settings.MEDIA_ROOT = tmp_path
    operator, officer = people.operator(), recaps.officer_of(SOUTH)
    form = forms.publish(forms.question("long_text", "kondisi"), forms.question("photos", "foto"), key="berfoto", report_now=False)
    recaps.owed(desk=Desk.objects.get(pk=desk.pk), form=form)
    duty, unit = recaps.duty(SOUTH), scope_of(officer).units[0]
    entry = open_entry(uuid=uuid4(), form=duty.form, unit=unit, user=officer, obligation=duty, now=recaps.SENT)
    photo = add_file(entry=entry, key="foto", upload=SimpleUploadedFile("banjir.jpg", picture(size=(60, 40))), user=officer)
    sent = reports.send(duty.form, officer, {"kondisi": "Aman.", "foto-kept": str(photo.uuid)}, entry=entry, now=recaps.SENT)
    reports.accept(sent, operator, now=recaps.SENT)
    return recaps.released(recaps.begun(desk, operator)), photo


def test_photos_of_the_reports_stand_in_the_annex_with_their_unit(with_photo):
    release, _photo = with_photo

    letter = letter_of_release(release)

    assert letter.attachments == "1 foto"
    assert letter.photos[0].caption == "Dokumentasi Kecamatan Bogor Selatan"


def test_a_letter_that_cannot_be_written_leads_back_and_says_why(client, with_photo):
    release, photo = with_photo
    Path(photo.file.path).write_bytes(b"rusak")
    client.force_login(people.operator())

    answer = client.get(reverse("exports:recap_letter", args=[release.recap_id, 1]), follow=True)

    assert "tidak dapat dibaca sebagai gambar" in answer.content.decode()
