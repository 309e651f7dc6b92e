"""Figures at the desk: what is on offer, taking one, and the second person's look at it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.core.errors import DeskError
from desk.people.coverage import Coverage
from desk.people.doors import requires_door

from ..errors import ReasonMissing
from ..models import FigureSnapshot
from ..selectors.figures import BoardRow, Preview, board_of, may_take, may_vet, preview_of, reading_of
from ..series import Series
from ..services.figures import refuse_snapshot, take_snapshot, vet_snapshot
from .access import PoskoRequest, covered

FILTERS = ("unvetted", "vetted", "source_changed", "refused", "untaken", "no_data")  # as ``BoardRow.look``
UNPROCESSABLE, CONFLICT, SEE_OTHER = 422, 409, 303


@never_cache
@require_safe
@requires_door("posko")
def board(request: PoskoRequest) -> HttpResponse:
    """``/posko/angka/?wilayah=&keadaan=``: every figure of a region, what was vetted beside what it would be now."""
    coverage, now = covered(request), timezone.now()
    rows = board_of(request.user, coverage.region, now)
    chosen = request.GET.get("keadaan", "")
    chosen = chosen if chosen in FILTERS else ""
    shown = [row for row in rows if not chosen or row.look == chosen]
    context = {
        "coverage": coverage,
        "zone": coverage.region.zone,
        "now": now,
        "groups": _grouped(shown),
        "total": len(shown),
        "counts": [(look, sum(row.look == look for row in rows)) for look in FILTERS],
        "chosen": chosen,
        "may_take": may_take(request.user, coverage.region.code),
    }
    return render(request, "vetted/board.html", context)


def _grouped(rows: Sequence[BoardRow]) -> list[tuple[str, list[BoardRow]]]:
    """By figure, the short ones first, so that nothing hides below ten points."""
    groups = [(group, list(found)) for group, found in groupby(rows, key=lambda row: row.group)]
    return sorted(groups, key=lambda group: len(group[1]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_door("posko")
def take(request: PoskoRequest) -> HttpResponse:
    """``/posko/angka/ambil/?angka=&wilayah=&bagian=``: the value and its reports before it is taken; POST takes it."""
    coverage, now = covered(request), timezone.now()
    series = Series(request.GET.get("angka", ""), coverage.region.code, request.GET.get("bagian", ""))
    preview = preview_of(series, coverage.region, now)
    if preview is None:
        raise Http404
    if request.method != "POST":
        return _previewed(request, coverage, preview, now)
    try:
        snapshot = take_snapshot(
            figure=series.figure,
            region=coverage.region,
            part=series.part,
            by=request.user,
            uuid=_posted_uuid(request),
            seen=request.POST.get("seen", ""),
            now=now,
        )
    except DeskError as refused:
        messages.error(request, str(refused))
        return _previewed(request, coverage, preview, now, status=CONFLICT)
    messages.success(request, f"Angka {snapshot.number} diambil. Orang lain di posko memeriksanya sebelum dapat dikutip.")
    return _see_other(reverse("vetted:snapshot", args=[snapshot.uuid]))


def _previewed(request: PoskoRequest, coverage: Coverage, preview: Preview, now: datetime, *, status: int = 200) -> HttpResponse:
    context = {
        "coverage": coverage,
        "zone": coverage.region.zone,
        "now": now,
        "preview": preview,
        "value": preview.offer.value,
        "uuid": uuid4(),
        "may_take": may_take(request.user, coverage.region.code),
    }
    return render(request, "vetted/take.html", context, status=status)


def _posted_uuid(request: PoskoRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("uuid", ""))
    except ValueError:
        return None


@never_cache
@require_safe
@requires_door("posko")
def snapshot(request: PoskoRequest, uuid: UUID) -> HttpResponse:
    """``/posko/angka/<uuid>/?langkah=tolak``: one figure with its source, its reports and what became of it."""
    return _shown(request, _found(request, uuid), refusing=request.GET.get("langkah") == "tolak")


def _found(request: PoskoRequest, uuid: UUID) -> FigureSnapshot:
    found = FigureSnapshot.objects.visible_to(request.user).whole().filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _shown(
    request: PoskoRequest, shown: FigureSnapshot, *, refusing: bool = False, error: str = "", reason: str = "", status: int = 200
) -> HttpResponse:
    now = timezone.now()
    reading = reading_of(shown, now)
    undecided = reading.look == "unvetted"
    own = shown.taken_by_id == request.user.pk
    allowed = may_vet(request.user, shown.region_id)
    context = {
        "snapshot": shown,
        "decision": shown.verdict,
        "reading": reading,
        "zone": shown.region.zone,
        "now": now,
        "undecided": undecided,
        "own": own,
        "allowed": allowed,
        "may_decide": undecided and allowed and not own,
        "may_take": may_take(request.user, shown.region_id),
        "refusing": refusing,
        "error": error,
        "reason": reason,
    }
    return render(request, "vetted/snapshot.html", context, status=status)


@never_cache
@require_POST
@requires_door("posko")
def decide(request: PoskoRequest, uuid: UUID) -> HttpResponse:
    """Approve or refuse (``action``: vet, refuse). A refusal of the rules keeps what was typed and says what happened."""
    found = _found(request, uuid)
    refusing, reason = request.POST.get("action") == "refuse", request.POST.get("reason", "")
    try:
        if refusing:
            decided = refuse_snapshot(snapshot_id=found.pk, by=request.user, reason=reason)
            messages.success(request, f"Angka {decided.number} ditolak. {decided.taken_by} dapat membaca alasannya.")
        else:
            decided = vet_snapshot(snapshot_id=found.pk, by=request.user)
            messages.success(request, f"Angka {decided.number} disetujui dan mulai sekarang dapat dikutip di halaman publik.")
    except ReasonMissing as missing:
        return _shown(request, found, refusing=True, error=str(missing), reason=reason, status=UNPROCESSABLE)
    except DeskError as refused:
        messages.error(request, str(refused))
        return _shown(request, _found(request, uuid), refusing=refusing, reason=reason, status=CONFLICT)
    return _see_other(reverse("vetted:snapshot", args=[uuid]))


def _see_other(address: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(address)
    response.status_code = SEE_OTHER
    return response
