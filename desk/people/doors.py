"""The three doors of the installation: who has which, where somebody lands, and the lock on each desk view."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.http.request import QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from .models import SUBTREE_ROLES, Role, User
from .scope import enters_admin, scope_of

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
SESSION_ENDED = "Sesi Anda sudah berakhir. Masuk kembali, lalu ulangi."


@dataclass(frozen=True)
class Door:
    """One way in. ``key`` is what ``requires_door`` names; ``icon`` is a drawing of the sprite."""

    key: str
    address: str
    label: str
    does: str
    icon: str


ADMIN = Door("admin", "/admin/", "Admin", "Mengatur formulir, akun, dan halaman publik", "pencil")
POSKO = Door("posko", "/posko/", "Posko", "Memeriksa laporan dan memantau wilayah", "inbox")
LAPOR = Door("lapor", "/lapor/", "Lapor", "Mengisi dan mengirim laporan unit Anda", "task")


def doors_of(user: User | AnonymousUser) -> tuple[Door, ...]:
    """The doors that open to this account. The admin of the installation may look into every posko."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    scope = scope_of(user)
    opens = (
        (ADMIN, enters_admin(user)),
        (POSKO, scope.installation or bool(scope.roles.intersection(SUBTREE_ROLES))),
        (LAPOR, Role.OFFICER in scope.roles),
    )
    return tuple(door for door, open_to in opens if open_to)


def home_doors_of(user: User) -> tuple[Door, ...]:
    """The doors between which somebody must choose after signing in: an admin works in /admin/ and merely may visit."""
    doors = doors_of(user)
    if scope_of(user).roles.intersection(SUBTREE_ROLES):
        return doors
    return tuple(door for door in doors if door != POSKO) or doors


def has_door(user: User | AnonymousUser, key: str) -> bool:
    return any(door.key == key for door in doors_of(user))


def landing(user: User, *, wanted: str = "", host: str = "") -> str:
    """Where to go after signing in: to the address asked for when it is ours and open to the account, else to /pintu/."""
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={host} if host else None):
        path = urlsplit(wanted).path
        locked = [door for door in (ADMIN, POSKO, LAPOR) if path.startswith(door.address) and door not in doors_of(user)]
        if not locked:
            return wanted
    return reverse("people:door")


def requires_door(key: str) -> Callable[[View], View]:
    """Lock for a view of the door ``key``: anonymous goes to sign-in, an account without the door gets 404.

    A script that asks for JSON is told 401 instead of being sent to a page. Sign-in comes back to the page, after a POST
    to the page that held the form.
    """

    def lock(view: View) -> View:
        @wraps(view)
        def locked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            if not has_door(request.user, key):
                raise Http404
            return view(request, *args, **kwargs)

        return locked  # type: ignore[return-value]  # a wrapper has its view's signature

    return lock


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody whose session ended, or never began, to the sign-in page and back."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": SESSION_ENDED}, status=401)
    query = QueryDict(mutable=True)
    if request.method in ("GET", "HEAD"):
        query["next"] = request.get_full_path()
    else:
        query["habis"] = "1"
        came_from = urlsplit(request.headers.get("Referer", ""))
        if came_from.netloc == request.get_host():
            query["next"] = came_from.path
    return HttpResponseRedirect(f"{reverse('people:login')}?{query.urlencode(safe='/')}")
