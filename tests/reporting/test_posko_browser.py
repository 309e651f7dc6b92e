"""The desk's door in a real browser: keys, dialog, focus, many boxes at once, and nothing that axe objects to."""

import re

import pytest
from playwright.sync_api import expect

from cms.publication.models import InstallationSettings
from desk.reporting.constants import State
from desk.reporting.models import Entry
from tests.browser import DESKTOP
from tests.factories import forms, people, regions, reports

pytestmark = pytest.mark.django_db(transaction=True)
TALL_PHONE = {"width": 360, "height": 2400}  # nothing under the navigation below


@pytest.fixture
def operator(db):
    regions.make_regions()
    return people.operator()


@pytest.fixture
def waiting(operator):
    """Three reports, the longest wait first."""
    form = forms.publish(
        forms.question("long_text", "keadaan", label="Keadaan"),
        forms.question("short_text", "pelapor", label="Pelapor", privacy="identitas"),
    )
    officer = people.officer()
    return [reports.send(form, officer, {"keadaan": f"Keadaan {name}", "pelapor": "Sari"}) for name in "abc"]


def test_keys_walk_the_queue_accept_and_can_be_switched_off(open_page, sign_in, operator, waiting, axe):
    page = sign_in(open_page(DESKTOP), operator)
    page.goto("/posko/antrean/")
    axe(page)
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile(str(waiting[0].uuid)))
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile(str(waiting[1].uuid)))
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile(str(waiting[0].uuid)))
    axe(page)

    page.keyboard.press("t")
    expect(page).to_have_url(re.compile(str(waiting[1].uuid)))
    expect(page.locator("#judul")).to_be_focused()
    assert Entry.objects.get(pk=waiting[0].pk).state == State.ACCEPTED

    page.get_by_label("Pakai tombol pintas").uncheck()
    page.reload()
    expect(page.get_by_label("Pakai tombol pintas")).not_to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page).to_have_url(re.compile(str(waiting[1].uuid)))
    assert Entry.objects.filter(state=State.ACCEPTED).count() == 1


def test_returning_asks_for_a_reason_in_a_dialog_and_opens_the_next(open_page, sign_in, operator, waiting, axe):
    page = sign_in(open_page(TALL_PHONE), operator)
    page.goto(f"/posko/laporan/{waiting[0].uuid}/")
    page.get_by_role("link", name="Kembalikan").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Alasan")).to_be_focused()
    axe(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    page.get_by_role("link", name="Kembalikan").click()
    dialog.get_by_label("Alasan").fill("Sebutkan lokasinya.")
    dialog.get_by_role("button", name="Kembalikan laporan").click()

    expect(page).to_have_url(re.compile(str(waiting[1].uuid)))
    expect(page.get_by_text("dikembalikan.")).to_be_visible()
    assert Entry.objects.get(pk=waiting[0].pk).reason == "Sebutkan lokasinya."


def test_after_a_decision_the_next_one_needs_no_scrolling(open_page, sign_in, operator, waiting):
    InstallationSettings.objects.update_or_create(defaults={"simulation": True})
    page = sign_in(open_page(DESKTOP), operator)
    page.goto(f"/posko/laporan/{waiting[0].uuid}/")
    page.get_by_role("button", name="Terima").click()

    expect(page.get_by_text("diterima.")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Terima")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name="Kembalikan")).to_be_in_viewport(ratio=1)


def test_a_report_is_returned_without_scripts(open_page, sign_in, operator, waiting):
    page = sign_in(open_page(javascript=False), operator)
    page.goto(f"/posko/laporan/{waiting[0].uuid}/")
    page.get_by_role("link", name="Kembalikan").click()
    page.get_by_role("button", name="Kembalikan laporan").click()
    expect(page.get_by_text("Alasan belum diisi.")).to_be_visible()

    page.get_by_label("Alasan").fill("Sebutkan lokasinya.")
    page.get_by_role("button", name="Kembalikan laporan").click()

    expect(page).to_have_url(re.compile(str(waiting[1].uuid)))


def test_units_are_ticked_together_and_asked(open_page, sign_in, operator, waiting, axe):
    page = sign_in(open_page(TALL_PHONE), operator)
    page.goto("/posko/minta/")
    page.get_by_label("Formulir").select_option("uji")
    page.get_by_label("Semua kecamatan (2)").check()
    expect(page.get_by_text("2 unit dipilih")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Periksa permintaan").click()
    expect(page.get_by_text("2 unit di Kota Bogor diminta mengirim")).to_be_visible()
    axe(page)

    page.get_by_role("button", name="Kirim permintaan").click()

    expect(page.get_by_text("0 dari 2 unit")).to_be_visible()
    assert page.get_by_text("Kecamatan Bogor Selatan").bounding_box()["height"] < 60  # beside a long state, not letter by letter
    axe(page)
    page.goto("/posko/kepatuhan/")
    page.get_by_role("link", name=re.compile("Kecamatan Bogor Selatan")).first.click()
    expect(page.get_by_label("Pesan WhatsApp")).to_have_value(re.compile("belum kami terima"))
    axe(page)
    page.goto("/posko/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= TALL_PHONE["width"]


def test_a_long_report_opens_with_its_heading_whole_and_its_rows_apart(open_page, sign_in, operator):
    inner = [forms.question("short_text", "nama", label="Nama tahapan"), forms.question("short_text", "catatan", label="Catatan")]
    form = forms.publish(forms.question("repeat", "tahapan", label="Tahapan", row_label="Tahapan", questions=inner), key="panjang")
    rows = {f"tahapan-{row}-{key}": "Isian" for row in range(12) for key in ("nama", "catatan")}
    report = reports.send(form, people.officer(), rows)
    page = sign_in(open_page(DESKTOP), operator)

    page.goto(f"/posko/laporan/{report.uuid}/#judul")

    heading, reader = (page.locator(part).bounding_box() for part in ("#judul", "[data-reader]"))
    assert heading["y"] - reader["y"] > 8
    first, second = (page.locator(".answers .nested").nth(place) for place in (0, 1))
    assert second.bounding_box()["y"] - first.bounding_box()["y"] - first.bounding_box()["height"] >= 4
    last = first.locator("dd").last.bounding_box()
    assert first.bounding_box()["y"] + first.bounding_box()["height"] - last["y"] - last["height"] < 20  # no more than the padding
