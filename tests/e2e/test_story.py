"""The main job through the screens: an admin changes a form, an officer files it from a phone, the desk has it as data.

One story, told in the order in which it happens; each function is one person at one device.
"""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from desk.incidents.models import Incident
from desk.people.models import Role, User
from desk.people.scope import scope_of
from desk.regions.models import Region
from desk.reporting.constants import State
from desk.reporting.models import Attachment, Entry
from desk.reporting.services.duty import ask_for_reports
from desk.situation.models import SituationReport
from forms_config.models import Form
from forms_config.packing import starter_pack
from forms_config.services import import_pack
from tests.browser import DESKTOP, PHONE, await_new_block, watch_editor
from tests.factories import people, regions

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "Rumah warga terendam"
KEY = "rumah_warga_terendam"
REASON = "Sebutkan tindakan awal dan periksa jumlah rumah."
SECTORS = ("Ideologi", "Politik", "Ekonomi", "Sosial budaya", "Keamanan")
SUNDAY = date(2024, 11, 24)
FIRST_VALUE, MENDED_VALUE = 27, 31


@pytest.fixture
def accounts(transactional_db: None) -> dict[str, User]:
    """Bogor and Semarang, the weekly report as it ships, and one report asked of Bogor Selatan."""
    regions.make_regions()
    regions.make_polling_stations("32.71.01.1001", 4)
    bogor, semarang = people.desk(), people.desk(regions.semarang(), short_code="SMG")
    admin = people.admin()
    officer = people.officer(username="camat.bogorselatan")
    operator = people.with_role(Role.OPERATOR, desk=bogor, username="operator.bogor")
    stranger = people.with_role(Role.OPERATOR, desk=semarang, username="operator.semarang", name="Slamet Riyadi")
    ask_for_reports(
        form=import_pack(starter_pack("weekly_situation"), by=admin, publish=True),
        region=Region.objects.get(code="32.71"),
        units=[scope_of(officer).units[0]],
        due_at=timezone.now() + timedelta(hours=5),
        user=operator,
        period=(SUNDAY - timedelta(days=6), SUNDAY),
    )
    return {user.username: user for user in (admin, officer, operator, stranger)}


@pytest.fixture
def device(accounts, open_page, sign_in):
    """``device("operator.bogor")``: a browser of its own in which this person has signed in."""

    def give(username: str, viewport: dict[str, int] = DESKTOP) -> Page:
        return sign_in(open_page(viewport), accounts[username])

    return give


def test_a_question_goes_from_the_admin_to_the_phone_to_the_desk_and_into_the_spreadsheet(device):
    admin_changes_the_form(device("admin"))
    officer_files_the_report(device)
    operator_returns_it(device("operator.bogor"))
    officer_mends_it(device("camat.bogorselatan", PHONE))
    operator_accepts_it_and_finds_its_rows(device("operator.bogor"))
    strangers_see_nothing(device("operator.semarang"))


# The admin, at a desk -------------------------------------------------------------------------------------------------


def admin_changes_the_form(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Formulir").click()
    page.get_by_role("link", name="Laporan Situasi").click()
    watch_editor(page)
    add_question_after(page, "Pilih satu Situasi wilayah")
    drag_below(page, f"Angka bulat {QUESTION}", "Teks panjang Ideologi")
    preview_on_a_phone(page)

    expect(page.get_by_text("Tersimpan", exact=True)).to_be_visible()  # by itself, while she worked
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.get_by_text("Formulir 'Laporan Situasi' telah diperbarui.")).to_be_visible()
    form = Form.objects.get()
    assert (form.current_version.number, form.has_unpublished_changes) == (1, True)

    page.get_by_role("button", name="Tindakan lainnya").click()
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("Formulir 'Laporan Situasi' telah diperbarui dan diterbitkan.")).to_be_visible()
    form.refresh_from_db()
    assert form.current_version.number == 2


def block(page: Page, heading: str):
    return page.locator("[data-streamfield-child]", has=page.get_by_role("heading", name=heading, exact=True))


