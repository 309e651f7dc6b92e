"""Incidents at the desk: the list and one incident."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from desk.people.coverage import coverage_of
from desk.people.doors import requires_door
from desk.people.models import User
from forms_config.identity import MASK

from .constants import SEVERITY_LOOKS, Kind, Severity
from .models import Incident
from .selectors import PER_PAGE, REPORTS, STATUSES, IncidentFilter, incidents_of, totals_of


@require_safe
@requires_door("posko")
def board(request: HttpRequest) -> HttpResponse:
    """``/posko/kejadian/?wilayah=&jenis=&tingkat=&status=&laporan=&cari=&halaman=``"""
    user = request.user
    coverage = coverage_of(user, request.GET.get("wilayah", "")) if isinstance(user, User) else None
    if coverage is None or not isinstance(user, User):
        raise Http404
    chosen = IncidentFilter.of(request.GET.dict())
    incidents = chosen.apply(incidents_of(user, coverage.region)).select_related("region", "agency", "polling_station__region")
    page = Paginator(incidents.order_by("-occurred_at", "-pk"), PER_PAGE).get_page(request.GET.get("halaman"))
    totals = totals_of(user, coverage.region)
    query = request.GET.copy()
    query.pop("halaman", None)
    context = {
        "coverage": coverage,
        "zone": coverage.region.zone,
        "now": timezone.now(),
        "place": coverage.region.title,
        "chosen": chosen,
        "page": page,
        "query": query.urlencode(),
        "totals": [(severity, SEVERITY_LOOKS[severity], totals.by_severity[severity]) for severity in reversed(Severity)],
        "waiting_count": totals.waiting,
        "kinds": Kind.choices,
        "severities": Severity.choices,
        "statuses": STATUSES.items(),
        "reports": REPORTS.items(),
    }
    return render(request, "incidents/board.html", context)


@require_safe
@requires_door("posko")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """``/posko/kejadian/PK/``. Names of the reported for desk staff only; the reporter's identity always masked."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    incidents = Incident.objects.visible_to(user).select_related("region", "agency", "polling_station__region")
    incident = get_object_or_404(incidents, pk=pk)
    context = {
        "incident": incident,
        "zone": incident.region.zone,
        "now": timezone.now(),
        "place": incident.region.title,
        "actor_shown": incident.actor_shown_to(user),
        "has_reporter": any((incident.reporter_name, incident.reporter_contact, incident.reporter_address)),
        "mask": MASK,
    }
    return render(request, "incidents/detail.html", context)
