"""The officers' door: what is due, what was sent and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.people.models import User
from desk.people.scope import scope_of
from desk.people.selectors import desk_for
from desk.vetted.models import Proposal
from forms_config.privacy import reveal_answers
from forms_config.rendering import told

from ..constants import State
from ..models import Decision, Entry, Submission
from ..proposals import DESTINATION, with_proposals
from ..selectors import officer
from ..selectors.reviewing import outcome_of
from ..services.drafts import EDITABLE
from .access import OfficerRequest, officers_only
from .nil import offers_nil
from .task import kept

PAGE_SIZE = 20


@dataclass(frozen=True)
class Step:
    """One line of the history of a report. ``key`` is the state it led to."""

    key: str
    words: str
    at: datetime
    by: str
    reason: str = ""


@never_cache
@require_safe
@officers_only
def tasks(request: OfficerRequest) -> HttpResponse:
    now = timezone.now()
    due, locked = officer.unanswered(request.user, now)
    returned, drafts = officer.returned(request.user), officer.drafts(request.user)
    short = {duty.pk for duty in due if offers_nil(request.user, duty, now)}
    context = {
        **_units(request.user),
        "now": now,
        "due": due,
        "short": short,
        "locked": locked,
        "returned": returned,
        "drafts": drafts,
        "waiting": len(due) + len(returned),
        "forms": officer.forms_to_report_now(),
        "sent": with_proposals(officer.sent(request.user)[: officer.SENT_SHOWN]),
    }
    return render(request, "reporting/lapor/tasks.html", context)


def _units(user: User) -> dict[str, object]:
    """``zone`` of the first own unit, its name for the bar, and whether rows must say which unit they are of."""
    units = scope_of(user).units
    first = units[0] if units else None
    return {
        "zone": first.timezone if first else "",
        "place": ", ".join(unit.name for unit in units),
        "many_units": len(units) > 1,
        "units": units,
    }


@never_cache
@require_safe
@officers_only
def now(request: OfficerRequest) -> HttpResponse:
    """Forms that may be filled at any time."""
    return render(request, "reporting/lapor/now.html", {**_units(request.user), "forms": officer.forms_to_report_now()})


@never_cache
@require_safe
@officers_only
def history(request: OfficerRequest) -> HttpResponse:
    words, state = request.GET.get("cari", "").replace("\x00", "").strip()[:80], request.GET.get("status", "")
    entries = officer.history(request.user, words=words, state=state)
    page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("halaman"))
    states = [(value, label) for value, label in State.choices if value != State.DRAFT]
    shown = with_proposals(page.object_list)
    context = {
        **_units(request.user),
        "page": page,
        "shown": shown,
        "words": words,
        "state": state,
        "states": states,
        "now": timezone.now(),
    }
    return render(request, "reporting/lapor/history.html", context)


@never_cache
@require_safe
@officers_only
def entry(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """A sent report of the own unit, as it was sent; right after sending it begins with the receipt."""
    report = officer.own_report(request.user, uuid)
    if report is None or not report.submission_count:
        raise Http404
    submissions: list[Submission] = list(report.submissions.all())
    latest = submissions[0]
    definition = latest.version.definition
    answers = reveal_answers(definition, latest.answers, allowed=True)
    fresh = bool(request.GET.get("terkirim")) and report.state == State.SENT
    context = {
        **_units(request.user),
        "zone": report.region.timezone,
        "entry": report,
        "latest": latest,
        "sections": told(definition, answers, zone=report.region.zone, files=kept(list(report.attachments.all()))),
        "explanations": _explained(latest),
        "trail": _trail(report, submissions),
        "proposals": _proposals(report, submissions),
        "receipt": fresh,
        "desk": desk_for(report.region_id) if fresh else None,
        "editable": report.state in EDITABLE,
        "now": timezone.now(),
    }
    return render(request, "reporting/lapor/entry.html", context)


def _explained(submission: Submission) -> list[tuple[str, str]]:
    """Checks that did not hold and were sent nevertheless: their words and the officer's explanation."""
    checks = {check["id"]: check.get("message") or check.get("label", "") for check in submission.version.definition["checks"]}
    return [(checks.get(finding["check"], ""), finding.get("explanation", "")) for finding in submission.findings]


def _proposals(report: Entry, submissions: list[Submission]) -> Sequence[Proposal]:
    """What the report proposed for publication; asked only of forms that propose."""
    proposes = any(target["key"] == DESTINATION for one in submissions for target in one.version.definition["destinations"])
    return with_proposals([report])[0].proposals if proposes else ()


def _trail(report: Entry, submissions: list[Submission]) -> list[Step]:
    """Newest first: every sending and every decision."""
    decisions: list[Decision] = list(report.decisions.all())
    steps = [
        Step("sent" if one.number == 1 else "resent", "Dikirim" if one.number == 1 else "Dikirim ulang", one.sent_at, str(one.sent_by))
        for one in submissions
    ]
    steps += [
        Step(one.to_state, outcome_of(one.from_state, one.to_state), one.decided_at, str(one.decided_by), one.reason) for one in decisions
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)
