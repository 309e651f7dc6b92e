"""The situation board of the desk."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from desk.people.coverage import coverage_of
from desk.people.doors import requires_door
from desk.people.models import User

from .constants import LOOKS, NIL, Situation
from .selectors import FILTERS, MISSING, WAITING, counts, unit_situations

SHOWN = [*((situation.value, LOOKS[situation]) for situation in Situation), (NIL, "nil"), (WAITING, "unaccepted"), (MISSING, "due")]


@require_safe
@requires_door("posko")
def board(request: HttpRequest) -> HttpResponse:
    """``/posko/situasi/?wilayah=&situasi=``: the latest situation of every unit, and how it changed."""
    user = request.user
    coverage = coverage_of(user, request.GET.get("wilayah", "")) if isinstance(user, User) else None
    if coverage is None or not isinstance(user, User):
        raise Http404
    units = unit_situations(user, coverage.region)
    totals = counts(units)
    chosen = request.GET.get("situasi", "")
    chosen = chosen if chosen in FILTERS else ""
    context = {
        "coverage": coverage,
        "zone": coverage.region.zone,
        "now": timezone.now(),
        "place": coverage.region.title,
        "units": [unit for unit in units if not chosen or unit.key == chosen],
        "total": len(units),
        "waiting_count": sum(1 for unit in units if unit.waiting),
        "totals": [(key, look, totals[key]) for key, look in SHOWN],
        "chosen": chosen,
        "chosen_look": dict(SHOWN).get(chosen, ""),
    }
    return render(request, "situation/board.html", context)
