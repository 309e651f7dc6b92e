"""An officer's phone, 360 by 740: section by section, drafts, two devices, photos, the receipt; and all of it without scripts."""

import re

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from desk.reporting.constants import State
from desk.reporting.models import Attachment, Entry, Submission
from tests.browser import DESKTOP, wait_until
from tests.e2e.lapor import opened, photo, saved
from tests.factories import forms

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_report_is_filled_section_by_section_with_photos_and_answered_by_a_receipt(phone_of, duty):
    page = phone_of()
    page.goto(reverse("reporting:tasks"))
    page.get_by_role("link", name="Mulai mengisi").click()
    page.wait_for_selector("html[data-ready]")

    expect(page.locator("[data-step-count]")).to_have_text("Bagian 1 dari 4 ·")
    expect(page.get_by_label("Jumlah TPS terdampak")).to_be_hidden()
    page.get_by_role("radio", name="Perlu perhatian").check()
    expect(page.get_by_text("Ditanyakan karena Anda memilih Perlu perhatian.", exact=True)).to_be_visible()
    page.get_by_label("Jumlah TPS terdampak").fill("312")
    page.get_by_label("Kejadian menonjol").fill("Genangan di Genteng.")
    expect(page.get_by_text("Jumlah TPS terdampak paling banyak 292. Anda menulis 312.")).to_be_visible()
    page.get_by_label("Jumlah TPS terdampak").fill("1")
    page.get_by_label("Kejadian menonjol").focus()
    expect(page.get_by_text("Anda menulis 312")).to_be_hidden()
    expect(page.get_by_text("20 dari 2.000 huruf")).to_be_visible()

    page.get_by_role("button", name="Lanjut ke bagian 2").click()
    page.get_by_role("button", name="Tambah kejadian").click()
    page.get_by_label("Judul").fill("Tenda roboh")
    page.get_by_role("textbox", name="Korban").fill("1.250")
    expect(page.locator("[data-computed]")).to_have_text("1.250 orang")
    page.go_back()
    expect(page.get_by_role("heading", name="1. Situasi")).to_be_visible()
    page.go_forward()

    page.get_by_role("button", name="Lanjut ke bagian 3").click()
    page.locator(".photo-add input").set_input_files(photo())
    expect(page.locator("[data-file] .tag")).to_have_text("Foto 1")
    page.get_by_label("Nama pelapor").fill("Agus Pratama")
    page.get_by_role("button", name="Periksa dan kirim").click()
    expect(page.locator("[data-review]").get_by_text("Terisi")).to_have_count(3)
    page.get_by_role("button", name="Kirim laporan").click()

    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
    entry = Entry.objects.get()
    assert entry.state == State.SENT
    expect(page.get_by_text(entry.number)).to_be_visible()
    answers = Submission.objects.get().answers
    assert answers["terdampak"] == 1
    assert answers["jumlah_korban"] == "1250"
    picture = Attachment.objects.get()
    assert answers["foto"] == [str(picture.uuid)]
    with Image.open(picture.file) as kept:
        assert max(kept.size) == 1600
    wait_until(page, "Object.keys(localStorage).every(key => !key.startsWith('desk:'))")  # the receipt's module comes after its words


