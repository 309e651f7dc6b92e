"""Master data from a spreadsheet: judged row by row, shown, written as a whole or not at all, by installation admins only."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from wagtail.models import ModelLogEntry

from desk.people.directory import PersonRow, put_persons
from desk.people.models import Agency, Person
from desk.regions.models import PollingStation
from exports.constants import IMPORT_LIFE, LOG_IMPORT_APPLIED, MOST_BYTES, ImportKind, ImportState
from exports.imports import services
from exports.imports.errors import FileRefused, NotReady
from exports.imports.kinds import KINDS
from exports.imports.report import judge
from exports.models import ImportJob
from tests.factories import people, regions

pytestmark = pytest.mark.django_db

VILLAGE = "32.71.01.1001"
STATIONS = f"Kode kelurahan/desa;Nomor TPS\n{VILLAGE};1\n{VILLAGE};TPS 002\n32.71.01.1002;003\n".encode()
AGENCIES = "Kunci,Nama,Singkatan,Kode wilayah\ndinkes-bogor,Dinas Kesehatan,Dinkes,32.71\n"
PERSONS = "Nama,Jabatan,No. HP,Surel,Kode wilayah,OPD\n"


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    regions.make_regions()


@pytest.fixture
def admin(client):
    user = people.admin()
    client.force_login(user)
    return user


@pytest.fixture
def take(admin, now):
    def take_(kind, content, *, by=None):
        content = content.encode() if isinstance(content, str) else content
        return services.take_in(kind=kind, content=content, file_name="daftar.csv", user=by or admin, now=now)

    return take_


def apply(job, now=None):
    return services.apply(uuid=services.ask_to_apply(job=job).uuid, now=now)


def counts(job):
    report = services.report_of(job)
    return report.new, report.changed, report.unchanged, report.wrong


def problems(job):
    return [(cell["row"], cell["column"], cell["problem"]) for cell in services.report_of(job).wrong_cells]


def sheet(*rows):
    workbook = Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_a_list_is_shown_first_and_written_when_the_admin_says_so(take, now):
    job = take(ImportKind.POLLING_STATIONS, STATIONS)

    assert counts(job) == (3, 0, 0, 0)
    assert not PollingStation.objects.exists()

    job = apply(job, now)

    assert (job.state, job.created, job.updated) == (ImportState.APPLIED, 3, 0)
    assert list(PollingStation.objects.values_list("code", flat=True)) == [f"{VILLAGE}.001", f"{VILLAGE}.002", "32.71.01.1002.003"]


def test_applying_is_one_line_in_the_log_and_the_file_is_gone(take, admin, now, django_capture_on_commit_callbacks):
    job = take(ImportKind.POLLING_STATIONS, STATIONS)
    stored = job.file.storage, job.file.name
    assert stored[0].exists(stored[1])

    with django_capture_on_commit_callbacks(execute=True):
        apply(job, now)

    line = ModelLogEntry.objects.get(action=LOG_IMPORT_APPLIED)
    assert (line.user, line.data["created"], line.data["sha256"]) == (admin, 3, job.digest)
    assert not stored[0].exists(stored[1])
    assert ImportJob.objects.get().file == ""


def test_the_same_list_again_changes_nothing(take):
    apply(take(ImportKind.POLLING_STATIONS, STATIONS))

    again = take(ImportKind.POLLING_STATIONS, STATIONS)

    assert counts(again) == (0, 0, 3, 0)
    with pytest.raises(NotReady):
        services.ask_to_apply(job=again)


def test_applying_twice_writes_once(take):
    job = take(ImportKind.POLLING_STATIONS, STATIONS)
    apply(job)

    again = apply(job)

    assert (again.created, ModelLogEntry.objects.filter(action=LOG_IMPORT_APPLIED).count()) == (3, 1)


def test_two_admins_with_the_same_list_write_each_row_once(take):
    text = AGENCIES + "dinsos-bogor,Dinas Sosial,Dinsos,32.71\n"
    first, second = take(ImportKind.AGENCIES, text), take(ImportKind.AGENCIES, text, by=people.with_role("admin", username="admin2"))

    apply(first)
    second = apply(second)

    assert (second.state, second.created, second.updated) == (ImportState.APPLIED, 0, 0)
    assert Agency.objects.count() == 2


def test_agencies_are_known_by_their_key_and_show_what_changes(take):
    apply(take(ImportKind.AGENCIES, AGENCIES))

    job = take(ImportKind.AGENCIES, AGENCIES.replace("Dinas Kesehatan", "Dinas Kesehatan Kota"))

    assert counts(job) == (0, 1, 0, 0)
    change = services.report_of(job).changes[0]
    assert (change["row"], change["column"], change["before"], change["after"]) == (2, "Nama", "Dinas Kesehatan", "Dinas Kesehatan Kota")
    apply(job)
    assert Agency.objects.get().name == "Dinas Kesehatan Kota"


def test_persons_are_known_by_name_region_and_agency_and_empty_cells_leave_what_is_there(take):
    people.agency(key="dinkes-bogor")
    apply(
        take(
            ImportKind.PERSONS, PERSONS + "Siti,Kepala Dinas,0812 3456 7890,,32.71,dinkes-bogor\nBudi,Camat,,budi@contoh.go.id,32.71.01,\n"
        )
    )

    job = take(
        ImportKind.PERSONS,
        PERSONS + "Siti,,0811 000 000,siti@contoh.go.id,32.71,dinkes-bogor\nBudi,Camat,,,32.71.01,\nBudi,Lurah,,,32.71,\n",
    )

    assert counts(job) == (1, 1, 1, 0)
    apply(job)
    siti = Person.objects.get(name="Siti")
    assert (siti.position, siti.phone, siti.email, siti.agency.key) == (
        "Kepala Dinas",
        "0811 000 000",
        "siti@contoh.go.id",
        "dinkes-bogor",
    )
    assert Person.objects.get(name="Budi", region="32.71.01").email == "budi@contoh.go.id"
    assert Person.objects.count() == 3


def test_a_column_that_the_file_lacks_stays_as_it_is(take):
    apply(take(ImportKind.PERSONS, PERSONS + "Budi,Camat,0812 3456 7890,,32.71.01,\n"))

    job = take(ImportKind.PERSONS, "Nama Lengkap;Kode Wilayah;Catatan\nBudi;32.71.01;x\n")

    assert counts(job) == (0, 0, 1, 0)
    assert services.report_of(job).ignored == ["Catatan"]


@pytest.mark.parametrize(
    ("kind", "row", "column", "problem"),
    [
        (ImportKind.POLLING_STATIONS, "32.71.01.9999;1", "Kode kelurahan/desa", "tidak ada di sistem"),
        (ImportKind.POLLING_STATIONS, "32.71.01;1", "Kode kelurahan/desa", "bukan kelurahan atau desa"),
        (ImportKind.POLLING_STATIONS, "3271011001;1", "Kode kelurahan/desa", "tidak dikenal"),
        (ImportKind.POLLING_STATIONS, f"{VILLAGE};1000", "Nomor TPS", "angka 1 sampai 999"),
        (ImportKind.POLLING_STATIONS, f"{VILLAGE};0", "Nomor TPS", "angka 1 sampai 999"),
        (ImportKind.POLLING_STATIONS, f"{VILLAGE};", "Nomor TPS", "kosong"),
        (ImportKind.POLLING_STATIONS, f"{VILLAGE};=1+1", "Nomor TPS", "rumus"),
        (ImportKind.AGENCIES, "Dinas Satu;Nama;S;32.71", "Kunci", "huruf kecil"),
        (ImportKind.AGENCIES, f"a;{'n' * 161};S;32.71", "Nama", "Lebih panjang"),
        (ImportKind.AGENCIES, "a;@SUM(A1);S;32.71", "Nama", "rumus"),
        (ImportKind.PERSONS, "Budi;;81234567890;;32.71;", "Telepon", "Angka 0"),
        (ImportKind.PERSONS, "Budi;;rumah;;32.71;", "Telepon", "bukan nomor telepon"),
        (ImportKind.PERSONS, "Budi;;;camat.contoh.go.id;32.71;", "Pos-el", "bukan alamat pos-el"),
        (ImportKind.PERSONS, "Budi;;;;32.71;tidak-ada", "Kunci perangkat daerah", "belum ada"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_nothing_can_be_applied(take, kind, row, column, problem):
    headings = ";".join(column.heading for column in KINDS[kind].columns)

    job = take(kind, f"{headings}\n\n{row}\n")

    assert counts(job) == (0, 0, 0, 1)
    ((number, where, what),) = problems(job)
    assert (number, where) == (3, column) and problem in what
    assert services.report_of(job).wrong_cells[0]["way_out"]
    with pytest.raises(NotReady):
        services.ask_to_apply(job=job)


def test_every_wrong_cell_of_a_row_is_told_at_once(take):
    job = take(ImportKind.POLLING_STATIONS, "kode;no tps\nxx;yy\n")

    assert [column for _row, column, _problem in problems(job)] == ["Kode kelurahan/desa", "Nomor TPS"]


def test_a_repeated_row_is_wrong_and_names_the_first_also_in_another_chunk(take, monkeypatch):
    monkeypatch.setattr("exports.imports.report.IMPORT_CHUNK", 2)

    job = take(ImportKind.POLLING_STATIONS, STATIONS + f"{VILLAGE};2\n".encode())

    assert problems(job) == [(5, "Nomor TPS", "Baris ini sama dengan baris 3.")]


def test_two_persons_who_answer_to_one_row_are_not_guessed(take):
    for _ in range(2):
        Person.objects.create(name="Budi", region=regions.bogor())

    assert "lebih dari satu" in problems(take(ImportKind.PERSONS, PERSONS + "Budi,Camat,,,32.71,\n"))[0][2]


def test_a_formula_in_a_sheet_is_never_taken_as_a_value(take):
    job = take(ImportKind.POLLING_STATIONS, sheet(["Kode Desa", "TPS"], [VILLAGE, "=1+1"], [VILLAGE, 7.0]))

    assert counts(job) == (1, 0, 0, 1)
    assert "rumus" in problems(job)[0][2]


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "")
        archive.writestr("xl/sharedStrings.xml", b"0" * (81 * 1024 * 1024))
    return file.getvalue()


def broken():
    return sheet(["Kode Desa", "TPS"])[:-200]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: b"", "Berkas kosong"),
        (lambda: b"\xef\xbb\xbf\n\n", "tidak berisi"),
        (lambda: b"Kode desa;Nomor TPS\n", "hanya memuat judul"),
        (lambda: b"Kode desa;Keterangan\n1;2\n", "“Nomor TPS” tidak ditemukan"),
        (lambda: b"Kode desa;Kode;Nomor TPS\n1;2;3\n", "sama-sama berarti"),
        (lambda: b'Kode desa;Nomor TPS\n"1;2\n', "tidak utuh"),
        (lambda: "Kode desa;Nomor TPS\n1;2\n".encode("utf-16"), "UTF-8"),
        (lambda: b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
        (lambda: b"\xd0\xcf\x11\xe0old excel", "XLS lama"),
        (lambda: b"PK\x03\x04nothing", "rusak"),
        (broken, "rusak"),
        (bomb, "terlalu besar"),
        (lambda: b"x" * (MOST_BYTES + 1), "lebih besar dari 10 MB"),
        (lambda: b"Kode desa;Nomor TPS\n" + b"1;2\n" * 50_001, "lebih dari 50.000 baris"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words_and_not_kept(take, content, said):
    with pytest.raises(FileRefused, match=said):
        take(ImportKind.POLLING_STATIONS, content())

    assert not ImportJob.objects.exists()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [b",", b";", b"\t"])
def test_csv_comes_with_any_delimiter_and_with_or_without_byte_order_mark(take, mark, delimiter):
    assert counts(take(ImportKind.POLLING_STATIONS, mark + STATIONS.replace(b";", delimiter))) == (3, 0, 0, 0)


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_example_can_be_uploaded_as_it_is(take, client, kind):
    people.agency(key="dinkes-bogor")

    response = client.get(reverse("imports:blank", args=[kind]))

    assert load_workbook(io.BytesIO(response.content)).worksheets[0]["A2"].number_format == "@"
    assert services.report_of(take(kind, response.content)).wrong == 0


def test_a_large_list_is_checked_and_applied_by_the_worker(take, run_tasks, client):
    rows = [f"{code};{number}" for code in regions.BOGOR_VILLAGES for number in range(1, 801)]
    job = take(ImportKind.POLLING_STATIONS, "Kode desa;Nomor TPS\n" + "\n".join(rows))
    assert job.state == ImportState.WAITING
    assert client.get(reverse("imports:job", args=[job.uuid])).headers["Refresh"]

    assert run_tasks() == 1
    job.refresh_from_db()
    assert (job.state, job.done, counts(job)) == (ImportState.CHECKED, 2400, (2400, 0, 0, 0))

    client.post(reverse("imports:apply", args=[job.uuid]))
    assert run_tasks() == 1
    job.refresh_from_db()
    assert (job.state, job.created, PollingStation.objects.count()) == (ImportState.APPLIED, 2400, 2400)


@pytest.mark.parametrize("rows", [10, 900])
@pytest.mark.parametrize("kind", list(KINDS))
def test_the_number_of_queries_does_not_grow_with_the_rows(django_assert_max_num_queries, kind, rows):
    people.agency(key="ada")
    lines = {
        ImportKind.POLLING_STATIONS: [f"{VILLAGE};{number}" for number in range(1, rows + 1)],
        ImportKind.AGENCIES: [f"opd-{number};Dinas;D;32.71" for number in range(rows)],
        ImportKind.PERSONS: [f"Budi {number};;;;32.71;ada" for number in range(rows)],
    }[kind]
    content = "\n".join([";".join(column.heading for column in KINDS[kind].columns), *lines]).encode()

    with django_assert_max_num_queries(3):
        report, to_write = judge(KINDS[kind], content)
    with django_assert_max_num_queries(12):
        written = KINDS[kind].write(to_write)

    assert report.new == written.created == rows


def test_what_vanished_since_the_check_sends_the_list_back_to_the_preview(take):
    agency = people.agency(key="dinkes-bogor")
    job = take(ImportKind.PERSONS, PERSONS + "Siti,,,,32.71,dinkes-bogor\n")
    agency.delete()

    job = apply(job)

    assert (job.state, counts(job)) == (ImportState.CHECKED, (0, 0, 0, 1))
    assert not Person.objects.exists()


def test_persons_of_an_agency_that_is_not_there_are_refused_as_a_whole():
    with pytest.raises(Agency.DoesNotExist):
        put_persons(rows=[PersonRow("Budi", "32.71"), PersonRow("Siti", "32.71", "tidak-ada")])

    assert not Person.objects.exists()


def test_lists_that_nobody_applied_are_cleared_with_their_files(take, now):
    job = take(ImportKind.POLLING_STATIONS, STATIONS)
    stored = job.file.storage, job.file.name

    assert services.clear_old_imports(now=now + IMPORT_LIFE - timedelta(seconds=1)) == 0
    assert services.clear_old_imports(now=now + IMPORT_LIFE + timedelta(seconds=1)) == 1
    assert not stored[0].exists(stored[1])
