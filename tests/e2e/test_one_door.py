"""A text goes the whole way through the one door, on the screens: written, handed in, approved, public, corrected, withdrawn.

One story, told in the order in which it happens; whoever tries to go the way alone is refused on the same screens.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.publication.constants import Step
from cms.publication.models import Edition, HandIn, ReleasePage
from cms.publication.services import acting, name_installation, section_of
from desk.people.models import Role, User
from tests.browser import DESKTOP, PHONE, open_editor
from tests.factories import people, publication, regions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Tiga TPS di Bogor Selatan pindah lokasi"
ADDRESS = "/siaran-pers/tiga-tps-di-bogor-selatan-pindah-lokasi/"
LEAD = "KPU Kota Bogor menetapkan lokasi pengganti bagi tiga TPS yang tergenang."
MENDED_LEAD = "KPU Kota Bogor menetapkan lokasi pengganti bagi empat TPS yang tergenang."
PARAGRAPH = "Lokasi semula tergenang sejak Minggu malam."
CORRECTION = "Jumlah TPS keliru: semula tiga, yang benar empat."
REASON = "Lokasi pengganti belum ditetapkan KPU."
OWN_TEXT = "Anda ikut menulis naskah ini."
NO_ROLE = "Hanya penyetuju yang dapat menyetujui naskah."
TIME = re.compile(r"\d{1,2} \w+ \d{4}, \d\d\.\d\d WIB")


@pytest.fixture
def desk(transactional_db):
    """A public home page and a name whose releases begin with place, contact and boilerplate."""
    name_installation(
        name="Desk Pilkada Kota Bogor",
        press_place="Kota Bogor",
        press_contact_name="Arum Prameswari",
        press_contact_position="Juru bicara Desk Pilkada Kota Bogor",
        press_contact_phone="0251 000 0000",
        press_boilerplate="Desk Pilkada memantau dan memfasilitasi.",
    )
    publication.publish_home()


@pytest.fixture
def redaktur(desk, open_page, sign_in):
    return sign_in(open_page(DESKTOP), publication.editor())


@pytest.fixture
def penyetuju(desk, open_page, sign_in):
    return sign_in(open_page(PHONE), publication.approver())  # approves on the way, with the thumb


@pytest.fixture
def citizen(desk, open_page):
    return open_page(PHONE, javascript=False)


def test_a_release_is_written_approved_corrected_and_withdrawn_by_two_people(redaktur, penyetuju, citizen):
    write(redaktur)
    hand_in(redaktur)
    assert citizen.goto(ADDRESS).status == 404
    the_author_is_not_offered_the_next_step(redaktur)
    let_out(penyetuju, "Setujui dan terbitkan")
    the_public_reads_it(citizen)

    correct(redaktur)
    assert LEAD in text_at(citizen, ADDRESS)
    let_out(penyetuju, "Setujui dan terbitkan")
    the_public_reads_old_and_new(citizen)

    propose_to_withdraw(redaktur)
    assert citizen.goto(ADDRESS).status == 200
    approve(penyetuju, "Setujui penarikan")
    the_public_finds_the_reason(citizen)


# The editor, at a desk ------------------------------------------------------------------------------------------------


def write(page: Page) -> None:
    """From the template: what is the same each time stands there already, and the address is made of the title."""
    open_editor(page, reverse("wagtailadmin_pages:add", args=["publication", "releasepage", section_of("release").pk]))
    expect(page.locator("#id_place")).to_have_value("Kota Bogor")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill(LEAD)
    parts = page.locator("[data-streamfield-child]")
    parts.nth(0).get_by_role("textbox").first.press_sequentially(PARAGRAPH)
    expect(page.locator("[name='body-0-value']")).to_have_value(re.compile(re.escape(PARAGRAPH)))  # the editor saves a moment later
    page.locator("[name='body-1-value-text']").fill("Petugas mengantar warga yang membutuhkan bantuan.")
    parts.nth(2).get_by_role("button", name="Hapus").click()
    page.get_by_role("tab", name="Penerbitan").click()
    page.locator("#id_slug").fill("")


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Serahkan untuk ditinjau").click()
    expect(page.get_by_role("link", name="Tarik kembali")).to_be_visible()


def the_author_is_not_offered_the_next_step(page: Page) -> None:
    """Neither on the reading page nor by the address of the step."""
    row = HandIn.objects.get(step=Step.HANDED_IN)
    expect(page.get_by_role("link", name="Selesai ditinjau")).to_have_count(0)
    is_refused(page, row, "finish_review", OWN_TEXT)


def correct(page: Page) -> None:
    open_editor(page, reverse("wagtailadmin_pages:edit", args=[ReleasePage.objects.get().pk]))
    page.locator("#id_summary").fill(MENDED_LEAD)
    page.get_by_role("tab", name="Penerbitan").click()
    page.locator("#id_correction").fill(CORRECTION)
    hand_in(page)


def propose_to_withdraw(page: Page) -> None:
    page.goto(reverse("satu_pintu:index"))
    page.get_by_role("link", name=f"Tarik {TITLE}").click()
    page.get_by_label("Alasan penarikan").fill(REASON)
    page.get_by_role("button", name="Usulkan penarikan").click()
    expect(page.get_by_text("Penarikan diusulkan.")).to_be_visible()


# The approver, on a phone ---------------------------------------------------------------------------------------------


def let_out(page: Page, words: str) -> None:
    """Review and approval, each with its last look."""
    read_what_waits(page)
    page.get_by_role("link", name="Selesai ditinjau").click()
    page.locator(".desk-step").get_by_role("button", name="Selesai ditinjau").click()
    expect(page.get_by_text("selesai ditinjau dan menunggu persetujuan")).to_be_visible()
    approve(page, words)


def approve(page: Page, words: str) -> None:
    read_what_waits(page)
    page.get_by_role("link", name=words).click()
    page.locator(".desk-step form button[type=submit]").click()
    expect(page.locator(".messages").get_by_role("link", name="Lihat halamannya")).to_have_attribute("href", ADDRESS)


def read_what_waits(page: Page) -> None:
    page.goto(reverse("satu_pintu:index"))
    page.locator(".desk-door-mine").get_by_role("link").first.click()
    expect(page.get_by_title("Naskah seperti yang akan dilihat publik")).to_be_visible()


# The public, without script -------------------------------------------------------------------------------------------


def the_public_reads_it(page: Page) -> None:
    assert page.goto(ADDRESS).status == 200
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    for words in (LEAD, PARAGRAPH, "Petugas mengantar warga", "Arum Prameswari", "Desk Pilkada memantau dan memfasilitasi."):
        expect(page.locator("main")).to_contain_text(words)
    assert TITLE in text_at(page, "/pembaruan/")


def the_public_reads_old_and_new(page: Page) -> None:
    assert page.goto(ADDRESS).status == 200
    told = page.get_by_role("region", name="Ralat")
    expect(told.locator("del")).to_have_text(f"Semula: {LEAD}")
    expect(told.locator("ins")).to_have_text(f"Yang benar: {MENDED_LEAD}")
    expect(told).to_contain_text(CORRECTION)
    expect(told.locator(".num").first).to_have_text(TIME)
    expect(page.locator(".lead")).to_have_text(MENDED_LEAD)
    assert CORRECTION in text_at(page, "/pembaruan/")


def the_public_finds_the_reason(page: Page) -> None:
    assert page.goto(ADDRESS).status == 410
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    notice = page.get_by_role("region", name="Keterangan ini ditarik")
    expect(notice).to_contain_text(REASON)
    expect(notice.locator(".num")).to_have_text(TIME)
    expect(page.locator("main")).not_to_contain_text(MENDED_LEAD)
    assert REASON in text_at(page, "/pembaruan/")


def text_at(page: Page, address: str) -> str:
    page.goto(address)
    return page.locator("main").inner_text()


# Everybody alone ------------------------------------------------------------------------------------------------------


def both_roles() -> User:
    """Somebody who may write and approve, and wrote this text."""
    user = publication.editor()
    people.services.assign_role(user=user, role=Role.APPROVER)
    return user


def superuser() -> User:
    return User.objects.create_superuser("super", password=people.PASSWORD)


def colleague() -> User:
    return people.with_role(Role.EDITOR, username="redaktur.dua", name="Sari Utami")


@pytest.fixture
def reviewed(desk):
    """A text that waits for its approval; a second approver reviewed it."""
    row = acting.submit(page=publication.draft_release(), by=publication.editor())
    acting.finish_review(hand_in_id=row.pk, by=people.with_role(Role.APPROVER, username="penyetuju.dua", name="Bayu Saputra"))
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    ("who", "reason"),
    [(both_roles, OWN_TEXT), (colleague, NO_ROLE), (people.admin, NO_ROLE), (superuser, NO_ROLE)],
)
def test_nobody_lets_a_text_out_alone(open_page, sign_in, axe, reviewed, who, reason):
    page = sign_in(open_page(DESKTOP), who())

    page.goto(reverse("satu_pintu:reading", args=[reviewed.pk]))
    expect(page.get_by_title("Naskah seperti yang akan dilihat publik")).to_be_visible()
    expect(page.get_by_role("link", name="Setujui dan terbitkan")).to_have_count(0)
    axe(page, ".desk-door")
    is_refused(page, reviewed, "approve", reason)
    axe(page, ".desk-door")

    page.goto(reverse("wagtailadmin_pages:edit", args=[reviewed.page_id]))
    expect(page.get_by_role("link", name="Buka di Satu pintu").last).to_be_visible()
    expect(page.get_by_role("button", name="Terbitkan")).to_have_count(0)
    assert not Edition.objects.filter(page_id=reviewed.page_id).exists()


@pytest.mark.parametrize("who", [people.operator, people.officer])
def test_who_works_for_the_desk_or_an_agency_does_not_even_enter(open_page, sign_in, reviewed, who):
    regions.make_regions()
    page = sign_in(open_page(PHONE), who())

    answer = page.goto(reverse("satu_pintu:approve", args=[reviewed.pk]))

    assert answer.status == 403 or "/admin/" not in page.url
    expect(page.get_by_role("button", name="Setujui dan terbitkan")).to_have_count(0)


def is_refused(page: Page, row: HandIn, step: str, reason: str) -> None:
    """The step's own address, with its button: the text stays where it is, and a sentence says why."""
    at = row.step
    page.goto(reverse(f"satu_pintu:{step}", args=[row.pk]))
    page.locator(".desk-step form button[type=submit]").click()
    expect(page.locator(".desk-step .help-critical")).to_contain_text(reason)
    row.refresh_from_db()
    assert row.step == at
