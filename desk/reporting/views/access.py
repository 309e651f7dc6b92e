"""Who may enter the officers' door. Whoever is signed in without the role sees nothing there: 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from desk.people.models import Role, User
from desk.people.scope import scope_of

from .held import held

UNAUTHORISED = 401


class OfficerRequest(HttpRequest):
    """A request of a signed-in officer."""

    user: User


class DeskRequest(HttpRequest):
    """A request of somebody at a desk; ``requires_door("posko")`` stands before the view."""

    user: User


View = Callable[..., HttpResponseBase]


def _is_officer(request: HttpRequest) -> bool:
    return Role.OFFICER in scope_of(request.user).roles


def officers_only(view: View) -> View:
    """Anonymous people sign in first, and get back what they typed into a form; everybody else needs the role of an officer."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            typed = held(request)
            if typed is not None:
                return render(request, "reporting/lapor/held.html", {"held": typed}, status=UNAUTHORISED)
            return redirect_to_login(request.get_full_path())
        if not _is_officer(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def officers_only_json(view: View) -> View:
    """The same for calls that scripts make: a lapsed session is told as 401 with the way back in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            message = "Sesi Anda sudah berakhir. Masuk kembali; isian tetap ada di perangkat ini."
            return JsonResponse({"message": message, "login": reverse("people:login")}, status=UNAUTHORISED)
        if not _is_officer(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def see_other(address: str) -> HttpResponse:
    """303: whatever was posted, the answer is fetched with GET."""
    return HttpResponse(status=303, headers={"Location": address})
