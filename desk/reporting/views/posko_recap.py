"""The recaps of a desk: which periods there are, one recap to read, write in and take further."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from desk.core.errors import DeskError
from desk.people.doors import requires_door
from desk.people.models import Desk, User
from desk.people.scope import scope_of

from ..constants import RecapAct, RecapState
from ..errors import ReasonMissing, RecapRefused, StaleEdit
from ..models import Recap, ReportType
from ..selectors import recap_list, recap_reading, recap_steps, recap_upward
from ..selectors.recap import ANNEX
from ..selectors.recap_annex import MOST_PHOTOS
from ..services import recap as services
from ..services import recap_steps as steps
from .access import DeskRequest, see_other
from .posko_review import CONFLICT, UNPROCESSABLE
from .task import posted_number

DONE_WORDS = {
    RecapAct.CHECK: "Rekap diperiksa. Langkah berikutnya menunggu orang lain.",
    RecapAct.ACCEPT: "Rekap disetujui dan menunggu dirilis ketua posko.",
    RecapAct.RELEASE: "Rekap dirilis. Isinya dibekukan sebagaimana Anda baca.",
}
LONGEST_SLOT = 25  # characters
Typed = Mapping[str, Any]


@never_cache
@require_safe
@requires_door("posko")
def recaps(request: DeskRequest) -> HttpResponse:
    """``/posko/rekap/``"""
    now, user = timezone.now(), request.user
    periods = recap_list.periods_of(user, now)
    context = {
        "periods": periods,
        "below": recap_list.released_below(user),
        "drafts_at": {period.desk_region for period in periods if services.may_draft(user, period.desk_region)},
        "several": len({period.desk_id for period in periods}) > 1,
        "now": now,
    }
    return render(request, "reporting/posko/recaps.html", context)


@never_cache
@require_POST
@requires_door("posko")
def begin(request: DeskRequest) -> HttpResponse:
    """Begin the recap of ``posko``, ``jenis``, ``dari``, ``sampai`` and ``jam``, or open the one that is there."""
    desk = get_object_or_404(Desk, pk=posted_number(request, "posko"))
    if not scope_of(request.user).serves(str(desk.region_id)):
        raise Http404
    kind = get_object_or_404(ReportType, pk=posted_number(request, "jenis"))
    start, end, hours = _day(request, "dari"), _day(request, "sampai"), _slot(request)
    try:
        recap = services.begin_recap(report_type=kind, desk=desk, period_start=start, period_end=end, hours=hours, user=request.user)
    except RecapRefused as refused:
        messages.error(request, str(refused))
        return see_other(reverse("reporting:recaps"))
    return see_other(reverse("reporting:recap", args=[recap.pk]))


def _slot(request: DeskRequest) -> str:
    """A key of hours; nobody owes anything for a text that is none."""
    return request.POST.get("jam", "").replace("\x00", "")[:LONGEST_SLOT]


def _day(request: DeskRequest, name: str) -> date:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError as strange:
        raise Http404 from strange


@never_cache
@require_safe
@requires_door("posko")
def recap(request: DeskRequest, pk: int) -> HttpResponse:
    """``/posko/rekap/<pk>/?bagian=text:logistik`` opens a part to write, ``?bagian=number:<key>[:<area>]`` a number with its rows,
    ``?langkah=release|return|correct`` the step that is to be confirmed or needs words, ``?rilis=n`` an earlier release."""
    return _shown(request, _recap(request.user, pk))


def _recap(user: User, pk: int) -> Recap:
    found = Recap.objects.visible_to(user).select_related(
        "desk", "region", "report_type__chain", "obligation__rule__desk", "obligation__entry"
    )
    return get_object_or_404(found, pk=pk)


def _shown(
    request: DeskRequest, found: Recap, *, part: str = "", step: str = "", typed: Typed | None = None, error: str = "", status: int = 200
) -> HttpResponse:
    """The page. ``typed``: what stands in the open form after a refusal, ``error`` why it was refused."""
    user = request.user
    reading = recap_reading.reading_of(found, user, release=request.GET.get("rilis", ""))
    if reading is None:
        raise Http404
    part, step = part or request.GET.get("bagian", ""), step or request.GET.get("langkah", "")
    way = recap_steps.steps_of_type(found.report_type)
    act = recap_steps.next_act(found, way)
    own = user.pk in recap_steps.took_part(found)
    drafts = reading.is_current and services.may_draft(user, str(found.region_id))
    context = {
        **_upward(found, reading, user),
        "recap": found,
        "reading": reading,
        "content": reading.content,
        "rows": recap_list.rows_of(found),
        "open": recap_reading.open_part(reading, part),
        "may_edit": drafts and found.state in {RecapState.DRAFT, RecapState.RELEASED},
        "act": act,
        "act_label": RecapAct(act).label if act else "",
        "may_act": act is not None and recap_steps.may_take(user, found, act),
        "own": own,
        "earlier": [(state, state.label) for state in recap_steps.earlier_states(found, way)],
        "step": step,
        "typed": typed or {},
        "ticked": typed["photos"] if typed and "photos" in typed else reading.annex["value"],
        "most_photos": MOST_PHOTOS,
        "error": error,
        "now": timezone.now(),
        "zone": found.region.zone,
    }
    return render(request, "reporting/posko/recap.html", context, status=status)


def _upward(found: Recap, reading: recap_reading.Reading, user: User) -> dict[str, Any]:
    """What the tier above has of this recap, and what this one has of the tiers below."""
    unread = recap_upward.unread_of(found) if reading.is_inside else None
    heads = found.state == RecapState.RELEASED and recap_steps.may_take(user, found, RecapAct.RELEASE)
    return {
        "above": recap_upward.duty_above(found) if found.state != RecapState.RELEASED else found.obligation,
        "unread": unread,
        "unread_below": recap_upward.unread_below(found, user) if reading.is_current else [],
        "may_correct": heads and (bool(reading.changes) or bool(unread and unread.may_be_sent)),
    }


@never_cache
@require_POST
@requires_door("posko")
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Write one part (``bagian``): ``nilai`` (of the annex: each ``foto``), ``alasan``, ``seen``; ``kembalikan`` takes the computed one
    back. A refusal keeps the typing."""
    found = _recap(request.user, pk)
    part, value, reason = (request.POST.get(name, "") for name in ("bagian", "nilai", "alasan"))
    photos = request.POST.getlist("foto")
    value = "\n".join(photos) if part == ANNEX else value
    typed: dict[str, Any] = {"value": value, "reason": reason, "photos": photos}
    try:
        services.edit_recap(
            recap_id=found.pk,
            part=part,
            value=None if "kembalikan" in request.POST else value,
            reason=reason,
            seen=posted_number(request, "seen") or 0,
            user=request.user,
        )
    except StaleEdit as stale:
        typed["theirs"] = stale.value
        return _shown(request, found, part=part, typed=typed, error=str(stale), status=CONFLICT)
    except (ReasonMissing, RecapRefused) as refused:
        typed["wrong"] = "reason" if isinstance(refused, ReasonMissing) else "value"
        return _shown(request, found, part=part, typed=typed, error=str(refused), status=UNPROCESSABLE)
    messages.success(request, "Perubahan pada rekap disimpan atas nama Anda.")
    return see_other(f"{reverse('reporting:recap', args=[pk])}#{recap_reading.anchor(part)}")


