"""The matrix of compliance printed lying on A4 and F4: whole, named, dated and numbered on each page."""

import io

import pytest
from pypdf import PdfReader

from desk.regions.models import Level
from tests.browser import DESKTOP
from tests.factories import people, recaps, regions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPER = {"A4": {"width": "210mm", "height": "297mm"}, "F4": {"width": "215mm", "height": "330mm"}}
KECAMATAN = 60  # more than one page


@pytest.fixture
def desk(transactional_db, clock):
    clock.move_to(recaps.SENT)
    home = people.desk(regions.bogor())
    for number in range(3, KECAMATAN + 1):
        regions.region(f"32.71.{number:02d}", f"Kedung Waringin {number}", Level.DISTRICT)
    return recaps.owed(desk=home)


@pytest.mark.parametrize("paper", PAPER)
def test_each_page_bears_the_heads_and_a_number_and_the_first_one_the_name_of_the_desk(desk, open_page, sign_in, paper):
    page = sign_in(open_page(DESKTOP), people.operator())
    page.goto("/posko/kepatuhan/?cetak=1&minggu=26")

    pages = PdfReader(io.BytesIO(page.pdf(**PAPER[paper], prefer_css_page_size=True))).pages
    texts = [" ".join(one.extract_text().split()) for one in pages]
    told = " ".join(texts)
    tables = [text for text in texts if "Kecamatan Kedung Waringin" in text]

    assert len(tables) > 1 and all(float(one.mediabox.width) > float(one.mediabox.height) for one in pages)
    assert all(f"Halaman {number} dari {len(pages)}" in text for number, text in enumerate(texts, start=1))
    assert all("Lengkap" in text and "Unit" in text for text in tables)
    assert "Desk Pilkada Kota Bogor" in texts[0] and "24 November 2024" in texts[0]
    assert all(f"Kecamatan Kedung Waringin {number}" in told for number in range(3, KECAMATAN + 1))
    assert told.count("Semua unit (60)") == 1 and "Dikunci: belum lapor" in told