def add_question_after(page: Page, heading: str) -> None:
    """A whole number that is asked only when the situation needs attention; everything is chosen, nothing typed as code."""
    before = block(page, heading)
    before.locator("xpath=following-sibling::*[1]").get_by_title("Sisipkan blok").click()
    page.get_by_placeholder("Cari opsi").fill("angka")
    page.get_by_role("option", name="Angka bulat").click()
    await_new_block(page)
    question = before.locator("xpath=following-sibling::*[@data-streamfield-child][1]")
    question.get_by_role("textbox", name="Pertanyaan").fill(QUESTION)
    question.get_by_role("button", name="Tambah syarat").click()
    question.get_by_role("combobox", name="Pertanyaan").select_option(label="Situasi wilayah")
    question.get_by_role("combobox", name="Perbandingan").select_option(label="adalah")
    question.get_by_role("combobox", name="Nilai").select_option(label="Perlu perhatian")
    question.get_by_role("button", name="Selesai").click()
    expect(question.get_by_text("“Situasi wilayah” adalah Perlu perhatian")).to_be_visible()
    question.get_by_role("button", name="Tampilkan/sembunyikan bagian").click()


def drag_below(page: Page, heading: str, other: str) -> None:
    """With the mouse, past the heading of the next section."""
    block(page, heading).get_by_title("Seret").drag_to(block(page, other))
    expect(block(page, other).locator("xpath=following-sibling::*[@data-streamfield-child][1]")).to_contain_text(QUESTION)


def preview_on_a_phone(page: Page) -> None:
    page.get_by_role("button", name="Tampilkan/sembunyikan pratinjau").click()
    page.get_by_label("Pratinjau dalam ukuran ponsel").check(force=True)
    sheet = page.frame_locator("#w-preview-iframe")
    # The frame is drawn anew whenever the draft is saved, so nothing is filled in it here.
    expect(sheet.get_by_role("button", name="Lanjut ke bagian 2")).to_be_visible()
    expect(sheet.get_by_label(QUESTION)).to_be_attached()


# The officer, on a phone ----------------------------------------------------------------------------------------------


def officer_files_the_report(device) -> None:
    page = device("camat.bogorselatan", PHONE)
    page.goto("/lapor/")
    page.get_by_role("link", name="Mulai mengisi").click()
    page.wait_for_selector("html[data-ready]")
    go_on(page, 2)
    write(page, "Kondisi umum terkini", "Wilayah aman; hujan deras menggenangi tiga RT.")
    page.get_by_role("radio", name="Perlu perhatian").check()
    go_on(page, 3)
    expect(page.get_by_text("Ditanyakan karena pada “Situasi wilayah” Anda memilih Perlu perhatian.", exact=True)).to_be_visible()
    write(page, QUESTION, str(FIRST_VALUE))
    for sector in SECTORS:
        write(page, sector, "Tidak ada hal menonjol.")
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    page.context.close()

    fill_the_rest(device("camat.bogorselatan", PHONE))


def fill_the_rest(page: Page) -> None:
    page.goto("/lapor/")
    page.get_by_role("link", name="Lanjutkan").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.get_by_role("heading", name="4. Tahapan dan logistik")).to_be_visible()  # where something is still missing
    page.get_by_role("button", name="Tambah tahapan").click()
    write(page, "Nama tahapan", "Kampanye")
    write(page, "Kemajuan", "80")
    page.get_by_role("radio", name="Lengkap").check()
    go_on(page, 5)
    go_on(page, 6)
    page.get_by_role("button", name="Tambah kejadian").click()
    page.get_by_role("combobox", name="Jenis kejadian").select_option(label="Bencana")
    write(page, "Judul kejadian", "Genangan di Batu Tulis")
    page.get_by_label("Waktu kejadian").fill(f"{SUNDAY}T06:30")
    page.get_by_role("radio", name="Sedang").check()
    for number in (7, 8, 9):
        go_on(page, number)
    for taken in (1, 2):
        page.get_by_label("Ambil foto").set_input_files(photo())
        expect(page.locator("[data-file] .tag").nth(taken - 1)).to_have_text(f"Foto {taken}")
    go_on(page, 10)
    write(page, "Jabatan pengirim", "Camat")
    send(page)


def go_on(page: Page, number: int) -> None:
    page.get_by_role("button", name=f"Lanjut ke bagian {number}").click()


def write(page: Page, name: str, words: str) -> None:
    page.get_by_role("textbox", name=name).fill(words)