@never_cache
@require_POST
@requires_door("posko")
def decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a step (``langkah``: check, accept, release, return, correct); ``seen`` is the fingerprint of what was read."""
    found = _recap(request.user, pk)
    step, words = request.POST.get("langkah", ""), request.POST.get("alasan", "")
    try:
        told = _take(request, found, step, words)
    except ReasonMissing as missing:
        return _shown(request, found, step=step, error=str(missing), typed={"reason": words}, status=UNPROCESSABLE)
    except DeskError as refused:
        messages.error(request, str(refused))
        again = "" if step == RecapAct.RELEASE else step  # what changed is to be read before it is released
        return _shown(request, _recap(request.user, pk), step=again, typed={"reason": words}, status=CONFLICT)
    messages.success(request, told)
    return see_other(reverse("reporting:recap", args=[pk]))


def _take(request: DeskRequest, found: Recap, step: str, words: str) -> str:
    """What to say when it is done."""
    user, seen = request.user, request.POST.get("seen", "")
    if step == RecapAct.RETURN:
        steps.return_recap(recap_id=found.pk, to_state=request.POST.get("ke", ""), reason=words, user=user)
        return "Rekap dikembalikan beserta alasan Anda."
    if step == "correct":
        outcome = steps.correct_release(recap_id=found.pk, note=words, user=user, seen=seen)
        told = "Ralat diterbitkan. Rilis sebelumnya tetap dapat dibaca."
    elif step in recap_steps.RESULT:
        outcome = steps.take_step(recap_id=found.pk, act=RecapAct(step), user=user, seen=seen)
        told = DONE_WORDS[RecapAct(step)]
    else:
        raise RecapRefused("Langkah ini tidak dikenal. Muat ulang halaman.")
    if outcome.hindrance:
        messages.warning(request, outcome.hindrance)
    if outcome.entry:
        told = f"{told} Laporan {outcome.entry.number} terkirim ke posko di atas."
    return told
