"""One XLSX and one CSV for all versions: a column per question key, none shifted, nothing of another region, no formula."""

import csv
import io
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from desk.people.scope import scope_of
from desk.reporting.services.sending import send_entry
from exports.constants import JobState
from exports.models import ExportJob
from exports.services import clear_old_exports, write_export
from forms_config.identity import MASK
from tests.factories import forms, people, regions

pytestmark = pytest.mark.django_db

CHOICES = [{"key": "a", "label": "Aman"}, {"key": "b", "label": "Bahaya"}]
ROWS = forms.question("repeat", "baris", questions=[forms.question("short_text", "hal"), forms.question("whole_number", "banyak")])


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def send(officer, now):
    def send_(form, **raw):
        controls = {name.replace("__", "-"): [value] for name, value in raw.items()}
        return send_entry(uuid=uuid4(), form=form, unit=scope_of(officer).units[0], user=officer, raw=controls, now=now).entry

    return send_


@pytest.fixture
def operator(client):
    user = people.operator()
    client.force_login(user)
    return user


def read_csv(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def read_sheet(response, number=0):
    workbook = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    names, _headings, *rows = [list(row) for row in workbook.worksheets[number].iter_rows(values_only=True)]
    return [dict(zip(names, row, strict=True)) for row in rows]


def address(form, kind):
    return reverse("exports:form_entries", args=[form.key, kind])


def test_answers_of_all_versions_stand_under_their_own_key(send, client, operator):
    old = forms.publish(forms.question("one_choice", "keadaan", choices=CHOICES), forms.question("whole_number", "jumlah"))
    send(old, keadaan="b", jumlah="3")
    new = forms.publish(forms.question("short_text", "baru"), forms.question("one_choice", "keadaan", label="Lain", choices=CHOICES[:1]))
    send(new, baru="Isi", keadaan="a")

    rows = read_csv(client.get(address(new, "csv")))

    assert [(row["baru"], row["keadaan"], row["jumlah"], row["_versi"]) for row in rows] == [
        ("", "Bahaya", "3", "1"),
        ("Isi", "Aman", "", "2"),
    ]


def test_a_sheet_holds_typed_cells_and_repeated_rows_have_a_sheet_of_their_own(send, client, operator):
    form = forms.publish(forms.question("whole_number", "jumlah"), forms.question("date", "hari"), ROWS)
    entry = send(form, jumlah="1.250", hari="2024-11-27", baris__0__hal="Satu", baris__0__banyak="4", baris__2__hal="Dua")

    main = read_sheet(client.get(address(form, "xlsx")))
    inner = read_sheet(client.get(address(form, "xlsx")), 1)
    flat = read_csv(client.get(address(form, "csv")))

    assert main[0]["jumlah"] == 1250
    assert main[0]["hari"].isoformat().startswith("2024-11-27")
    assert main[0]["baris"] == 2
    assert [(row["_nomor"], row["_baris"], row["baris.hal"], row["baris.banyak"]) for row in inner] == [
        (entry.number, 1, "Satu", 4),
        (entry.number, 2, "Dua", None),
    ]
    assert (flat[0]["baris.hal"], flat[0]["baris.banyak"]) == ("Satu | Dua", "4 | ")


@pytest.mark.parametrize("text", ["=1+1", "+62 251", "-1", "@SUM(A1)"])
def test_no_text_becomes_a_formula(send, client, operator, text):
    form = forms.publish(forms.question("short_text", "teks"))
    send(form, teks=text)

    workbook = load_workbook(io.BytesIO(b"".join(client.get(address(form, "xlsx")).streaming_content)))
    cell = list(workbook.worksheets[0].iter_rows())[2][-1]

    assert (cell.value, cell.data_type) == (text, "s")
    assert read_csv(client.get(address(form, "csv")))[0]["teks"] == f"'{text}"


def test_another_regions_operator_gets_no_row(send, client):
    form = forms.publish(forms.question("short_text", "teks"))
    send(form, teks="Rahasia Bogor")
    client.force_login(people.operator(regions.semarang()))

    assert read_csv(client.get(address(form, "csv"))) == []
    assert read_sheet(client.get(address(form, "xlsx"))) == []


def test_identity_answers_are_masked_unless_the_desk_asks_for_them(send, client, operator):
    form = forms.publish(forms.question("short_text", "pelapor", privacy="identitas"))
    send(form, pelapor="Budi")

    masked = read_csv(client.get(address(form, "csv")))
    asked = read_csv(client.get(address(form, "csv"), {"identitas": "1"}))
    for user in (people.admin(), people.viewer()):
        client.force_login(user)
        assert client.get(address(form, "csv"), {"identitas": "1"}).status_code == 404
        assert read_csv(client.get(address(form, "csv")))[0]["pelapor"] == MASK

    assert (masked[0]["pelapor"], asked[0]["pelapor"]) == (MASK, "Budi")


def test_an_answer_is_masked_also_where_an_older_version_left_it_readable(send, client, operator):
    send(forms.publish(forms.question("short_text", "pelapor")), pelapor="Budi")
    form = forms.publish(forms.question("short_text", "pelapor", privacy="identitas"))

    assert [row["pelapor"] for row in read_csv(client.get(address(form, "csv")))] == [MASK]


def test_a_date_that_an_older_version_computed_from_what_is_an_identity_now_is_masked_too(send, client, operator):
    week = forms.question("computed", "sepekan", formula={"op": "days_after", "question": "lahir", "days": 7})
    send(forms.publish(forms.question("date", "lahir"), week), lahir="1990-05-01")
    form = forms.publish(forms.question("date", "lahir", privacy="identitas"))

    assert [(row["lahir"], row["sepekan"]) for row in read_csv(client.get(address(form, "csv")))] == [(MASK, MASK)]


def test_the_number_of_queries_does_not_grow_with_the_entries(send, client, operator, django_assert_max_num_queries):
    form = forms.publish(forms.question("region", "wilayah", levels=[]), forms.question("short_text", "teks"))
    for _number in range(5):
        send(form, teks="x", wilayah="32.71.01.1001")

    with django_assert_max_num_queries(12):
        rows = read_csv(client.get(address(form, "csv")))

    assert {(row["wilayah"], row["wilayah.code"]) for row in rows} == {("Kelurahan Batu Tulis", "32.71.01.1001")}


def test_a_large_export_is_written_by_the_worker(send, client, operator, monkeypatch, run_tasks, settings, tmp_path, now, clock):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("exports.views.MOST_AT_ONCE", 0)
    form = forms.publish(forms.question("short_text", "teks"))
    send(form, teks="Isi")

    asked = client.get(address(form, "xlsx"))
    waiting = client.get(asked["Location"])
    run_tasks()
    ready = client.get(asked["Location"])
    job = ExportJob.objects.get()
    file = client.get(reverse("exports:job_file", args=[job.uuid]))

    assert waiting["Refresh"] == "2"
    assert "Unduh XLSX" in ready.content.decode()
    assert read_sheet(file)[0]["teks"] == "Isi"
    assert write_export(uuid=job.uuid).finished_at == job.finished_at

    client.force_login(people.duty_officer())
    assert client.get(reverse("exports:job_file", args=[job.uuid])).status_code == 404

    clock.shift(3 * 86_400)
    assert clear_old_exports() == 1
    assert not list((tmp_path / "ekspor").iterdir())


def test_a_job_that_breaks_says_so(send, client, operator, monkeypatch):
    form = forms.publish(forms.question("short_text", "teks"))
    monkeypatch.setattr("exports.views.MOST_AT_ONCE", -1)
    client.get(address(form, "csv"))
    job = ExportJob.objects.get()
    monkeypatch.setattr("exports.services._write", lambda *_arguments: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        write_export(uuid=job.uuid)

    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_the_page_lists_forms_with_the_readers_own_counts(send, client, operator):
    send(forms.publish(forms.question("short_text", "teks")), teks="x")

    own = client.get(reverse("exports:index")).content.decode()
    client.force_login(people.operator(regions.semarang()))
    other = client.get(reverse("exports:index")).content.decode()

    assert "uji.xlsx" in own
    assert "Belum ada laporan" in other


def test_the_command_writes_the_same_csv(send, tmp_path):
    form = forms.publish(forms.question("short_text", "teks"))
    entry = send(form, teks="Isi")

    call_command("entries", "export", "uji", tmp_path / "uji.csv")

    with (tmp_path / "uji.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["_nomor"], row["teks"]) for row in rows] == [(entry.number, "Isi")]
    with pytest.raises(CommandError, match="uji"):
        call_command("entries", "export", "lain", tmp_path / "lain.csv")


def test_restricted_answers_are_masked_for_whoever_only_looks(send, client):
    inner = forms.question("short_text", "nama", privacy="terbatas")
    form = forms.publish(
        forms.question("whole_number", "banyak", privacy="terbatas"), forms.question("repeat", "pihak", questions=[inner]), key="temuan"
    )
    send(form, banyak="7", pihak__0__nama="Budi")

    for who, seen in ((people.viewer(), (MASK, MASK)), (people.operator(), ("7", "Budi")), (people.admin(), ("7", "Budi"))):
        client.force_login(who)
        row = read_csv(client.get(address(form, "csv")))[0]
        assert (row["banyak"], row["pihak.nama"]) == seen
