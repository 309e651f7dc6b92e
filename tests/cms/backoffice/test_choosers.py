"""Choosing an account in the admin: two of the same name are told apart."""

import pytest
from django.urls import reverse

from desk.people.models import Role
from tests.factories import people, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(client):
    client.force_login(people.admin())
    return reverse("user_chooser:choose_results")


def test_accounts_are_listed_with_their_user_name_and_roles(client, address):
    people.with_role(Role.HEAD, region=regions.bogor(), username="ketua.baru", name="Rina Wati")
    people.with_role(Role.VIEWER, region=regions.semarang(), username="rina.wati", name="Rina Wati")

    page = client.get(address, {"q": "rina"}).content.decode()

    assert page.count("Rina Wati") == 2
    for words in ("ketua.baru", "rina.wati", "Ketua posko, Kota Bogor", "Pengamat, Kota Semarang"):
        assert words in page, words


def test_the_list_asks_the_same_questions_for_one_account_and_for_nine(client, address, django_assert_max_num_queries):
    for number in range(9):
        people.with_role(Role.VIEWER, region=regions.bogor(), username=f"pengamat{number}", name="Rina Wati")
    client.get(address)

    with django_assert_max_num_queries(12):
        assert client.get(address, {"q": "rina"}).content.decode().count("Rina Wati") == 9
