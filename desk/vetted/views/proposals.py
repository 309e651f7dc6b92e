"""Proposals at the desk: what its units proposed and what became of it. The editors decide; here it is read."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from desk.people.doors import requires_door

from ..models import Proposal
from ..selectors.proposals import files_of, proposals_of, told_details
from .access import PoskoRequest, covered

PER_PAGE = 50


@require_safe
@requires_door("posko")
def board(request: PoskoRequest) -> HttpResponse:
    """``/posko/usulan/?wilayah=&halaman=``"""
    coverage = covered(request)
    page = Paginator(proposals_of(request.user, coverage.region), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"coverage": coverage, "zone": coverage.region.zone, "now": timezone.now(), "page": page}
    return render(request, "vetted/proposals.html", context)


@require_safe
@requires_door("posko")
def proposal(request: PoskoRequest, uuid: UUID) -> HttpResponse:
    """``/posko/usulan/<uuid>/``: what was handed to the editors, with its files and its state."""
    found = Proposal.objects.visible_to(request.user).whole().filter(uuid=uuid).first()
    if found is None:
        raise Http404
    context = {
        "proposal": found,
        "zone": found.region.zone,
        "now": timezone.now(),
        "details": told_details(found),
        "files": files_of(found),
    }
    return render(request, "vetted/proposal.html", context)
