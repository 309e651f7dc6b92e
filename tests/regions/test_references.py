import pytest

from forms_config import references
from tests.factories.regions import make_polling_stations, make_regions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tree():
    make_regions()
    for village in ("32.71.01.1001", "32.71.02.1001", "33.74.01.1001"):
        make_polling_stations(village, 2)


def test_regions_of_the_unit_are_offered_by_level_and_grouped_by_parent(django_assert_num_queries):
    source = references.source("region")

    with django_assert_num_queries(1):
        options = source.options(unit_code="32.71.01", within="unit", question={"levels": ["urban_village", "village"]})

    assert [(option.value, option.label, option.group) for option in options] == [
        ("32.71.01.1001", "Kelurahan Batu Tulis", "Kecamatan Bogor Selatan"),
        ("32.71.01.1002", "Kelurahan Bondongan", "Kecamatan Bogor Selatan"),
    ]


def test_within_all_reaches_the_city_of_the_unit_and_no_further():
    options = references.source("region").options(unit_code="32.71.01", within="all", question={"levels": ["district"]})

    assert [option.value for option in options] == ["32.71.01", "32.71.02"]


@pytest.mark.parametrize(
    ("within", "allowed"),
    [("unit", {"32.71.01.1001"}), ("all", {"32.71.01.1001", "32.71.02.1001"})],
)
def test_only_existing_regions_in_reach_are_allowed(within, allowed, django_assert_num_queries):
    values = ["32.71.01.1001", "32.71.02.1001", "33.74.01.1001", "32.71.01.1099", "32.71.01", "x"]

    with django_assert_num_queries(1):
        found = references.source("region").allowed(values, unit_code="32.71.01", within=within, question={"levels": ["urban_village"]})

    assert found == allowed


def test_polling_stations_are_grouped_by_village(django_assert_num_queries):
    source = references.source("polling_station")

    with django_assert_num_queries(1):
        options = source.options(unit_code="32.71.01", within="unit", question={})

    assert [(option.value, option.label, option.group) for option in options] == [
        ("32.71.01.1001.001", "TPS 001", "Kelurahan Batu Tulis"),
        ("32.71.01.1001.002", "TPS 002", "Kelurahan Batu Tulis"),
    ]


def test_a_polling_station_of_another_region_is_not_allowed(django_assert_num_queries):
    values = ["32.71.01.1001.001", "32.71.02.1001.001", "33.74.01.1001.001", "32.71.01.1001.099"]
    source = references.source("polling_station")

    with django_assert_num_queries(1):
        unit = source.allowed(values, unit_code="32.71.01", within="unit", question={})

    assert unit == {"32.71.01.1001.001"}
    assert source.allowed(values, unit_code="32.71.01", within="all", question={}) == {"32.71.01.1001.001", "32.71.02.1001.001"}


def test_stored_values_get_words_and_unknown_ones_are_left_out():
    assert references.source("region").labels(["32.71", "32.71.01", "9"]) == {"32.71": "Kota Bogor", "32.71.01": "Kecamatan Bogor Selatan"}
    assert references.source("polling_station").labels(["33.74.01.1001.002"]) == {"33.74.01.1001.002": "TPS 002, Kelurahan Miroto"}
