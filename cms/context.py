"""What every template may use besides the request. Lazy: a page that uses neither asks the database nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cms.publication.models import InstallationSettings
from desk.people.doors import doors_of
from desk.people.scope import scope_of


def installation(request: HttpRequest) -> dict[str, Any]:
    """``installation``: name, unit, contacts, ``crest_url`` and the ``simulation`` mark; one query."""
    return {"installation": SimpleLazyObject(lambda: InstallationSettings.load(request_or_site=request))}


def doors(request: HttpRequest) -> dict[str, Any]:
    """``doors``: the ways in that the signed-in user has, for switching; the scope's one query."""
    return {"doors": SimpleLazyObject(lambda: doors_of(request.user) if hasattr(request, "user") else ())}


def desk_name(request: HttpRequest) -> dict[str, Any]:
    """``desk_name``: of the one desk in which the user works; empty for several, for none and for the installation's admin."""
    return {"desk_name": SimpleLazyObject(lambda: _only_desk(request))}


def _only_desk(request: HttpRequest) -> str:
    scope = scope_of(request.user) if hasattr(request, "user") else None
    return scope.desks[0] if scope and len(scope.desks) == 1 and not scope.installation else ""
