"""The admin carries our name, shows what an admin comes for and keeps official lists as they were imported."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.backoffice.panels import missing, shortcuts
from cms.publication.models import InstallationSettings
from desk.people.models import Agency, Assignment, Role
from tests.factories import people, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    regions.make_regions()
    user = people.admin()
    client.force_login(user)
    return user


def test_the_admin_carries_the_installations_name(client, admin):
    page = client.get("/admin/").text

    assert "Desk Pilkada" in page
    assert "look/admin.css" in page
    assert "look/favicon.svg" in page
    assert "- Wagtail</title>" not in page


def test_the_first_page_says_what_a_fresh_installation_lacks(client, admin):
    page = client.get("/admin/").text

    assert "Belum ada formulir yang terbit" in page
    assert "Belum ada operator posko" in page
    people.operator()
    assert "Belum ada operator posko" not in client.get("/admin/").text


def test_every_card_of_the_first_page_leads_somewhere(client, admin):
    cards = {card.title: card.address for card in shortcuts()}

    assert {"Formulir", "Posko", "Penugasan", "Pengguna", "Pemilihan dan tahapan", "Laman publik"} <= set(cards)
    for title, address in cards.items():
        assert client.get(address).status_code == 200, title


def test_nothing_is_missing_when_all_is_set(admin):
    assert any("identitas" in sentence for sentence in missing(InstallationSettings.load()))


@pytest.mark.parametrize("name", ["desk", "assignment", "person", "agency", "election", "stage", "region", "pollingstation"])
def test_every_list_of_master_data_opens(client, admin, name, django_assert_max_num_queries):
    regions.make_polling_stations("32.71.01.1001", 3)
    people.officer()

    with django_assert_max_num_queries(25):
        assert client.get(reverse(f"{name}:index")).status_code == 200


@pytest.mark.parametrize(("name", "code"), [("region", "32.71"), ("pollingstation", "32.71.01.1001.001")])
def test_official_lists_are_read_and_never_typed(client, admin, name, code):
    regions.make_polling_stations("32.71.01.1001", 1)

    assert client.get(reverse(f"{name}:add")).status_code == 302
    assert client.get(reverse(f"{name}:edit", args=[code])).status_code == 302
    assert client.get(reverse(f"{name}:delete", args=[code])).status_code == 302


def test_a_list_costs_the_same_whatever_it_holds(client, admin):
    people.desk(regions.bogor())
    client.get(reverse("desk:index"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("desk:index"))
    people.desk(regions.semarang(), short_code="SMG")

    with CaptureQueriesContext(connection) as more:
        client.get(reverse("desk:index"))

    assert len(more) <= len(few)


def test_a_key_is_chosen_once(client, admin):
    agency = people.agency(key="dinkes")
    values = {"name": "Dinas Kesehatan Kota Bogor", "short_name": "Dinkes", "region": "32.71", "key": "lain"}

    client.post(reverse("agency:edit", args=[agency.pk]), values)

    agency.refresh_from_db()
    assert (agency.name, agency.key) == ("Dinas Kesehatan Kota Bogor", "dinkes")


def test_what_is_in_use_is_not_deleted_and_the_page_says_so(client, admin):
    agency = people.agency()
    people.agency_officer(agency)

    page = client.post(reverse("agency:delete", args=[agency.pk]), follow=True)

    assert Agency.objects.filter(pk=agency.pk).exists()
    assert "masih dipakai" in page.text


def test_an_assignment_is_made_through_the_service(client, admin):
    user, desk = people.user(), people.desk()

    client.post(reverse("assignment:add"), {"user": user.pk, "role": Role.OPERATOR, "desk": desk.pk, "region": "", "agency": ""})

    assert Assignment.objects.filter(user=user, role=Role.OPERATOR, desk=desk).count() == 1


def test_a_wrong_binding_is_refused_in_words_and_keeps_what_was_chosen(client, admin):
    user = people.user()

    page = client.post(reverse("assignment:add"), {"user": user.pk, "role": Role.OPERATOR, "desk": "", "region": "", "agency": ""})

    assert "terikat pada satu posko atau satu wilayah" in page.text
    assert not user.assignments.exists()


def test_the_last_admin_stays(client, admin):
    own = admin.assignments.get()

    client.post(reverse("assignment:delete", args=[own.pk]))

    assert Assignment.objects.filter(pk=own.pk).exists()


def test_a_changed_assignment_replaces_the_old_one(client, admin):
    operator = people.operator()
    before = operator.assignments.get()

    client.post(
        reverse("assignment:edit", args=[before.pk]),
        {"user": operator.pk, "role": Role.HEAD, "desk": before.desk_id, "region": "", "agency": ""},
    )

    assert [assignment.role for assignment in operator.assignments.all()] == [Role.HEAD]


def test_a_region_is_found_by_name_among_all(client, admin):
    page = client.get(reverse("region_chooser:choose_results"), {"q": "batu tulis"}).text

    assert "Batu Tulis" in page
    assert "Bondongan" not in page


@pytest.mark.parametrize("role", ["operator", "officer", "head", "viewer", "duty_officer"])
def test_whoever_is_bound_to_a_region_stays_out(client, role):
    client.force_login(getattr(people, role)())

    assert client.get(reverse("desk:index")).status_code in (302, 403, 404)
    assert client.get("/admin/").status_code in (302, 403, 404)


def test_an_account_of_the_admin_chooses_among_the_zones_of_indonesia(client, admin):
    page = client.get("/admin/account/").text

    assert [zone for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura") if f'value="{zone}"' in page] == [
        "Asia/Jakarta",
        "Asia/Makassar",
        "Asia/Jayapura",
    ]
    assert "Africa/" not in page and "localtime" not in page
