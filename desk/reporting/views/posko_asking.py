"""Asking units for a report: choose, look once more, ask; then watch what comes in, or take the asking back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.core.words import zone_name
from desk.people.doors import requires_door
from desk.people.scope import Unit, scope_of
from desk.people.selectors import contacts_of
from desk.regions.models import Region

from ..errors import DutyRefused
from ..forms import AskForm, usual_times
from ..models import Obligation, ReportRequest
from ..selectors import asking
from ..selectors.duty_states import LOOKS, REPORTED, state_of
from ..services.duty import ASKING_ROLES, ask_for_reports, cancel_request
from .access import DeskRequest, see_other
from .task import posted_uuid

UNPROCESSABLE = 422
PER_PAGE = 30
LOOK, ASK = "periksa", "minta"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_door("posko")
def ask(request: DeskRequest) -> HttpResponse:
    """``/posko/minta/?wilayah=&formulir=``. POST ``action=periksa`` shows what would be asked, ``minta`` asks."""
    regions = asking.regions_to_ask(request.user)
    region = _region(regions, request.POST.get("wilayah") or request.GET.get("wilayah", ""))
    if request.method != "POST":
        first = {**usual_times(timezone.now(), region.zone), "form": request.GET.get("formulir", "")[:60]}
        return _asking(request, regions, region, AskForm(initial=first, zone=region.zone))
    form = AskForm(request.POST, zone=region.zone)
    groups = asking.unit_groups(region)
    units = asking.units_in(groups, codes=request.POST.getlist("unit"), whole=request.POST.getlist("all"))
    if not form.is_valid():
        return _asking(request, regions, region, form, groups=groups, units=units, status=UNPROCESSABLE)
    action = request.POST.get("action", LOOK)
    if action == ASK:
        return _ask(request, regions, region, form, groups=groups, units=units)
    refusal = _refusal(form, units)
    if action != LOOK or refusal:
        return _asking(
            request, regions, region, form, groups=groups, units=units, refusal=refusal, status=UNPROCESSABLE if refusal else 200
        )
    return _confirm(request, region, form, units)


def _region(regions: Sequence[Region], code: str) -> Region:
    """The region with this code, else the first from whose desk the user may ask; 404 without any."""
    region = next((region for region in regions if region.code == code), None) if code else next(iter(regions), None)
    if region is None:
        raise Http404
    return region


def _refusal(form: AskForm, units: Sequence[Unit]) -> str:
    """What the service would refuse, said before the last look."""
    start, end = form.period
    if not units:
        return "Belum ada unit yang dipilih. Pilih paling sedikit satu unit."
    if form.due <= timezone.now():
        return "Batas waktu sudah lewat. Pilih waktu yang akan datang."
    if start and end and end < start:
        return "Akhir periode mendahului awal periode. Periksa kembali tanggalnya."
    if bool(start) != bool(end):
        return "Periode memerlukan tanggal awal dan akhir. Isi keduanya, atau kosongkan keduanya."
    return ""


def _asking(
    request: DeskRequest,
    regions: Sequence[Region],
    region: Region,
    form: AskForm,
    *,
    groups: Sequence[asking.UnitGroup] | None = None,
    units: Sequence[Unit] = (),
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    groups = asking.unit_groups(region) if groups is None else groups
    context = {
        "regions": regions,
        "region": region,
        "zone_word": zone_name(timezone.now().astimezone(region.zone)),
        "form": form,
        "groups": groups,
        "uppers": sum(1 for group in groups if group.head is not None),
        "lowers": sum(len(group.members) for group in groups if group.head is not None),
        "chosen": {asking.unit_code(unit) for unit in units},
        "refusal": refusal,
        "uuid": posted_uuid(request, "uuid") or uuid4(),
        "place": str(request.user),
    }
    return render(request, "reporting/posko/ask.html", context, status=status)


def _confirm(request: DeskRequest, region: Region, form: AskForm, units: Sequence[Unit]) -> HttpResponse:
    """How many units, which form, by when; nothing is written yet."""
    reached = contacts_of(units)
    context = {
        "region": region,
        "zone": region.zone,
        "form": form,
        "asked": form.cleaned_data["form"],
        "units": units,
        "codes": [asking.unit_code(unit) for unit in units],
        "unstaffed": [unit for unit in units if unit not in reached],
        "due": form.due,
        "period": form.period,
        "now": timezone.now(),
        "uuid": posted_uuid(request, "uuid") or uuid4(),
        "place": str(request.user),
    }
    return render(request, "reporting/posko/ask_confirm.html", context)


def _ask(
    request: DeskRequest,
    regions: Sequence[Region],
    region: Region,
    form: AskForm,
    *,
    groups: Sequence[asking.UnitGroup],
    units: Sequence[Unit],
) -> HttpResponse:
    try:
        made = ask_for_reports(
            form=form.cleaned_data["form"],
            region=region,
            units=units,
            due_at=form.due,
            user=request.user,
            period=form.period,
            message=form.cleaned_data["message"],
            uuid=posted_uuid(request, "uuid"),
        )
    except DutyRefused as refused:
        return _asking(request, regions, region, form, groups=groups, units=units, refusal=str(refused), status=UNPROCESSABLE)
    messages.success(request, f"Permintaan terkirim kepada {len(units)} unit.")
    return see_other(reverse("reporting:request", args=[made.pk]))


@never_cache
@require_safe
@requires_door("posko")
def requests(request: DeskRequest) -> HttpResponse:
    """``/posko/permintaan/``: what the desk asked for, newest first."""
    page = Paginator(asking.requests_of(request.user), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"page": page, "may_ask": bool(asking.regions_to_ask(request.user)), "now": timezone.now(), "place": str(request.user)}
    return render(request, "reporting/posko/requests.html", context)


@never_cache
@require_safe
@requires_door("posko")
def request(request: DeskRequest, pk: int) -> HttpResponse:
    """``/posko/permintaan/PK/?keadaan=missing&batalkan=1``: progress of one asking."""
    asked = _request_of(request, pk)
    now = timezone.now()
    rows = [_row(duty, now) for duty in asking.duties_of(asked)]
    shown = request.GET.get("keadaan", "")
    open_ones = sum(1 for row in rows if row["state"] in {"missing", "due"})
    context = {
        "asked": asked,
        "zone": asked.region.zone,
        "rows": [row for row in rows if not shown or row["state"] == shown],
        "states": [(key, look, sum(1 for row in rows if row["state"] == key)) for key, look in LOOKS.items()],
        "shown": shown if shown in LOOKS else "",
        "answered": sum(1 for row in rows if row["state"] in REPORTED),
        "owed": sum(1 for row in rows if row["state"] != "cancelled"),
        "cancelled": sum(1 for row in rows if row["state"] == "cancelled"),
        "open_ones": open_ones,
        "may_cancel": bool(open_ones) and scope_of(request.user).serves(asked.region_id, *ASKING_ROLES),
        "cancelling": "batalkan" in request.GET,
        "now": now,
        "place": str(request.user),
    }
    return render(request, "reporting/posko/request.html", context)


def _request_of(request: DeskRequest, pk: int) -> ReportRequest:
    asked = asking.requests_of(request.user).filter(pk=pk).first()
    if asked is None:
        raise Http404
    return asked


def _row(duty: Obligation, now: datetime) -> dict[str, Any]:
    entry = getattr(duty, "entry", None)
    state = state_of(
        entry_state=entry.state if entry else None,
        nil=bool(entry and entry.nil),
        sent_at=entry.first_sent_at if entry else None,
        on_time_until=duty.on_time_until,
        now=now,
        locked=duty.is_locked(now),
    )
    sent = entry if entry is not None and entry.submission_count else None
    return {
        "name": duty.agency.name if duty.agency else duty.region.title,
        "state": "cancelled" if duty.cancelled_at and sent is None else state,
        "look": LOOKS[state],
        "entry": sent,
        "pk": duty.pk,
    }


@never_cache
@require_POST
@requires_door("posko")
def cancel(request: DeskRequest, pk: int) -> HttpResponse:
    """Take the asking back where nobody answered yet."""
    asked = _request_of(request, pk)
    try:
        cancelled = cancel_request(request=asked, user=request.user)
    except DutyRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _cancelled_words(cancelled))
    return see_other(reverse("reporting:request", args=[pk]))


def _cancelled_words(count: int) -> str:
    if not count:
        return "Tidak ada lagi yang dapat dibatalkan: semua unit sudah menjawab atau permintaannya sudah dibatalkan."
    return f"Permintaan kepada {count} unit dibatalkan. Laporan yang sudah terkirim tetap ada."
