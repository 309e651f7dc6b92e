"""What a page of the desk bears on paper: the name of the one desk whose user prints it."""

import re

import pytest

from desk.people.models import Role
from tests.factories import people, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def name_on(client):
    """``name_on(user)``: the name in the letterhead of a page that this user prints."""
    regions.make_regions()

    def read(user, path="/posko/situasi/"):
        client.force_login(user)
        return re.search(r'<div class="kop">.*?<b>(.*?)</b>', client.get(path).text, re.DOTALL)[1]

    return read


@pytest.mark.parametrize("path", ["/posko/", "/posko/antrean/", "/posko/kejadian/", "/posko/kesiapan/", "/posko/ekspor/"])
def test_a_page_bears_the_name_of_its_users_desk(name_on, path):
    assert name_on(people.operator(), path) == "Desk Pilkada Kota Bogor"
    assert name_on(people.operator(regions.semarang()), path) == "Desk Pilkada Kota Semarang"


def test_whoever_works_for_several_desks_or_for_all_prints_the_installations_name(name_on):
    operator = people.operator()
    people.with_role(Role.VIEWER, desk=people.desk(regions.semarang(), short_code="SMG"), username=operator.username)

    assert name_on(operator) == "Desk Pilkada"
    assert name_on(people.admin()) == "Desk Pilkada"


def test_a_role_over_a_region_names_no_desk(name_on):
    assert name_on(people.with_role(Role.VIEWER, region=regions.bogor(), username="pengamat")) == "Desk Pilkada"
