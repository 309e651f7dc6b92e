"""Who is signed in is read anew in each request, by one statement for the session and one for the account with its scope."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.backends import db as django_sessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from desk.people import services
from desk.people.backends import AccountBackend
from desk.people.models import Assignment, Role, User
from desk.people.scope import Unit, scope_of
from desk.people.sessions import SessionStore
from tests.factories import people, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    regions.make_regions()
    return people.officer()


def test_session_account_and_scope_cost_two_queries(client, officer, django_assert_num_queries):
    client.force_login(officer)
    request = client.get("/masuk/").wsgi_request
    request.session = SessionStore(client.session.session_key)

    with django_assert_num_queries(2):
        user = get_user(request)
        assert scope_of(user).roles == {Role.OFFICER}


def test_the_account_is_the_one_that_django_reads(officer):
    services.update_user(user=officer, phone="0251 123 456")
    User.objects.update(last_login=timezone.now())

    read, expected = AccountBackend().get_user(officer.pk), User.objects.get(pk=officer.pk)

    assert read == expected
    assert {**vars(read), "_desk_scope": None, "_state": None} == {**vars(expected), "_desk_scope": None, "_state": None}
    assert (read._state.db, read._state.adding) == (expected._state.db, False)
    assert AccountBackend().get_user(0) is None


def test_the_scope_of_every_kind_of_place(officer):
    health = people.agency()
    services.assign_role(user=officer, role=Role.OFFICER, agency=health)
    services.assign_role(user=officer, role=Role.OPERATOR, desk=people.desk())
    services.assign_role(user=officer, role=Role.VIEWER, region=regions.semarang())

    scope = scope_of(AccountBackend().get_user(officer.pk))

    assert scope == scope_of(User.objects.get(pk=officer.pk))
    assert scope.units == (
        Unit("32.71.01", "Kecamatan Bogor Selatan", "Asia/Jakarta"),
        Unit("32.71", "Kota Bogor", "Asia/Jakarta", health.pk, health.name),
    )
    assert set(scope.roles_at) == {(Role.OPERATOR, "32.71"), (Role.VIEWER, "33.74")}
    assert not scope.installation


def test_an_account_without_a_role_reaches_nothing():
    scope = scope_of(AccountBackend().get_user(people.user().pk))

    assert (scope.roles, scope.roots, scope.units) == (frozenset(), (), ())


def test_a_role_taken_away_is_gone_at_the_next_request(client, officer):
    client.force_login(officer)
    before = client.get("/lapor/").status_code

    services.end_assignment(assignment=Assignment.objects.get(user=officer))

    assert (before, client.get("/lapor/").status_code) == (200, 404)


def test_a_change_of_roles_is_seen_by_whoever_holds_the_account(client, officer):
    client.force_login(officer)
    user = client.get("/lapor/").wsgi_request.user
    scope_of(user)

    services.assign_role(user=user, role=Role.VIEWER, region=regions.bogor())

    assert scope_of(user).roles == {Role.OFFICER, Role.VIEWER}


def test_a_session_that_ended_is_nobodys_and_its_key_is_not_used_again(client, officer):
    client.force_login(officer)
    key = client.session.session_key
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    store = SessionStore(key)
    store["next"] = "x"
    store.save()

    assert client.get("/akun/").status_code == 302
    assert store.session_key != key


def test_django_reads_what_we_write_and_we_what_django_writes():
    ours, djangos = SessionStore(), django_sessions.SessionStore()
    ours["a"], djangos["a"] = "ours", "django's"
    ours.save()
    djangos.save()

    assert django_sessions.SessionStore(ours.session_key)["a"] == "ours"
    assert SessionStore(djangos.session_key)["a"] == "django's"


def test_a_key_that_was_never_given_out_opens_an_empty_session():
    store = SessionStore("a" * 32)

    assert store.get("a") is None
    assert store.session_key is None
