import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from desk.regions.constants import NATIONAL_LIST
from desk.regions.errors import RegionFileRefused, UnknownVillages, WrongStationCount
from desk.regions.models import PollingStation, Region
from desk.regions.selectors import count_by_level, count_villages
from desk.regions.services import create_polling_stations, import_regions
from tests.factories.regions import make_regions

pytestmark = pytest.mark.django_db


def write(tmp_path, *lines):
    path = tmp_path / "wilayah.csv"
    path.write_text("\n".join(["code,name,level", *lines]), encoding="utf-8")
    return path


def test_the_national_list_holds_the_1038_villages_of_kalimantan_timur_in_its_own_zone():
    summary = import_regions(path=NATIONAL_LIST, under=["64"])

    assert count_by_level("64") == {"province": 1, "regency": 7, "city": 3, "district": 105, "urban_village": 197, "village": 841}
    assert count_villages("64") == 1038
    assert summary.created == 1154
    assert set(Region.objects.values_list("timezone", flat=True)) == {"Asia/Makassar"}


def test_a_second_run_writes_nothing(django_assert_max_num_queries):
    import_regions(path=NATIONAL_LIST, under=["32.71"])

    with django_assert_max_num_queries(4):
        summary = import_regions(path=NATIONAL_LIST, under=["32.71"])

    assert (summary.read, summary.created, summary.updated, summary.unchanged) == (76, 0, 0, 76)


def test_only_changed_rows_are_updated_and_unnamed_ones_stay(tmp_path):
    make_regions()

    summary = import_regions(path=write(tmp_path, "32,Jawa Barat,province", "32.71,Kota Bogor Baru,city"))

    assert (summary.created, summary.updated, summary.unchanged) == (0, 1, 1)
    assert Region.objects.get(code="32.71").name == "Kota Bogor Baru"
    assert Region.objects.filter(code="33.74").exists()


def test_one_wrong_row_writes_nothing_at_all(tmp_path):
    with pytest.raises(RegionFileRefused):
        import_regions(path=write(tmp_path, "32,Jawa Barat,province", "32.71,,city"))

    assert not Region.objects.exists()


def test_the_command_lists_wrong_rows_and_counts_the_rest(tmp_path):
    errors = io.StringIO()

    with pytest.raises(CommandError, match=r"60 baris bermasalah\. Tidak ada wilayah yang disimpan"):
        call_command("regions", "import", write(tmp_path, *["salah,X,city"] * 60), stderr=errors)

    lines = errors.getvalue().splitlines()
    assert lines[0].startswith("Baris 2, kolom code")
    assert lines[-1] == "... dan 10 baris lain."


def test_the_command_says_what_it_did(tmp_path):
    out = io.StringIO()

    call_command("regions", "import", write(tmp_path, "32,Jawa Barat,province", "32.71,Kota Bogor,city"), stdout=out)

    assert out.getvalue().strip() == "2 wilayah dibaca: 2 baru, 0 diperbarui, 0 tidak berubah."


def test_polling_stations_are_numbered_within_their_village():
    make_regions()

    created = create_polling_stations(counts={"32.71.01.1001": 2, "32.71.02.1001": 1}, simulation=True)

    assert created == 3
    assert list(PollingStation.objects.values_list("code", "number", "simulation")) == [
        ("32.71.01.1001.001", 1, True),
        ("32.71.01.1001.002", 2, True),
        ("32.71.02.1001.001", 1, True),
    ]


def test_creating_polling_stations_again_adds_only_what_is_missing():
    make_regions()
    create_polling_stations(counts={"32.71.01.1001": 2})

    assert create_polling_stations(counts={"32.71.01.1001": 2}) == 0
    assert create_polling_stations(counts={"32.71.01.1001": 5}) == 3
    assert create_polling_stations(counts={"32.71.01.1001": 1}) == 0
    assert PollingStation.objects.count() == 5


@pytest.mark.parametrize(
    ("counts", "error"),
    [
        ({"32.71.01.9999": 1}, UnknownVillages),
        ({"32.71.01": 1}, UnknownVillages),
        ({"32.71.01.1001": 1000}, WrongStationCount),
        ({"32.71.01.1001": -1}, WrongStationCount),
    ],
)
def test_polling_stations_of_no_village_or_of_an_impossible_count_are_refused(counts, error):
    make_regions()

    with pytest.raises(error):
        create_polling_stations(counts=counts)

    assert not PollingStation.objects.exists()


@pytest.mark.parametrize("rows", [Region.objects, PollingStation.objects])
def test_a_subtree_is_read_through_the_index(rows):
    import_regions(path=NATIONAL_LIST, under=["32.71", "33.74"])
    create_polling_stations(counts=dict.fromkeys(Region.objects.filter(level="urban_village").values_list("code", flat=True), 3))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # these tables are too small for the planner to bother

    plan = rows.subtree("32.71.01").order_by().explain()

    assert ("Index" in plan and "Cond" in plan) if connection.vendor == "postgresql" else "SEARCH" in plan
    assert rows.subtree("32.71.01").count() == (17 if rows.model is Region else 48)


def test_a_subtree_never_reaches_a_code_that_only_begins_alike():
    make_regions()
    Region.objects.create(code="32.79", name="Kota Banjar", level="city", parent_id="32")

    assert set(Region.objects.subtree("32.7").values_list("code", flat=True)) == set()
    assert Region.objects.below("32.71").count() == 5
    assert Region.objects.get(code="32.71").contains("32.71.01.1001")
    assert not Region.objects.get(code="32.71").contains("32.79")
