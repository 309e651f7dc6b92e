"""Plt. and Plh.: a role for a time, by the clock of its place, and gone by itself."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from desk.people.errors import WrongBinding
from desk.people.models import Acting, Role, User
from desk.people.scope import scope_of
from desk.people.services import Term, assign_role
from tests.factories import people, regions

pytestmark = pytest.mark.django_db
PLH = Term(Acting.PLH, date(2024, 11, 25), date(2024, 11, 27), "SP Nomor 800/12/2024")


def deputy(term=PLH, region=None):
    home = region or regions.bogor()
    account = people.user("wakil", name="Nur Aini")
    assign_role(user=account, role=Role.HEAD, desk=people.desk(home, short_code="PSK"), term=term)
    return account


def serves(code, at, clock):
    clock.move_to(at)
    return scope_of(User.objects.get(username="wakil")).serves(code, Role.HEAD)


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (datetime(2024, 11, 24, 16, 59, tzinfo=UTC), False),  # 23.59 WIB the day before
        (datetime(2024, 11, 24, 17, 0, tzinfo=UTC), True),
        (datetime(2024, 11, 27, 16, 59, tzinfo=UTC), True),  # the last minute of the last day
        (datetime(2024, 11, 27, 17, 0, tzinfo=UTC), False),
    ],
)
def test_the_role_counts_from_the_first_to_the_last_local_day(clock, at, counts):
    deputy()

    assert serves("32.71", at, clock) == counts


def test_days_are_those_of_the_place(clock):
    deputy(region=regions.samarinda())

    assert not serves("64.72", datetime(2024, 11, 27, 16, 0, tzinfo=UTC), clock)  # midnight in Samarinda
    assert serves("64.72", datetime(2024, 11, 24, 16, 0, tzinfo=UTC), clock)


def test_a_session_loses_its_reach_with_the_day(client, clock):
    account = deputy()
    clock.move_to(datetime(2024, 11, 27, 10, tzinfo=UTC))
    client.force_login(account)
    assert client.get(reverse("reporting:queue")).status_code == 200

    clock.move_to(datetime(2024, 11, 27, 17, tzinfo=UTC))

    assert client.get(reverse("reporting:queue")).status_code == 404


def test_it_is_written_with_its_prefix():
    account = deputy()

    assert account.assignments.get().words == "Plh. Ketua posko, Desk Pilkada Kota Bogor"


@pytest.mark.parametrize(
    ("role", "term", "told"),
    [
        (Role.HEAD, Term(Acting.PLT), "berlaku sampai"),
        (Role.HEAD, Term(Acting.PLT, date(2024, 11, 27), date(2024, 11, 25)), "selesai sebelum mulai"),
        (Role.ADMIN, Term(valid_until=date(2024, 11, 27)), "tidak dapat dibatasi"),
    ],
)
def test_a_term_that_cannot_be_is_refused(role, term, told):
    regions.make_regions()
    desk = people.desk() if role == Role.HEAD else None

    with pytest.raises(WrongBinding, match=told):
        assign_role(user=people.user("wakil"), role=role, desk=desk, term=term)


def test_an_admin_delegates_in_master_data(client, clock):
    client.force_login(people.admin())
    account, desk = people.user("wakil"), people.desk()
    values = {"user": account.pk, "role": "head", "desk": desk.pk, "acting": "plt", "valid_from": "2024-11-25", "valid_until": "2024-11-30"}

    refused = client.post(reverse("assignment:add"), values | {"valid_until": ""})
    client.post(reverse("assignment:add"), values)

    assert "berlaku sampai" in refused.text
    assert account.assignments.get().valid_until == date(2024, 11, 30)
    assert "Plt." in client.get(reverse("assignment:index")).text
