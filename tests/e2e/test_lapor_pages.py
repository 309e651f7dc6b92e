"""The officers' pages for everybody: axe on each of them and on every question family, narrow screens, thumbs, slow networks."""

import gzip
import re
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from forms_config.constants import Family
from tests.browser import PHONE
from tests.e2e.lapor import SITUATIONS, opened, saved
from tests.factories import forms, regions

pytestmark = pytest.mark.django_db(transaction=True)

LARGEST_LOAD = 50_000  # bytes as transferred: design, section 8  # bytes as transferred: design, section 8


def test_axe_finds_nothing_on_the_list_the_form_the_refusal_and_the_receipt(phone_of, duty, axe):
    page = phone_of()
    page.goto(reverse("reporting:tasks"))
    axe(page)
    opened(page, duty)
    axe(page)
    page.get_by_role("radio", name="Perlu perhatian").check()
    for place in ("bagian-2", "bagian-3", "kirim"):
        page.goto(page.url.split("#")[0] + f"#{place}")
        if place == "bagian-2":
            page.get_by_role("button", name="Tambah kejadian").click()
        axe(page)
    page.locator("[data-steps] summary").click()
    axe(page)
    saved(page)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.wait_for_selector("html[data-ready]")
    axe(page)
    page.get_by_label("Kejadian menonjol").fill("Genangan")
    page.goto(page.url.split("#")[0] + "#bagian-3")
    page.get_by_label("Nama pelapor").fill("Agus")
    page.get_by_role("button", name="Periksa dan kirim").click()
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima sistem")).to_be_visible()
    axe(page)
    page.goto(reverse("reporting:history"))
    axe(page)


def every_family():
    settings = {
        "one_choice": {"choices": SITUATIONS},
        "many_choices": {"choices": SITUATIONS},
        "table": {"rows": [{"key": "l", "label": "Laki-laki"}], "columns": [{"key": "a", "label": "DPT"}, {"key": "b", "label": "DPTb"}]},
        "computed": {"formula": {"op": "sum", "terms": [{"question": "isi_whole_number"}]}, "unit": "TPS", "places": 0},
        "readiness": {"measure": "choice", "evidence": "required", "critical": True},
        "repeat": {"questions": [forms.question("short_text", "judul", label="Judul")], "row_label": "Kejadian"},
        "scale": {"min_label": "Buruk", "max_label": "Baik"},
        "files": {"kinds": ["pdf", "xlsx"]},
    }
    return forms.publish(
        *(
            forms.question(family, f"isi_{family}", label=f"Pertanyaan {label}", help="Bantuan singkat.", **settings.get(family, {}))
            for family, label in Family.choices
        ),
        forms.question("readiness", "isi_angka", label="Indikator angka", measure="number", unit="TPS", required="always"),
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_question_family(phone_of, officer, axe, scheme):
    regions.make_polling_stations("32.71.01.1001", 3)
    form = every_family()
    page = phone_of(color_scheme=scheme)
    page.goto(reverse("reporting:fill_new", args=[form.key]))
    page.wait_for_selector("html[data-ready]")
    page.get_by_role("button", name="Tambah kejadian").click()
    page.locator(".seg label").nth(1).click()
    page.get_by_label("Sudah tercapai").fill("3")
    expect(page.get_by_label("Seharusnya")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("alert")).to_contain_text("perlu diperbaiki")
    page.wait_for_selector("html[data-ready]")
    axe(page)


def test_axe_finds_nothing_on_the_plain_page_of_any_question_family(open_page, sign_in, officer, axe):
    form = every_family()
    page = sign_in(open_page(PHONE), officer)
    page.route("**/fill/start.js", lambda route: route.abort())  # axe itself needs scripts; the page gets none of ours
    page.route("**/fill/fill.js", lambda route: route.abort())
    page.goto(reverse("reporting:fill_new", args=[form.key]))

    expect(page.get_by_role("button", name="Simpan draf")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("width", [320, 360, 1366])
def test_no_page_scrolls_sideways(phone_of, duty, width):
    page = phone_of({"width": width, "height": 740})
    for address in (reverse("reporting:tasks"), reverse("reporting:history"), reverse("reporting:fill_obligation", args=[duty.pk])):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_corner_of_a_wide_table_stays_over_the_headings_that_pass_under_it(phone_of, officer):
    columns = [{"key": f"k{number}", "label": f"Ditemukan {number}"} for number in range(4)]
    table = forms.question("table", "rekap", label="Rekap", rows=[{"key": "l", "label": "Laki-laki"}], columns=columns)
    page = phone_of()
    page.goto(reverse("reporting:fill_new", args=[forms.publish(table, key="rekapitulasi").key]))
    page.wait_for_selector("html[data-ready]")

    page.locator(".scroll:has(.pin)").evaluate("(region) => { region.scrollLeft = region.scrollWidth; }")

    expect(page.get_by_role("columnheader", name="Ditemukan 0")).to_be_attached()
    ground = page.get_by_role("columnheader", name="Ditemukan 3").evaluate("(cell) => getComputedStyle(cell).backgroundColor")
    expect(page.locator(".pin thead tr > :first-child")).to_have_css("background-color", ground)


def test_targets_are_large_enough_for_a_thumb(phone_of, duty):
    page = opened(phone_of(), duty)

    small = page.evaluate(
        """Array.from(document.querySelectorAll('a, button, summary, .choice, .photo-add, .seg label, select, input:not([type=radio]):not([type=checkbox]):not([type=file]):not([type=hidden])'))
        .filter(one => one.checkVisibility() && !one.closest('.vh') && !one.classList.contains('vh') && !one.closest('p, li, .notice'))
        .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML.slice(0, 80))"""
    )

    assert small == []


def twenty_questions():
    kinds = [
        "short_text",
        "long_text",
        "whole_number",
        "yes_no",
        "date",
        "datetime",
        "one_choice",
        "many_choices",
        "photos",
        "polling_station",
    ]
    settings = {"one_choice": {"choices": SITUATIONS}, "many_choices": {"choices": SITUATIONS}}
    return forms.publish(
        *(
            forms.question(kinds[number % 10], f"isian_{number}", help="Bantuan singkat.", **settings.get(kinds[number % 10], {}))
            for number in range(20)
        )
    )


def transferred(client, address, live_server):
    """Bytes of a first load as they travel: the page, its styles, scripts with all their imports, and the icons."""
    html = client.get(address).content
    addresses = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', html.decode()))
    seen, total = set(), len(gzip.compress(html))
    while addresses:
        one = addresses.pop()
        seen.add(one)
        body = b"".join(client.get(one).streaming_content) if hasattr(client.get(one), "streaming_content") else client.get(one).content
        total += min(len(body), len(gzip.compress(body)))
        if one.endswith(".js"):
            addresses |= {urljoin(one, found) for found in re.findall(r'from "([^"]+)"', body.decode())} - seen
    return total


def test_a_first_load_stays_under_fifty_kilobytes(officer, live_server):
    regions.make_polling_stations("32.71.01.1001", 292)
    client = Client()
    client.force_login(officer)
    form = twenty_questions()

    assert transferred(client, reverse("reporting:tasks"), live_server) < LARGEST_LOAD
    assert transferred(client, reverse("reporting:fill_new", args=[form.key]), live_server) < LARGEST_LOAD
