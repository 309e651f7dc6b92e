"""What every template may use besides the request. Lazy: a page that uses neither asks the database nothing."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cms.publication.models import InstallationSettings
from desk.people.models import SUBTREE_ROLES, Role
from desk.people.scope import enters_admin, scope_of


class Door(NamedTuple):
    """One way in, for the account menu."""

    label: str
    address: str


def installation(request: HttpRequest) -> dict[str, Any]:
    """``installation``: name, unit, contacts, ``crest_url`` and the ``simulation`` mark; one query."""
    return {"installation": SimpleLazyObject(lambda: InstallationSettings.load(request_or_site=request))}


def doors(request: HttpRequest) -> dict[str, Any]:
    """``doors``: the ways in that the signed-in user has, for switching; the scope's one query."""
    return {"doors": SimpleLazyObject(lambda: _doors_of(request))}


def _doors_of(request: HttpRequest) -> tuple[Door, ...]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ()
    roles = scope_of(user).roles
    ways = (
        (Door("Lapor", "/lapor/"), Role.OFFICER in roles),
        (Door("Posko", "/posko/"), bool(roles.intersection(SUBTREE_ROLES)) or Role.ADMIN in roles),
        (Door("Admin", "/admin/"), enters_admin(user)),
    )
    return tuple(door for door, open_to in ways if open_to)
