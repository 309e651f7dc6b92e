"""The tables of a letter as XLSX: typed, harmless, ready to print, the same bytes every time."""

import hashlib
import io
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from exports.documents.letter import Column, PageSize, Section, Table
from exports.documents.workbook import letter_workbook
from tests.factories.letters import district_table, letter, letterhead, long_letter, signature

ROOT = Path(__file__).resolve().parents[3]


def opened(document):
    return load_workbook(io.BytesIO(letter_workbook(document)))


def with_table(*tables, **changes):
    return letter(sections=(Section("Isi", tables),), **changes)


def day_of(value):
    return value.date() if isinstance(value, datetime) else value


def texts_of(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_cover_tells_whose_tables_these_are():
    cover = opened(with_table(district_table(), signature=signature(standing="Plt.")))["Sampul"]

    texts = texts_of(cover)
    assert {"Pemerintah Kota Contoh", "100.2.7/418-Kesbangpol/2024", "Contoh, 25 November 2024", "Rekap per kecamatan", "40"} <= set(texts)
    assert "Plt. Kepala Badan Kesatuan Bangsa dan Politik, Dra. Ratnasari Widyaningsih, M.Si." in texts


def test_every_table_has_a_sheet_of_its_own_however_they_are_named():
    tables = [
        Table(title, (Column("A"),), (("x",),)) for title in ("Rekap", "rekap", "Sampul", "[Per]/kecamatan:*", "", "p" * 40, "p" * 41)
    ]

    names = opened(with_table(*tables)).sheetnames

    assert names == ["Sampul", "Rekap", "rekap 2", "Sampul 2", "Per  kecamatan", "Lembar", "p" * 31, "p" * 29 + " 2"]


def test_numbers_and_dates_can_be_reckoned_with():
    table = Table(
        "Angka",
        (Column("Hari"), Column("Jumlah", numeric=True), Column("Persen", numeric=True, decimals=2), Column("Nomor")),
        ((date(2024, 11, 25), 2_821_202, Decimal("84.77"), 10**20), (None, 0, float("nan"), True)),
    )

    rows = [[day_of(cell.value) for cell in row] for row in opened(with_table(table))["Angka"].iter_rows(min_row=5)]

    assert rows == [[date(2024, 11, 25), 2_821_202, 84.77, "100000000000000000000"], [None, 0, None, "Ya"]]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "=cmd|'/C calc'!A0"])
def test_a_text_that_begins_like_a_formula_stays_a_text(text):
    workbook = opened(with_table(Table(text, (Column(text),), ((text,),), (text,)), number=text, letterhead=letterhead(unit=text)))

    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) >= 6
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


def test_a_sheet_keeps_its_heading_in_view_and_on_every_printed_page():
    workbook = opened(with_table(district_table(), page_size=PageSize.F4))
    sheet = workbook["Rekap per kecamatan"]

    assert sheet.freeze_panes == "B5" and sheet.print_title_rows == "$4:$4"
    assert sheet.auto_filter.ref == "A4:E44"  # without the total
    assert {each.page_setup.paperSize for each in workbook} == {14}
    assert sheet.page_setup.fitToWidth == 1 and sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert [cell.font.bold for cell in sheet[45]] == [True] * 5
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["B"].width >= 8


def test_every_sheet_of_a_simulation_says_so():
    workbook = opened(long_letter(simulation=True))

    assert len(workbook.sheetnames) == 3
    assert all(any("SIMULASI" in text for text in texts_of(sheet)) for sheet in workbook)


def test_the_same_letter_gives_the_same_bytes_at_any_moment_in_every_process():
    program = (
        "import hashlib; from exports.documents.workbook import letter_workbook; from tests.factories.letters import long_letter;"
        "print(hashlib.sha256(letter_workbook(long_letter())).hexdigest())"
    )

    with time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC)):
        here = hashlib.sha256(letter_workbook(long_letter())).hexdigest()
    elsewhere = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()

    assert here == elsewhere
    assert opened(long_letter()).properties.modified.isoformat() == "2024-11-25T03:15:00"


TEXTS = st.text(st.characters(), max_size=60)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, TEXTS | st.integers() | st.floats() | st.decimals() | st.dates() | st.none())
def test_no_text_and_no_number_keeps_a_workbook_from_being_read(first, second, value):
    table = Table(first, (Column(second), Column(first, numeric=True)), ((first, value), (second, None)))

    workbook = opened(with_table(table, number=first, subject=second, addressees=(first,)))

    assert len(workbook.sheetnames) == 2
