"""Every address, every role, both regions: the promise that nothing is mixed."""

from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from desk.people.models import User
from tests.architecture import addresses, permission_rows
from tests.architecture.permission_matrix import DESK, MATRIX, OFFICERS, Line

REFUSALS = (302, 401, 404, 405)
# Wagtail serves these to whoever is there: its own words and drawings, no data. And the doors in, which are ours.
OPEN_IN_ADMIN = ("/admin/login/", "/admin/logout/", "/admin/password_reset/", "/admin/jsi18n/", "/admin/sprite/")


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return permission_rows.build(tmp_path)


@pytest.fixture
def client_of():
    def enter(user: User | None) -> Client:
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        return client

    return enter


def paths(line: Line, name: str, world: permission_rows.World) -> Iterator[tuple[str, str]]:
    """(city, path) of the address with the rows of each city; once with city "" when it names no row."""
    if line.args is None:
        yield "", reverse(name)
        return
    for city, rows in world.rows.items():
        yield city, reverse(name, kwargs=line.args(rows))


def asked(client: Client, method: str, path: str, data: Mapping[str, str] | None = None) -> HttpResponse:
    """The answer, with whatever it wrote taken back."""
    with transaction.atomic():
        response = getattr(client, method)(path, data)
        transaction.set_rollback(True)
    return response


def test_every_address_of_ours_has_a_line_and_every_line_an_address():
    unnamed = [address.route for address in addresses.own() if address.name.endswith(":") or not address.name]

    assert unnamed == []
    assert {address.name for address in addresses.own()} == set(MATRIX)


def test_every_role_gets_what_its_line_says_at_every_address_with_rows_of_both_regions(world, client_of):
    wrong = []
    for (role, home), user in world.actors.items():
        client = client_of(user)
        for name, line in MATRIX.items():
            for city, path in paths(line, name, world):
                expected = line.expects(role, at_home=not home or home == city)
                got = asked(client, line.method, path, line.data)
                if got.status_code != expected:
                    wrong.append(f"{role} of {home or 'the installation'} at {name} ({city}): {got.status_code}, not {expected}")
                if role == "anonymous" and expected == 302 and not got.headers.get("Location", "").startswith("/masuk/"):
                    wrong.append(f"anonymous at {name} is sent to {got.headers.get('Location')}")

    assert not wrong, "\n".join(wrong)


def test_whoever_may_not_look_may_not_write_either(world, client_of):
    wrong = []
    for (role, home), user in world.actors.items():
        client = client_of(user)
        for name, line in MATRIX.items():
            for city, path in paths(line, name, world):
                if not line.refuses(role, at_home=not home or home == city):
                    continue
                got = asked(client, "post", path)
                if got.status_code not in REFUSALS:
                    wrong.append(f"{role} of {home or 'the installation'} posts to {name} ({city}): {got.status_code}")

    assert not wrong, "\n".join(wrong)


@cache
def admin_paths() -> list[str]:
    found = {address.sample() for address in addresses.addresses() if address.admin}
    return sorted(path for path in found if path and not path.startswith(OPEN_IN_ADMIN))


def test_every_address_under_admin_can_be_tried():
    untried = [address.route for address in addresses.addresses() if address.admin and address.sample() is None]

    assert untried == []
    assert len(admin_paths()) > 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_under_admin_every_address_refuses_every_region_bound_role(world, method):
    tried = [(role, user) for (role, city), user in world.actors.items() if role in (*DESK, *OFFICERS)]
    wrong = []
    for role, user in [*tried, ("anonymous", AnonymousUser())]:
        for path in admin_paths():
            status = answer_of(path, user, method)
            if status not in (302, 403, 404):
                wrong.append(f"{role} {method} {path}: {status}")

    assert not wrong, "\n".join(wrong)


def answer_of(path: str, user: User | AnonymousUser, method: str) -> int:
    """Straight at the view with its locks, without the rest of the request's way."""
    request = getattr(RequestFactory(), method)(path)
    request.user, request.session = user, {}
    request._messages = FallbackStorage(request)
    view, args, kwargs = resolve(path)
    try:
        response = view(request, *args, **kwargs)
    except PermissionDenied:
        return 403
    except Http404:
        return 404
    if response.status_code == 302 and not response.headers["Location"].startswith(("/masuk/", "/admin/login/", "/admin/?")):
        return 200  # led on, not out
    return int(response.status_code)