def test_a_closed_browser_finds_its_draft_again_with_hidden_answers_kept_and_not_sent(phone_of, duty, officer):
    page = opened(phone_of(), duty)
    page.get_by_role("radio", name="Perlu perhatian").check()
    page.get_by_label("Kejadian menonjol").fill("Genangan")
    page.get_by_role("radio", name="Kondusif").check()
    saved(page)
    page.context.close()

    again = opened(phone_of(), duty)
    expect(again.get_by_role("heading", name="3. Bukti dan pengesahan")).to_be_visible()  # where something is still missing
    again.goto(again.url.split("#")[0] + "#bagian-1")
    expect(again.get_by_label("Kejadian menonjol")).to_be_hidden()
    again.get_by_role("radio", name="Perlu perhatian").check()
    expect(again.get_by_label("Kejadian menonjol")).to_have_value("Genangan")
    again.get_by_role("radio", name="Kondusif").check()
    saved(again)
    again.goto(again.url.split("#")[0] + "#bagian-3")
    again.get_by_label("Nama pelapor").fill("Agus")
    again.get_by_role("button", name="Periksa dan kirim").click()
    again.get_by_role("button", name="Kirim laporan").click()

    expect(again.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
    assert Submission.objects.get().answers == {"situasi": "kondusif", "nama": "Agus"}


def test_the_later_of_two_devices_is_told_and_chooses(phone_of, duty):
    phone, laptop = opened(phone_of(), duty), opened(phone_of(DESKTOP), duty)
    phone.get_by_role("radio", name="Kondusif").check()
    saved(phone)

    laptop.get_by_role("radio", name="Perlu perhatian").check()

    dialog = laptop.get_by_role("dialog")
    expect(dialog).to_contain_text("Agus Pratama menyimpan draf ini dari perangkat lain")
    assert Entry.objects.get().draft["situasi"] == ["kondusif"]
    dialog.get_by_role("button", name="Simpan isian di sini").click()
    saved(laptop)
    assert Entry.objects.get().draft["situasi"] == ["perhatian"]

    phone.get_by_role("radio", name="Perlu perhatian").check()
    phone.get_by_role("dialog").get_by_role("button", name="Pakai yang terbaru").click()
    phone.wait_for_selector("html[data-ready]")
    expect(phone.get_by_role("radio", name="Perlu perhatian")).to_be_checked()


def test_sending_from_the_earlier_device_asks_too(phone_of, duty):
    page = opened(phone_of(), duty)
    page.get_by_role("radio", name="Kondusif").check()
    saved(page)
    Entry.objects.update(draft={"situasi": ["perhatian"]}, draft_revision=7)
    page.goto(page.url.split("#")[0] + "#kirim")
    page.locator("[data-send]").click()

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("menyimpan draf ini dari perangkat lain")
    assert not Submission.objects.exists()
    dialog.get_by_role("button", name="Pakai yang terbaru").click()
    page.wait_for_url(reverse("reporting:fill_obligation", args=[duty.pk]))
    page.wait_for_selector("html[data-ready]")
    page.goto(page.url + "#bagian-1")
    expect(page.get_by_role("radio", name="Perlu perhatian")).to_be_checked()


def test_identity_answers_never_stay_on_the_device(phone_of, officer):
    form = forms.publish(
        forms.question("short_text", "pelapor", label="Nama pelapor", privacy="identitas"),
        forms.question("short_text", "judul", label="Judul"),
    )
    page = phone_of()
    page.goto(reverse("reporting:fill_new", args=[form.key]))
    page.wait_for_selector("html[data-ready]")
    page.context.set_offline(True)
    page.get_by_label("Nama pelapor").fill("Rahasia")
    page.get_by_label("Judul").fill("Genangan")
    expect(page.locator("[data-saved]")).to_contain_text("Tanpa jaringan")

    kept = page.evaluate("JSON.stringify(localStorage)")

    assert "Genangan" in kept
    assert "Rahasia" not in kept


def test_without_a_network_everything_stays_on_the_phone_and_says_so(phone_of, duty):
    page = opened(phone_of(), duty)
    page.context.set_offline(True)
    page.get_by_role("radio", name="Kondusif").check()
    expect(page.locator("[data-saved]")).to_contain_text("Tanpa jaringan. Tersimpan di ponsel ini, belum terkirim.")

    page.context.set_offline(False)
    saved(page)
    page.context.set_offline(True)
    page.get_by_role("radio", name="Perlu perhatian").check()
    expect(page.locator("[data-saved]")).to_contain_text("Tanpa jaringan")
    page.evaluate("window.stop()")
    page.context.set_offline(False)
    saved(page)
    assert Entry.objects.get().draft["situasi"] == ["perhatian"]


def test_what_a_closed_page_could_not_save_is_put_back_when_it_opens_again(phone_of, duty):
    page = opened(phone_of(), duty)
    page.route("**/simpan/**", lambda route: route.abort())
    page.get_by_role("radio", name="Perlu perhatian").check()
    page.get_by_label("Kejadian menonjol").fill("Belum sampai")
    expect(page.locator("[data-saved]")).to_contain_text("belum terkirim")
    page.unroute("**/simpan/**")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")

    opened(page, duty)

    expect(page.get_by_label("Kejadian menonjol")).to_have_value("Belum sampai")
    saved(page)


def test_a_refusal_leads_to_the_question_and_the_mended_report_is_sent(phone_of, duty):
    page = opened(phone_of(), duty)
    page.get_by_role("radio", name="Kondusif").check()
    saved(page)
    page.goto(page.url.split("#")[0] + "#kirim")
    page.get_by_role("button", name="Kirim laporan").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Ada 1 isian yang perlu diperbaiki")
    page.wait_for_selector("html[data-ready]")
    summary.get_by_role("link", name=re.compile("Nama pelapor belum diisi")).click()
    expect(page.get_by_label("Nama pelapor")).to_be_focused()
    page.get_by_label("Nama pelapor").fill("Agus")
    page.get_by_role("button", name="Periksa dan kirim").click()
    page.get_by_role("button", name="Kirim laporan").click()

    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()


def test_pressing_send_twice_sends_once(phone_of, duty):
    page = opened(phone_of(), duty)
    page.get_by_role("radio", name="Kondusif").check()
    page.goto(page.url.split("#")[0] + "#bagian-3")
    page.get_by_label("Nama pelapor").fill("Agus")
    page.get_by_role("button", name="Periksa dan kirim").click()

    page.get_by_role("button", name="Kirim laporan").dblclick()

    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
    assert Submission.objects.count() == 1


def test_a_photo_that_is_none_is_refused_in_words_and_leaves_no_broken_picture(phone_of, duty):
    page = opened(phone_of(), duty)
    page.get_by_role("radio", name="Kondusif").check()
    page.get_by_role("button", name="Lanjut ke bagian 2").click()
    page.get_by_role("button", name="Lanjut ke bagian 3").click()
    page.locator(".photo-add input").set_input_files({"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"bukan gambar"})

    expect(page.locator("[data-file] [role=status][data-tone=bad]")).to_be_visible()
    expect(page.locator("[data-file] img:not([src])")).to_have_count(1)
    expect(page.locator("[data-file] [data-remove]")).to_be_visible()


def test_without_javascript_the_whole_form_is_one_page_that_sends(phone_of, duty):
    page = phone_of(javascript=False)
    page.goto(reverse("reporting:fill_obligation", args=[duty.pk]))

    expect(page.get_by_text("Isi hanya bila pada “Situasi wilayah” Anda memilih Perlu perhatian.")).to_be_visible()
    page.get_by_role("radio", name="Perlu perhatian").check()
    page.get_by_label("Kejadian menonjol").fill("Genangan")
    page.get_by_role("button", name="Tambah kejadian").click()
    page.get_by_label("Judul").fill("Tenda roboh")
    page.locator(".gallery input").set_input_files(photo(300, 200))
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.get_by_role("img", name="Foto 1")).to_be_visible()
    expect(page.get_by_label("Kejadian menonjol")).to_have_value("Genangan")
    expect(page.get_by_label("Judul")).to_have_value("Tenda roboh")
    page.get_by_label("Nama pelapor").fill("Agus")
    page.get_by_role("button", name="Kirim laporan").click()

    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
    answers = Submission.objects.get().answers
    assert answers["uraian"] == "Genangan"
    assert answers["kejadian"][0]["answers"] == {"judul": "Tenda roboh"}
    assert len(answers["foto"]) == 1


def test_the_keyboard_alone_fills_steps_and_sends(phone_of, duty):
    page = opened(phone_of(DESKTOP), duty)
    page.get_by_role("radio", name="Kondusif").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Lanjut ke bagian 2").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2. Kejadian")).to_be_focused()
    page.get_by_role("button", name="Tambah kejadian").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kejadian 1")).to_be_focused()
    page.get_by_role("button", name="Hapus Kejadian 1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Tambah kejadian")).to_be_focused()
    page.get_by_role("button", name="Lanjut ke bagian 3").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="3. Bukti dan pengesahan")).to_be_focused()
    page.get_by_label("Nama pelapor").focus()
    page.keyboard.type("Agus")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="3. Bukti dan pengesahan")).to_be_visible()
    page.get_by_role("button", name="Periksa dan kirim").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Kirim laporan").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
