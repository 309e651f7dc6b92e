"""One report at the desk: read it, decide on it, hand it over again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from desk.people.doors import requires_door
from forms_config.constants import Family
from forms_config.definition import top_questions
from forms_config.selectors import identity_keys_of

from ..errors import OwnReport, ReasonMissing, StepNotAllowed
from ..models import Dispatch, Entry, ReviewStep, Submission
from ..selectors import comparison, desk_report, queue
from ..selectors.recap_upward import unread_in
from ..selectors.reviewing import outcome_of
from ..services.dispatching import retry as hand_over_again
from ..services.reading import note_identity_view
from ..services.review import decide as take_step
from ..services.review import way_on
from ..trace_links import links_of
from .access import DeskRequest, see_other
from .posko_queue import filter_of, queue_context
from .task import kept, posted_number

UNPROCESSABLE = 422
CONFLICT = 409
LONGEST_KEY = 60  # characters of a question's key


@never_cache
@require_safe
@requires_door("posko")
def review(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """``/posko/laporan/<uuid>/?utuh=1&identitas=1&langkah=return`` and the filter of the queue it was opened from."""
    return _shown(request, _report(request, uuid))


def _report(request: DeskRequest, uuid: UUID) -> Entry:
    entry = desk_report.report_for_desk(request.user, uuid)
    if entry is None:
        raise Http404
    return entry


def _shown(
    request: DeskRequest, entry: Entry, *, action: str = "", error: str = "", reason: str = "", named: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    """The page of a report. ``action`` opens the step of that name, with what was typed into it."""
    user = request.user
    chosen = filter_of(request, user)
    submissions: list[Submission] = list(entry.submissions.all())
    way, trail = way_on(entry, user), desk_report.trail_of(entry)
    context = {
        **queue_context(request, user, chosen),
        **_read(request, entry, submissions),
        "entry": entry,
        "latest": submissions[0],
        "zone": entry.region.zone,
        "hindrance": way.hindrance,
        "returns": [step for step in way.steps if step.needs_reason],
        "forward": [step for step in way.steps if not step.needs_reason],
        "open_step": _step_named(way.steps, action or request.GET.get("langkah", "")),
        "questions": [question for question in top_questions(submissions[0].version.definition) if question["type"] != Family.NOTE],
        "error": error,
        "reason": reason,
        "named": named,
        "trail": trail,
        "last_return": desk_report.last_return_of(entry, trail),
        "unread": unread_in(entry),
        "failed": [one for one in desk_report.handovers_of(entry) if one.failed],
        "may_retry": desk_report.may_retry(user, entry.region_id),
        "links": links_of(user, entry.uuid, [target["key"] for one in submissions for target in one.version.definition["destinations"]]),
    }
    return render(request, "reporting/posko/review.html", context, status=status)


def _read(request: DeskRequest, entry: Entry, submissions: Sequence[Submission]) -> dict[str, Any]:
    """The answers: compared with the submission before, or whole when there is none or ``utuh`` asks for it."""
    may_see = desk_report.reads_identity(request.user, entry.region_id)
    marked = identity_keys_of(entry.form_id)
    has_identity = desk_report.holds_identity(submissions[:2], marked)
    allowed = may_see and has_identity and request.GET.get("identitas") == "1"
    if allowed:
        note_identity_view(entry=entry, user=request.user)
    attachments = list(entry.attachments.all())
    restricted = desk_report.reads_restricted(request.user, entry.region_id)
    sides = comparison.sides(
        submissions[:2], zone=entry.region.zone, files=kept(attachments), allowed=allowed, restricted=restricted, marked=marked
    )
    sent = comparison.files_in(sides[0].sections)
    whole = len(sides) == 1 or request.GET.get("utuh") == "1"
    return {
        "sections": sides[0].sections,
        "evidence": [file for file in attachments if file.uuid in sent],  # never what lies in a draft
        "comparison": None if whole else comparison.compare(sides[1], sides[0]),
        "previous": submissions[1] if len(submissions) > 1 else None,
        "has_identity": has_identity,
        "may_see_identity": may_see,
        "identity_shown": allowed,
        "noted": desk_report.noted_in(submissions[0], allowed=allowed, marked=marked),
    }


def _step_named(steps: Sequence[ReviewStep], action: str) -> ReviewStep | None:
    """The step whose form is open on the page; only steps that need a reason have one."""
    return next((step for step in steps if step.action == action and step.needs_reason), None)


@never_cache
@require_POST
@requires_door("posko")
def decide(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Take one review step and open the next report of the queue. A refusal keeps what was typed."""
    entry = _report(request, uuid)
    action, reason = request.POST.get("action", ""), request.POST.get("reason", "")
    named = [key[:LONGEST_KEY] for key in request.POST.getlist("questions")]
    chosen = filter_of(request, request.user)
    following = queue.next_after(chosen.apply(queue.waiting_for(request.user)), uuid)
    try:
        decided = take_step(
            entry_id=entry.pk,
            action=action,
            user=request.user,
            reason=reason,
            questions=_known(entry, named),
            seen=posted_number(request, "seen"),
        )
    except ReasonMissing as missing:
        return _shown(request, entry, action=action, error=str(missing), reason=reason, named=named, status=UNPROCESSABLE)
    except (OwnReport, StepNotAllowed) as refused:
        messages.error(request, str(refused))
        return _shown(request, _report(request, uuid), action=action, reason=reason, named=named, status=CONFLICT)
    told = outcome_of(entry.state, decided.state).lower()
    messages.success(request, f"Laporan {decided.number} dari {decided.unit_name} {told}.")
    return see_other(_address(following, chosen.query))


def _known(entry: Entry, keys: Sequence[str]) -> list[str]:
    definition = entry.submissions.all()[0].version.definition
    return [question["key"] for question in top_questions(definition) if question["key"] in keys]


def _address(uuid: UUID | None, query: str) -> str:
    """The next report with its heading in focus, or the empty queue."""
    place = reverse("reporting:review", args=[uuid]) if uuid else reverse("reporting:queue")
    return f"{place}{'?' if query else ''}{query}{'#judul' if uuid else ''}"


@never_cache
@require_POST
@requires_door("posko")
def retry(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Hand the report to one destination again and say what became of it."""
    entry = _report(request, uuid)
    destination = request.POST.get("destination", "")
    if not desk_report.may_retry(request.user, entry.region_id):
        raise Http404
    try:
        dispatch = hand_over_again(entry_id=entry.pk, destination=destination, user=request.user)
    except Dispatch.DoesNotExist as unknown:
        raise Http404 from unknown
    if dispatch.error:
        messages.error(request, f"Penerusan belum berhasil: {dispatch.error}")
    else:
        messages.success(request, "Laporan berhasil diteruskan.")
    return see_other(_address(uuid, filter_of(request, request.user).query))
