"""The queue of the desk: what waits for the person who looks."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.people.doors import requires_door
from desk.people.models import User
from desk.people.scope import scope_of

from ..selectors import queue
from ..selectors.queue import QueueFilter
from .access import DeskRequest

LONGEST_CHOICE = 60  # characters of a form's key or a region's code


def filter_of(request: HttpRequest, user: User) -> QueueFilter:
    """The filter in the address. A region outside the scope is not there: 404."""
    form, region = (request.GET.get(name, "")[:LONGEST_CHOICE].replace("\x00", "") for name in ("formulir", "wilayah"))
    if region and not scope_of(user).serves(region):
        raise Http404
    return QueueFilter(form=form, region=region)


def queue_context(request: HttpRequest, user: User, chosen: QueueFilter) -> dict[str, Any]:
    """Everything that the list shows, beside a report or alone. Seven queries at most, whatever the number of reports."""
    mine = queue.waiting_for(user)
    narrowed = chosen.apply(mine)
    page = Paginator(queue.in_order(narrowed), queue.PER_PAGE).get_page(request.GET.get("halaman"))
    waiting = queue.counted(narrowed)
    return {
        "page": page,
        "count": waiting,
        "waiting": waiting.total if not chosen.query else None,
        "chosen": chosen,
        "list_query": _list_query(chosen, page.number),
        "forms": queue.forms_among(mine),
        "regions": queue.regions_to_choose(user),
        "place": str(user),
        "deciding": queue.decides(user),
        "now": timezone.now(),
    }


def _list_query(chosen: QueueFilter, page: int) -> str:
    """What the address of a report carries along, so that the list beside it stays the same."""
    parts = [chosen.query] if chosen.query else []
    return "&".join([*parts, f"halaman={page}"] if page > 1 else parts)


@never_cache
@require_safe
@requires_door("posko")
def antrean(request: DeskRequest) -> HttpResponse:
    """``/posko/antrean/?formulir=&wilayah=&halaman=``"""
    context = queue_context(request, request.user, filter_of(request, request.user))
    return render(request, "reporting/posko/queue.html", context)
