"""A letter becomes the same archivable, readable PDF every time, whatever its texts hold."""

import hashlib
import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from exports.documents.errors import DocumentRefused
from exports.documents.letter import Column, PageSize, Paragraph, Points, Section, Subheading, Table
from exports.documents.pdf import letter_pdf
from tests.factories.letters import district_table, letter, letterhead, long_letter, photo, picture, signature

ROOT = Path(__file__).resolve().parents[3]
MILLIMETRE = 72 / 25.4  # points


def read(document):
    return PdfReader(io.BytesIO(letter_pdf(document)))


def words_of(page):
    return " ".join(page.extract_text().replace("\u200b", "").split())


def one_section(*blocks, **changes):
    return letter(sections=(Section("Isi", blocks),), **changes)


def test_a_letter_holds_its_parts_in_the_customary_order():
    text = words_of(read(letter()).pages[0])

    parts = (
        "PEMERINTAH KOTA CONTOH",
        "BADAN KESATUAN BANGSA DAN POLITIK",
        "Contoh, 25 November 2024",
        "100.2.7/418-Kesbangpol/2024",
        "Segera",
        "1 (satu) berkas",
        "Laporan Mingguan Desk Pilkada Kota Contoh",
        "Yth. Gubernur Provinsi Contoh",
        "1. Dasar",
        "Demikian dilaporkan",
        "Kepala Badan Kesatuan Bangsa dan Politik,",
        "Dra. Ratnasari Widyaningsih, M.Si.",
        "Pembina Utama Muda, IV/c",
        "NIP 19710412 199603 2 004",
        "Tembusan:",
        "Wali Kota Contoh (sebagai laporan)",
        "Halaman 1 dari 1",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"standing": "Plt."}, "Plt. Kepala Badan Kesatuan Bangsa dan Politik,"),
        ({"standing": "Plh.", "on_behalf_of": "Wali Kota Contoh"}, "a.n. Wali Kota Contoh Plh. Kepala Badan"),
        ({"rank": "", "nip": ""}, "M.Si. Tembusan:"),
    ],
)
def test_who_signs_stands_with_standing_and_office(changes, expected):
    assert expected in words_of(read(letter(signature=signature(**changes))).pages[0])


def test_the_same_letter_gives_the_same_bytes_in_every_process():
    program = (
        "import hashlib; from exports.documents.pdf import letter_pdf; from tests.factories.letters import long_letter, photo;"
        "print(hashlib.sha256(letter_pdf(long_letter(districts=12, photos=(photo(),)))).hexdigest())"
    )

    here = [hashlib.sha256(letter_pdf(long_letter(districts=12, photos=(photo(),)))).hexdigest() for _round in range(2)]
    elsewhere = [
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
        for _round in range(2)
    ]

    assert {*here, *elsewhere} == {here[0]}


def test_the_file_tells_the_moment_of_the_letter_and_no_other():
    reader = read(letter(issued_at=datetime(2024, 11, 25, 3, 15, 9, 77, tzinfo=UTC)))

    assert reader.metadata.modification_date_raw == "D:20241125031509Z"
    assert reader.metadata.title == "Laporan Mingguan Desk Pilkada Kota Contoh"


def test_the_file_is_archivable_tagged_and_in_indonesian():
    reader = read(long_letter(districts=3, photos=(photo(),)))
    catalogue = reader.trailer["/Root"]

    about = catalogue["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert catalogue["/MarkInfo"]["/Marked"] and catalogue["/Lang"].lower().startswith("id")


def test_every_font_is_embedded_and_comes_from_our_packages():
    reader = read(one_section(Paragraph("Madrasah السلام di Kelurahan Tanjung")))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]

    inner = [font["/DescendantFonts"][0].get_object() for font in fonts]
    assert {font["/BaseFont"].partition("+")[2].partition("-")[0] for font in inner} <= {"Arimo", "NotoSansArabic"}
    assert all(
        "/FontFile2" in font["/FontDescriptor"].get_object() or "/FontFile3" in font["/FontDescriptor"].get_object() for font in inner
    )


@pytest.mark.parametrize(("size", "millimetres"), [(PageSize.A4, (210, 297)), (PageSize.F4, (215, 330))])
def test_the_page_has_the_size_of_the_paper(size, millimetres):
    box = read(letter(page_size=size)).pages[0].mediabox

    assert (float(box.width) / MILLIMETRE, float(box.height) / MILLIMETRE) == pytest.approx(millimetres, abs=0.1)


def test_a_long_table_repeats_its_heading_on_every_page_and_ends_with_the_total():
    pages = [words_of(page) for page in read(one_section(district_table(120))).pages]

    assert len(pages) == 3
    assert all("Kecamatan TPS DPT" in page for page in pages)
    assert "Kecamatan Rawa Tengah 3" in pages[-1] and "Jumlah" in pages[-1]


def test_a_table_of_many_columns_lies_on_its_side():
    table = Table("Lebar", tuple(Column(f"Kolom {number}", numeric=True) for number in range(12)), ((1_234_567,) * 12,))

    boxes = [page.mediabox for page in read(one_section(Paragraph("Sebelum."), table, Paragraph("Sesudah."))).pages]

    assert [float(box.width) > float(box.height) for box in boxes] == [False, True, False]


