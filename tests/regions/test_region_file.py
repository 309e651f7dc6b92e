"""What a region list may hold, and what is said of a wrong row."""

import gzip

import pytest

from desk.regions.errors import RegionFileRefused, RegionFileUnreadable
from desk.regions.models import Level
from desk.regions.region_file import RegionCheck, concerns, level_of, parent_of, read_lines, read_timezones

ZONES = {"32": "Asia/Jakarta", "64": "Asia/Makassar"}


def check(text, tmp_path, known=()):
    path = tmp_path / "wilayah.csv"
    path.write_text(text, encoding="utf-8")
    checking = RegionCheck(ZONES)
    for number, cells in read_lines(path):
        checking.add(number, cells)
    return checking.finish(lambda codes: codes & set(known))


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("32", Level.PROVINCE),
        ("32.01", Level.REGENCY),
        ("32.69", Level.REGENCY),
        ("32.70", None),
        ("32.71", Level.CITY),
        ("32.71.01", Level.DISTRICT),
        ("32.71.01.1001", Level.URBAN_VILLAGE),
        ("32.01.01.2001", Level.VILLAGE),
        ("94.01.01.3001", Level.CUSTOMARY_VILLAGE),
        ("32.71.01.9001", None),
    ],
)
def test_the_code_tells_the_level(code, level):
    assert level_of(code) == level


def test_the_parent_is_the_code_without_its_last_part():
    assert [parent_of("32"), parent_of("32.71"), parent_of("32.71.01.1001")] == [None, "32", "32.71.01"]


def test_a_good_list_gives_rows_with_parent_level_and_zone(tmp_path):
    rows = check("code,name,level\n64,Kalimantan Timur,province\n64.72,Kota  Samarinda ,city\n", tmp_path)

    assert rows["64.72"] == ("Kota Samarinda", "city", "64", "Asia/Makassar")


def test_semicolons_quotes_bom_and_a_missing_level_column_are_understood(tmp_path):
    rows = check('\ufeffcode;name\n32;"Jawa; Barat"\n\n32.71;Kota Bogor\n', tmp_path)

    assert rows["32"].name == "Jawa; Barat"
    assert rows["32.71"].level == "city"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("3271,Kota Bogor,city", "Baris 3, kolom code: kode “3271” tidak dikenal. Pakai kode Kemendagri bertitik"),
        (",Kota Bogor,city", "Baris 3, kolom code: kode kosong."),
        ("32.00,Kabupaten,regency", "Baris 3, kolom code: kode “32.00” tidak dikenal."),
        ("99,Antah,province", "Baris 3, kolom code: provinsi 99 belum punya zona waktu."),
        ("32,Jawa Barat,province", "Baris 3, kolom code: kode 32 sudah ada pada baris 2. Hapus salah satu barisnya."),
        ("32.71,,city", "Baris 3, kolom name: nama wilayah 32.71 kosong. Isi nama resminya."),
        ("32.71", "Baris 3, kolom name: nama wilayah 32.71 kosong."),
        ("32.71," + "x" * 121 + ",city", "Baris 3, kolom name: nama wilayah 32.71 lebih panjang dari 120 huruf."),
        ("32.71,Kota Bogor,regency", "Baris 3, kolom level: tingkat “regency” tidak cocok dengan kode 32.71. Tulis city"),
        ("32.71.01,Bogor Selatan,district", "Baris 3, kolom code: wilayah induk 32.71 tidak ada di berkas maupun di sistem."),
    ],
)
def test_a_wrong_row_is_named_with_its_column_and_the_way_out(tmp_path, line, words):
    with pytest.raises(RegionFileRefused) as refused:
        check(f"code,name,level\n32,Jawa Barat,province\n{line}\n", tmp_path)

    assert str(refused.value.errors[0]).startswith(words)
    assert refused.value.count == 1


def test_a_parent_that_exists_already_needs_no_row(tmp_path):
    assert list(check("code,name\n32.71,Kota Bogor\n", tmp_path, known={"32"})) == ["32.71"]


def test_fifty_errors_are_kept_and_all_are_counted(tmp_path):
    with pytest.raises(RegionFileRefused) as refused:
        check("code,name\n" + "salah,X\n" * 80, tmp_path)

    assert (len(refused.value.errors), refused.value.count) == (50, 80)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"kode,nama\n32,Jawa Barat\n", "judul kolom"),
        (b"code,name\n", "tidak memuat satu pun"),
        (b"code,name\n32,Jawa \xff\n", "UTF-8"),
        (gzip.compress(b"code,name\n32,Jawa Barat\n", mtime=0)[:-6], "rusak"),
        (gzip.compress(b"code,name\n32,Jawa Barat\n" * 50, mtime=0)[:20] + b"\x00" * 30, "rusak"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(tmp_path, content, words):
    path = tmp_path / "wilayah.csv"
    path.write_bytes(content)

    with pytest.raises(RegionFileUnreadable, match=words):
        _finish(path)


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(RegionFileUnreadable, match=r"hilang\.csv"):
        _finish(tmp_path / "hilang.csv")


def _finish(path):
    checking = RegionCheck(ZONES)
    for number, cells in read_lines(path):
        checking.add(number, cells)
    checking.finish(lambda codes: set())


def test_every_province_has_a_zone():
    zones = read_timezones()

    assert len(zones) == 38
    assert (zones["32"], zones["64"], zones["91"]) == ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


@pytest.mark.parametrize(
    ("code", "wanted"), [("32", True), ("32.71", True), ("32.71.01.1001", True), ("32.7", False), ("32.72", False), ("33", False)]
)
def test_a_limited_import_takes_the_region_its_ancestors_and_what_lies_below(code, wanted):
    assert concerns(code, ["32.71"]) is wanted
