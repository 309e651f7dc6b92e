"""``/posko/``: where everybody at a desk begins."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.people.coverage import coverage_of
from desk.people.doors import requires_door
from desk.people.models import User

from ..selectors.home import read_home


@never_cache
@require_safe
@requires_door("posko")
def home(request: HttpRequest) -> HttpResponse:
    """``/posko/?wilayah=``"""
    user = request.user
    coverage = coverage_of(user, request.GET.get("wilayah", "")) if isinstance(user, User) else None
    if coverage is None or not isinstance(user, User):
        if "wilayah" in request.GET:
            raise Http404
        return render(request, "dashboard/no_desk.html", {"place": str(user)})  # only an admin of a new installation comes here
    read = read_home(user=user, region=coverage.region, now=timezone.now())
    context = {
        "home": read,
        "coverage": coverage,
        "zone": read.zone,
        "now": read.now,
        "place": str(user),
        "waiting": read.waiting.total,
    }
    return render(request, "dashboard/home.html", context)