def photo() -> dict:
    data = BytesIO()
    Image.effect_noise((2000, 1500), 40).convert("RGB").save(data, "JPEG")
    return {"name": "lapangan.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def send(page: Page) -> None:
    page.get_by_role("button", name="Periksa dan kirim").click()
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
    expect(page.locator("main").get_by_text(Entry.objects.get().number)).to_be_visible()
    page.get_by_role("link", name="Kembali ke Tugas Anda").click()
    expect(page.locator("main").get_by_text("Terkirim")).to_be_visible()


def officer_mends_it(page: Page) -> None:
    page.goto("/lapor/")
    expect(page.locator("main").get_by_text("Dikembalikan")).to_be_visible()
    expect(page.get_by_text(REASON)).to_be_visible()
    page.get_by_role("link", name="Perbaiki laporan").click()
    page.wait_for_selector("html[data-ready]")
    page.goto(f"{page.url}#bagian-3")
    write(page, QUESTION, str(MENDED_VALUE))
    page.goto(f"{page.url.partition('#')[0]}#bagian-6")
    write(page, "Tindakan awal", "Warga dibantu pindah ke balai kelurahan.")
    page.goto(f"{page.url.partition('#')[0]}#bagian-10")
    send(page)


# The operator ---------------------------------------------------------------------------------------------------------


def operator_returns_it(page: Page) -> None:
    open_from_queue(page)
    expect(page.get_by_role("article").get_by_text(str(FIRST_VALUE), exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="Foto 2").last).to_be_attached()
    page.get_by_role("link", name="Kembalikan").click()
    page.get_by_label("Alasan").fill(REASON)
    page.get_by_role("button", name="Kembalikan laporan").click()
    expect(page.get_by_text("dari Kecamatan Bogor Selatan dikembalikan.")).to_be_visible()


def open_from_queue(page: Page) -> None:
    page.goto("/posko/antrean/")
    page.get_by_role("link", name="Kecamatan Bogor Selatan").click()
    expect(page.get_by_role("heading", name="Laporan Situasi")).to_be_visible()


def operator_accepts_it_and_finds_its_rows(page: Page) -> None:
    open_from_queue(page)
    expect(page.get_by_role("heading", name="2 jawaban berubah")).to_be_visible()
    expect(page.locator("del", has_text=str(FIRST_VALUE))).to_be_visible()
    expect(page.locator("ins", has_text=str(MENDED_VALUE))).to_be_visible()
    expect(page.locator("ins", has_text="balai kelurahan")).to_be_visible()
    page.get_by_role("button", name="Terima").click()
    expect(page.get_by_text("dari Kecamatan Bogor Selatan diterima.")).to_be_visible()

    entry = Entry.objects.get()
    for address, row in (("/posko/kejadian/", Incident.objects.get()), ("/posko/situasi/", SituationReport.objects.get())):
        assert (row.source_entry, row.entry_state) == (entry.uuid, State.ACCEPTED)
        page.goto(address)
        page.get_by_role("link", name=entry.number).click()
        expect(page.get_by_role("heading", name="Laporan Situasi")).to_be_visible()
        expect(page.get_by_role("heading", name="Tercatat sebagai")).to_be_visible()
    assert exported(page)[KEY] == MENDED_VALUE


def exported(page: Page) -> dict:
    """The only row of the form's XLSX, by column key."""
    page.goto("/posko/ekspor/")
    with page.expect_download() as download:
        page.locator("a[href$='weekly_situation.xlsx']").click()
    sheet = openpyxl.load_workbook(BytesIO(download.value.path().read_bytes())).worksheets[0]
    keys, _headings, *rows = sheet.iter_rows(values_only=True)
    assert len(rows) == 1
    return dict(zip(keys, rows[0], strict=True))


# Another city's operator ----------------------------------------------------------------------------------------------


def strangers_see_nothing(page: Page) -> None:
    uuid, incident, file = Entry.objects.get().uuid, Incident.objects.get().pk, Attachment.objects.first().uuid
    for address in (f"/posko/laporan/{uuid}/", f"/berkas/{file}/", f"/posko/kejadian/{incident}/"):
        assert page.goto(address).status == 404, address
    page.goto("/posko/antrean/")
    expect(page.locator("main").get_by_text("Bogor Selatan")).to_have_count(0)
    answer = page.request.get("/posko/ekspor/formulir/weekly_situation.xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(answer.body())).worksheets[0].iter_rows()) if answer.ok else []
    assert len(rows) <= 2  # the heads of columns at most
