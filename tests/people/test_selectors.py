import pytest

from desk.people import selectors, services
from desk.people.models import Desk
from desk.people.scope import Unit
from desk.regions.models import Level, Region
from forms_config import prefills, references
from tests.factories import people, regions

pytestmark = pytest.mark.django_db


def test_a_unit_reports_to_the_nearest_desk_upward(django_assert_num_queries):
    city = people.desk(regions.bogor())
    regions.semarang()
    province = people.desk(Region.objects.get(code="32"))

    with django_assert_num_queries(1):
        assert selectors.desk_for("32.71.01.1001") == city
    assert selectors.desk_for("32") == province
    assert selectors.desk_for("33.74.01") is None


def test_a_desk_pilkada_comes_before_other_posko_of_the_same_region():
    bogor = regions.bogor()
    services.create_desk(code="a-netralitas", short_code="NTR", name="Posko Netralitas", region=bogor, kind=Desk.Kind.NEUTRALITY)

    assert selectors.desk_for("32.71").kind == Desk.Kind.NEUTRALITY
    desk = people.desk(bogor)
    assert selectors.desk_for("32.71") == desk


def test_the_units_below_a_desk_are_offices_then_agencies_of_its_own_region_only(django_assert_num_queries):
    people.agency(regions.bogor())
    people.agency(regions.semarang(), key="dinkes-smg", name="Dinas Kesehatan Semarang")

    with django_assert_num_queries(2):
        units = selectors.units_below("32.71")
    districts = selectors.units_below("32.71", levels=[Level.DISTRICT])

    assert [unit.region_code for unit in units] == ["32.71.01", "32.71.01.1001", "32.71.01.1002", "32.71.02", "32.71.02.1001", "32.71"]
    assert units[-1].name == "Dinas Kesehatan"
    assert [unit.name for unit in districts] == ["Kecamatan Bogor Selatan", "Kecamatan Bogor Timur"]


def test_contacts_name_the_active_officers_of_a_unit(django_assert_num_queries):
    officer, doctor = people.officer(), people.agency_officer()
    services.update_user(user=people.officer(username="pensiun"), is_active=False)
    units = selectors.units_below("32.71")

    with django_assert_num_queries(1):
        contacts = selectors.contacts_of(units)

    assert {unit.name: [contact.name for contact in found] for unit, found in contacts.items()} == {
        "Kecamatan Bogor Selatan": [str(officer)],
        "Dinas Kesehatan": [str(doctor)],
    }


@pytest.fixture
def both_cities():
    return {
        "bogor_agency": people.agency(regions.bogor()),
        "semarang_agency": people.agency(regions.semarang(), key="smg"),
        "bogor_person": people.person(Region.objects.get(code="32.71.01"), name="Bambang"),
        "east_person": people.person(Region.objects.get(code="32.71.02"), name="Joko"),
        "semarang_person": people.person(Region.objects.get(code="33.74.01"), name="Slamet", position=""),
        "province_agency": people.agency(Region.objects.get(code="32"), key="jabar"),
    }


@pytest.mark.parametrize(
    ("unit", "within", "key", "expected"),
    [
        ("32.71.01.1001", "unit", "agency", ["bogor_agency"]),
        ("33.74", "all", "agency", ["semarang_agency"]),
        ("32", "all", "agency", ["province_agency"]),
        ("32.71.01", "unit", "person", ["bogor_person"]),
        ("32.71.01", "all", "person", ["bogor_person", "east_person"]),
        ("33.74.01", "all", "person", ["semarang_person"]),
    ],
)
def test_agencies_and_persons_of_the_own_city_may_be_chosen_and_no_others(
    unit, within, key, expected, both_cities, django_assert_num_queries
):
    source = references.source(key)
    everything = [str(row.pk) for name, row in both_cities.items() if key in name]

    with django_assert_num_queries(2):
        options = source.options(unit_code=unit, within=within, question={})
        allowed = source.allowed([*everything, "x", "", "9" * 30], unit_code=unit, within=within, question={})

    assert [option.value for option in options] == [str(both_cities[name].pk) for name in expected]
    assert allowed == {option.value for option in options}


def test_stored_persons_and_agencies_get_words_and_unknown_ones_are_left_out(both_cities):
    bambang, slamet = both_cities["bogor_person"], both_cities["semarang_person"]

    assert references.source("person").labels([str(bambang.pk), str(slamet.pk), "999999", "x"]) == {
        str(bambang.pk): "Bambang, Camat",
        str(slamet.pk): "Slamet",
    }
    assert references.source("agency").labels([str(both_cities["bogor_agency"].pk)]) == {
        str(both_cities["bogor_agency"].pk): "Dinas Kesehatan"
    }


def test_a_form_may_begin_with_the_names_of_the_filler_and_the_unit(now):
    context = prefills.FillContext("32.71", "Kota Bogor", "Asia/Jakarta", now, user_name="Agus", user_phone="")

    values = {key: prefills.find(key).provide(context) for key in ("user.name", "user.phone", "unit.name")}

    assert values == {"user.name": "Agus", "user.phone": None, "unit.name": "Kota Bogor"}


def test_a_unit_is_named_after_its_agency():
    assert Unit("32.71", "Kota Bogor", "Asia/Jakarta", 7, "Dinas Kesehatan").name == "Dinas Kesehatan"
