"""A form that cannot be taken hands back everything typed: the session ended, or somebody signed in again in another tab."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk.reporting.models import Entry, Submission
from desk.reporting.views import held
from tests.factories import duties, forms, people, regions

pytestmark = pytest.mark.django_db

HERE = "http://testserver"
ELSEWHERE = "https://jahat.example"


@pytest.fixture
def officer(now):
    regions.make_regions()
    people.desk()
    return people.officer()


@pytest.fixture
def form(officer):
    return forms.publish(
        forms.question("short_text", "nama", label="Nama pelapor", required="always"),
        forms.question("long_text", "uraian", label="Uraian"),
        forms.question("photos", "bukti", label="Foto"),
    )


@pytest.fixture
def strict(officer):
    """The officer's browser, with tokens looked at as in production."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    return client


def new(form):
    return reverse("reporting:fill_new", args=[form.key])


def typed(**answers):
    entry = str(uuid4())
    return {"entry": entry, "submission": entry, "revision": "0", "nama": "Rani"} | answers


def controls_of(page):
    """(name, value) of the hidden controls, as a browser reads them."""
    return [(unescape(name), unescape(value)) for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)]


def button_of(page):
    return re.search(r'name="action" value="([^"]*)">([^<]*)</button>', page).groups()


def test_a_form_sent_after_the_session_ended_comes_back_with_every_control_and_keeps_nothing(client, form):
    sent = typed(nama='Rani "Ra" <b>', uraian="baris satu\nbaris dua", pilihan=["satu", "dua"])

    answer = client.post(new(form) + "?untuk=32.71.01", sent)

    page = answer.content.decode()
    assert answer.status_code == 401
    controls = controls_of(page)
    assert [one for one in controls if one[0] != "csrfmiddlewaretoken"] == [
        *((name, sent[name]) for name in ("entry", "submission", "revision", "nama", "uraian")),
        ("pilihan", "satu"),
        ("pilihan", "dua"),
    ]
    assert "csrfmiddlewaretoken" in dict(controls)
    assert "Ra&quot; &lt;b&gt;" in page
    assert f'action="{new(form)}?untuk=32.71.01"' in page
    assert button_of(page) == ("send", "Kirim laporan")
    assert "Isian Anda belum terkirim dan belum disimpan." in page
    assert re.search(r'href="/masuk/\?next=/lapor/" target="_blank" rel="noopener"', page)
    assert not Entry.objects.exists()


def test_the_held_controls_are_sent_once_somebody_signed_in_again(client, officer, form):
    page = client.post(new(form), typed(uraian="dua\nbaris")).content.decode()
    controls = dict(controls_of(page))
    client.force_login(officer)

    answer = client.post(new(form), controls | {"action": button_of(page)[0]})

    assert answer.status_code == 303
    assert Submission.objects.get().answers == {"nama": "Rani", "uraian": "dua\nbaris"}


def test_an_anonymous_sender_learns_nothing_of_what_stands_at_the_address(client, form, now):
    duty = duties.owe(form, "32.71.01", opens_at=now, due_at=now)
    sent = typed()

    def told(address):
        answer = client.post(address, sent)
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
        return answer.status_code, page.replace(address, "ALAMAT")

    pages = [
        told(address)
        for address in (
            reverse("reporting:fill_obligation", args=[duty.pk]),
            reverse("reporting:fill_obligation", args=[duty.pk + 99]),
            new(form),
            reverse("reporting:fill_new", args=["tidak-ada"]),
            reverse("reporting:mend", args=[uuid4()]),
        )
    ]

    assert all(page == pages[0] for page in pages)
    assert form.title not in pages[0][1]


def test_opening_a_form_without_a_session_still_leads_to_sign_in_and_back(client, form):
    assert client.get(new(form))["Location"] == f"/masuk/?next={new(form)}"


def test_a_token_of_before_signing_in_again_costs_one_more_press_and_no_typing(strict, form):
    stale = typed(csrfmiddlewaretoken="a" * 32, uraian="panjang")
    strict.get(new(form))

    refused = strict.post(new(form), stale, headers={"Origin": HERE})

    page = refused.content.decode()
    assert refused.status_code == 403
    assert "Anda sudah masuk sebagai <b>Agus Pratama</b>" in page
    assert dict(controls_of(page))["uraian"] == "panjang"
    assert "Masuk kembali di tab baru" not in page
    sent = strict.post(new(form), dict(controls_of(page)) | {"action": button_of(page)[0]}, headers={"Origin": HERE})
    assert sent.status_code == 303
    assert Submission.objects.get().answers == {"nama": "Rani", "uraian": "panjang"}


def test_a_form_without_any_session_or_cookie_is_held_too(form):
    answer = Client(enforce_csrf_checks=True).post(new(form), typed(uraian="panjang"), headers={"Origin": HERE})

    assert answer.status_code == 403
    assert dict(controls_of(answer.content.decode()))["uraian"] == "panjang"
    assert "Masuk kembali di tab baru" in answer.content.decode()


@pytest.mark.parametrize("headers", [{"Origin": ELSEWHERE}, {"Origin": "null"}, {"Referer": f"{ELSEWHERE}/lapor/"}, {}])
def test_what_another_site_filled_is_never_shown_with_a_button_to_send_it(strict, form, headers):
    answer = strict.post(new(form), typed(uraian="titipan orang lain"), headers=headers)

    assert answer.status_code == 403
    assert "titipan orang lain" not in answer.content.decode()
    assert "<form" not in answer.content.decode()
    assert "Masuk kembali" in answer.content.decode()


def test_only_the_officers_forms_are_held(strict):
    answer = strict.post("/akun/", {"name": "Rahasia"}, headers={"Origin": HERE})

    assert answer.status_code == 403
    assert "Rahasia" not in answer.content.decode()


def test_files_cannot_be_held_so_the_report_is_kept_as_draft_until_they_are_chosen_again(client, officer, form):
    upload = SimpleUploadedFile("<bukti>.jpg", b"gambar", "image/jpeg")

    page = client.post(new(form), typed(bukti=upload)).content.decode()

    assert "Foto dan berkas tidak dapat dibawa: <b>&lt;bukti&gt;.jpg</b>" in page
    assert button_of(page) == ("draft", "Simpan draf")
    client.force_login(officer)
    kept = client.post(new(form), dict(controls_of(page)) | {"action": "draft"})
    assert kept.status_code == 303
    assert "laporan=" in kept["Location"]
    assert Entry.objects.get().draft["nama"] == ["Rani"]


def test_more_than_a_page_should_carry_is_not_echoed(client, form, monkeypatch):
    monkeypatch.setattr(held, "MOST_CHARACTERS", 500)

    answer = client.post(new(form), typed(uraian='"' * 600))

    page = answer.content.decode()
    assert answer.status_code == 401
    assert controls_of(page) == []
    assert "Tekan tombol Kembali di peramban Anda" in page


@pytest.mark.parametrize(("action", "words"), [("draft", "Simpan draf"), ("add-row:kejadian", "Lanjutkan"), ("discard", "Hapus draf")])
def test_the_button_says_what_was_pressed(client, form, action, words):
    assert button_of(client.post(new(form), typed(action=action)).content.decode()) == (action, words)
