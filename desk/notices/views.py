"""The inbox of whoever is signed in. Nobody sees anybody else's messages."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from desk.people.doors import LAPOR, POSKO, doors_of
from desk.people.models import User

from .models import Notice
from .selectors import inbox, unread_count
from .services import mark_read

PER_PAGE = 30


@never_cache
@require_safe
@login_required
def messages(request: HttpRequest) -> HttpResponse:
    """``/pesan/``: own messages, unread ones marked."""
    user = _user(request)
    doors = doors_of(user)
    shell = "look/posko.html" if POSKO in doors else "look/lapor.html" if LAPOR in doors else "look/plain.html"
    page = Paginator(inbox(user), PER_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "notices/inbox.html", {"page": page, "shell": shell, "unread": unread_count(user), "now": timezone.now()})


@require_POST
@login_required
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one own message and go where it leads."""
    notice = Notice.objects.filter(pk=pk, user=_user(request)).first()
    if notice is None:
        raise Http404
    mark_read(user=_user(request), pk=pk)
    return redirect(notice.link or reverse("notices:inbox"))


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(user=_user(request))
    return redirect("notices:inbox")


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