def test_a_section_that_begins_with_a_wide_table_takes_its_heading_along():
    table = Table("Lebar", tuple(Column(f"Kolom {number}", numeric=True) for number in range(12)), ((1_234_567,) * 12,))

    with_heading = [words_of(page) for page in read(one_section(table)).pages if "1. Isi" in words_of(page)]

    assert len(with_heading) == 1 and "Kolom 11" in with_heading[0]


def test_numbers_are_written_as_in_letters():
    table = Table(
        "", (Column("Nama"), Column("Pemilih", numeric=True), Column("Persen", numeric=True, decimals=2)), (("A", 2821202, 84.766),)
    )

    assert "2.821.202 84,77" in words_of(read(one_section(table)).pages[0])


def test_a_paragraph_keeps_its_author():
    text = words_of(read(one_section(Paragraph("Jalan tergenang.", author="Kecamatan Rawa Barat"))).pages[0])

    assert "Jalan tergenang. (Kecamatan Rawa Barat)" in text


def test_every_page_of_a_simulation_says_so():
    pages = [words_of(page) for page in read(long_letter(simulation=True)).pages]

    assert len(pages) > 2 and all("SIMULASI: bukan surat dinas" in page for page in pages)
    assert "SIMULASI" not in words_of(read(letter()).pages[0])


def test_photos_stand_in_an_annex_drawn_anew():
    exif = Image.Exif()
    exif[0x010E] = "rumah saya"  # ImageDescription
    upload = picture(4000, 3000, exif=exif)

    content = letter_pdf(letter(photos=(photo(content=upload, caption="Apel pagi"), photo(source=""))))
    reader = PdfReader(io.BytesIO(content))

    assert b"rumah saya" in upload and b"rumah saya" not in content
    assert "Foto 1. Apel pagi Sumber: Kecamatan Sukamaju Utara" in words_of(reader.pages[1])
    assert max(max(image.image.size) for image in reader.pages[1].images) == 1400


@pytest.mark.parametrize("upload", [b"", b"<svg/>", b"GIF89a", picture()[:900], b"%PDF-1.7"])
def test_what_is_no_picture_is_refused_by_its_place(upload):
    with pytest.raises(DocumentRefused, match="Foto 2 tidak dapat dibaca sebagai gambar"):
        letter_pdf(letter(photos=(photo(), photo(content=upload))))


def test_markup_in_texts_is_shown_and_never_run():
    hostile = '#panic("a") $x^2$ *tebal* _miring_ \\ @lihat <nama> `kode` = judul #import "@preview/x:1.0.0" // hilang'

    text = words_of(
        read(
            letter(
                number="#1 *2*",
                letterhead=letterhead(unit="Unit #sys.inputs"),
                sections=(Section(hostile, (Paragraph(hostile), Points((hostile,)), Table(hostile, (Column(hostile),), ((hostile,),)))),),
            )
        ).pages[0]
    )

    assert text.count("$x^2$ *tebal* _miring_ \\ @lihat <nama> `kode` = judul #import") == 6
    assert "UNIT #SYS.INPUTS" in text and "#1 *2*" in text


TEXTS = st.text(st.characters(), max_size=120) | st.text("ab #$*_\\@<>`=-+/[]{}()\"'\n\t", max_size=120)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_no_text_keeps_a_letter_from_being_printed(first, second, third, more):
    table = Table(first, (Column(second), Column(third)), ((first, second), (third, None)), (second, third))

    content = letter_pdf(
        letter(
            subject=first,
            addressees=(second, third),
            opening=third,
            copies=tuple(more),
            sections=(Section(first, (Paragraph(second, author=third), Points(tuple(more), ordered=True), table)),),
        )
    )

    assert content.startswith(b"%PDF-")


def test_a_character_without_a_glyph_becomes_a_box_and_controls_vanish():
    text = words_of(read(one_section(Paragraph("Aman\u0007 \U0001f600 \u202eter\u00adbalik \u6f22"))).pages[0])

    assert "Aman \u25a1 terbalik \u25a1" in text


def test_three_thousand_rows_are_printed():
    assert len(read(one_section(district_table(3_000))).pages) > 40


@pytest.mark.parametrize(("rows", "columns", "problem"), [(4_001, 1, "lebih dari 4.000 baris"), (1, 17, "17 kolom")])
def test_a_table_beyond_a_letter_is_refused_with_a_way_out(rows, columns, problem):
    table = Table("Panjang", tuple(Column(str(number)) for number in range(columns)), (("x",) * columns,) * rows)

    with pytest.raises(DocumentRefused, match=problem):
        letter_pdf(one_section(table))


def test_a_row_of_another_length_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="columns"):
        letter_pdf(one_section(Table("Salah", (Column("A"),), (("x", "y"),))))


def test_no_subheading_stands_alone_at_the_foot_of_a_page():
    parts = [(Subheading(f"Pokok ke-{number}"), Paragraph("Keadaan wilayah aman. " * (3 + number % 7))) for number in range(80)]

    pages = [words_of(page) for page in read(one_section(*(part for pair in parts for part in pair))).pages]

    ends = [page.partition("100.2.7/418")[0].strip() for page in pages[1:-1]]
    assert len(ends) > 3 and all(page.endswith("aman.") for page in ends), [page[-60:] for page in ends]
