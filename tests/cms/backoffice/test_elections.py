"""Voting day is moved through the calendar's service, after everybody could see what moves with it."""

from datetime import date

import pytest
from django.urls import reverse

from desk.calendar.models import Election
from desk.calendar.services import create_election
from tests.factories import people, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def election(client, clock):
    client.force_login(people.admin())
    return create_election(key="bogor", name="Pilwalkot Bogor", region=regions.bogor(), voting_day=date(2024, 12, 10))


def move(client, election, day, **more):
    values = {"name": election.name, "region": election.region_id, "key": election.key, "voting_day": day} | more
    return client.post(reverse("election:edit", args=[election.pk]), values)


def test_a_new_election_brings_its_stages(client, clock):
    client.force_login(people.admin())
    regions.bogor()
    values = {"name": "Pilwalkot Bogor", "region": "32.71", "key": "bogor", "voting_day": "2024-12-10"}

    client.post(reverse("election:add"), values)
    client.post(reverse("election:add"), values)

    assert Election.objects.get().stages.count() > 3


def test_another_voting_day_is_shown_before_it_is_moved(client, election):
    page = move(client, election, "2024-12-17")

    assert "Tahapan yang ikut pindah" in page.text
    assert "Selasa, 17 Desember 2024" in page.text
    assert Election.objects.get().voting_day == date(2024, 12, 10)


def test_a_confirmed_voting_day_moves_with_its_stages(client, election):
    before = election.stages.last().starts_on

    move(client, election, "2024-12-17", pindahkan="1")

    assert Election.objects.get().voting_day == date(2024, 12, 17)
    assert before < election.stages.last().starts_on


def test_a_day_in_the_past_is_refused_in_words(client, election):
    page = move(client, election, "2024-11-20", pindahkan="1")

    assert "harus setelah hari ini" in page.text
    assert Election.objects.get().voting_day == date(2024, 12, 10)
