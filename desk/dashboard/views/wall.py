"""``/layar/``: the wall of the posko. Looked at from five metres, by nobody in particular, for hours."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.people.doors import requires_door
from desk.people.models import User
from desk.people.scope import scope_of

from ..selectors.wall import other_regions, read_wall, wall_region

REFRESH_SECONDS = 20
STALE_SECONDS = 60  # older data is called old


@require_safe
@never_cache
@requires_door("posko")
def wall(request: HttpRequest) -> HttpResponse:
    """The whole screen; ``?potongan=1`` gives the part that a script puts in place of the old one."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    scope = scope_of(user)
    region = wall_region(scope=scope, wanted=request.GET.get("wilayah", ""))
    if region is None:
        raise Http404("Tidak ada layar untuk wilayah ini.")
    fragment = "potongan" in request.GET
    context = {
        "wall": read_wall(user=user, region=region, now=timezone.now()),
        "others": [] if fragment else other_regions(scope, region),
        "refresh_seconds": REFRESH_SECONDS,
        "stale_seconds": STALE_SECONDS,
    }
    return render(request, "dashboard/wall_content.html" if fragment else "dashboard/wall.html", context)
