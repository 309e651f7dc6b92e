"""One report as the desk reads it: every submission and decision, what it became, what the checks noted."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from desk.people.models import Role, User
from desk.people.scope import scope_of
from forms_config import destinations
from forms_config.constants import Severity
from forms_config.definition import Definition, named_check, places
from forms_config.identity import MASK
from forms_config.privacy import hidden_keys

from ..constants import HandoverState, State
from ..models import Attachment, Decision, Dispatch, Entry, Submission
from .reviewing import is_forward, outcome_of

IDENTITY_READERS = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD)  # of that region; viewers and admins never
RESTRICTED_READERS = (*IDENTITY_READERS, Role.ADMIN)  # of answers of class ``terbatas``; viewers never
RETRYING_ROLES = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD, Role.ADMIN)
FINDING_WORDS = {Severity.EXPLAIN: "Perlu penjelasan", Severity.WARN: "Peringatan", Severity.REJECT: "Tidak sesuai"}


@dataclass(frozen=True)
class Noted:
    """A cross-check that did not hold and did not refuse. ``row`` names the repeated row it was found in."""

    word: str
    message: str
    left: str
    right: str
    row: str
    explanation: str


@dataclass(frozen=True)
class Step:
    """One line of the trail. ``state`` is a key of ``core.states``."""

    state: str
    words: str
    at: datetime
    by: str
    reason: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Handover:
    """What became of handing the report to one capability."""

    destination: str
    label: str
    failed: bool
    error: str
    attempts: int
    attempted_at: datetime


def report_for_desk(user: User, uuid: UUID) -> Entry | None:
    """A sent report of a region that the user serves, with everything about it: five queries. None: not there for them."""
    parts: list[Prefetch[Any, Any]] = [
        Prefetch("submissions", Submission.objects.select_related("version", "sent_by").order_by("-number")),
        Prefetch("decisions", Decision.objects.select_related("decided_by", "submission__version").order_by("-decided_at", "-pk")),
        Prefetch("attachments", Attachment.objects.order_by("uploaded_at")),
        Prefetch("dispatches", Dispatch.objects.order_by("destination")),
    ]
    return (
        Entry.objects.served_by(user)
        .filter(submission_count__gt=0)
        .select_related(
            "form", "region", "agency", "obligation__request", "obligation__report_type", "obligation__rule__desk", "sent_by", "decided_by"
        )
        .defer("form__body", "form__checks", "draft")
        .prefetch_related(*parts)
        .filter(uuid=uuid)
        .first()
    )


def reads_identity(user: User, region_code: str) -> bool:
    """Whether the user may be shown identity answers of a report from this region."""
    return scope_of(user).serves(region_code, *IDENTITY_READERS)


def reads_restricted(user: User, region_code: str) -> bool:
    """Whether the user may be shown answers of class ``terbatas`` of a report from this region."""
    return scope_of(user).serves(region_code, *RESTRICTED_READERS)


def may_retry(user: User, region_code: str) -> bool:
    return scope_of(user).serves(region_code, *RETRYING_ROLES)


def holds_identity(submissions: Iterable[Submission], marked: Collection[str]) -> bool:
    """Whether a question that is, or by ``marked`` became, an identity one was answered at all."""
    for submission in submissions:
        definition = submission.version.definition
        hidden = hidden_keys(definition, marked)
        for place in places(definition):
            if place.question["key"] in hidden and _answered(place.question["key"], place.repeat, submission.answers):
                return True
    return False


def _answered(key: str, repeat: Mapping[str, Any] | None, answers: Mapping[str, Any]) -> bool:
    if repeat is None:
        return key in answers
    return any(key in row["answers"] for row in answers.get(repeat["key"], ()))


def noted_in(submission: Submission, *, allowed: bool, marked: Collection[str]) -> list[Noted]:
    """Checks that the submission did not pass, in words. What they compared is masked like the answers it was made of."""
    definition = submission.version.definition
    hidden = set() if allowed else hidden_keys(definition, marked)
    return [_noted(definition, submission.answers, finding, hidden) for finding in submission.findings]


def _noted(definition: Definition, answers: Mapping[str, Any], finding: Mapping[str, Any], hidden: set[str]) -> Noted:
    check = named_check(definition, finding["check"]) or {}
    masked = not hidden.isdisjoint(_compared(check))
    return Noted(
        word=FINDING_WORDS.get(Severity(finding["severity"]), "Perlu diperiksa"),
        message=check.get("message") or check.get("label") or "Isian tidak cocok satu sama lain.",
        left=MASK if masked else str(finding.get("left") or ""),
        right=MASK if masked else str(finding.get("right") or ""),
        row=_row_name(definition, answers, check.get("rows"), finding.get("row")),
        explanation=finding.get("explanation", ""),
    )


def _compared(check: Mapping[str, Any]) -> Iterator[str]:
    for term in (*check.get("left", ()), *check.get("right", ())):
        yield str(term.get("question") or term.get("count") or "")


def _row_name(definition: Definition, answers: Mapping[str, Any], repeat: str | None, row_id: str | None) -> str:
    question = next((place.question for place in places(definition) if place.question["key"] == repeat), None)
    if question is None or row_id is None:
        return ""
    for number, row in enumerate(answers.get(repeat or "", ()), start=1):
        if row["id"] == row_id:
            return f"{question.get('row_label') or question['label']} {number}"
    return ""


def trail_of(entry: Entry) -> list[Step]:
    """Newest first: every sending, decision and handover."""
    steps = [
        Step("sent" if one.number == 1 else "resent", "Dikirim" if one.number == 1 else "Dikirim ulang", one.sent_at, str(one.sent_by))
        for one in entry.submissions.all()
    ]
    steps += [
        Step(
            one.to_state,
            outcome_of(one.from_state, one.to_state),
            one.decided_at,
            str(one.decided_by),
            one.reason,
            question_labels(one.submission, one.questions),
        )
        for one in entry.decisions.all()
    ]
    steps += [Step("failed" if one.failed else "done", _handed(one), one.attempted_at, "", one.error) for one in handovers_of(entry)]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def last_return_of(entry: Entry, trail: Iterable[Step]) -> Step | None:
    """The return that the report answers or waits after: the newest decision, else the last one to the officer before a sending."""
    newest = next(iter(entry.decisions.all()), None)
    if newest is not None and not is_forward(newest.from_state, newest.to_state):
        return next(step for step in trail if step.at == newest.decided_at and step.reason)
    if entry.submission_count == 1:
        return None
    return next((step for step in trail if step.state == State.RETURNED), None)


def _handed(handover: Handover) -> str:
    tried = f" setelah {handover.attempts} percobaan" if handover.attempts > 1 else ""
    return f"Penerusan ke {handover.label} {'gagal' if handover.failed else 'berhasil'}{tried}"


def question_labels(submission: Submission, keys: Iterable[str]) -> tuple[str, ...]:
    """Labels of the questions that a return names, by the version that was read."""
    labels = {place.question["key"]: place.question["label"] for place in places(submission.version.definition)}
    return tuple(str(labels[key]) for key in keys if key in labels)


def handovers_of(entry: Entry) -> list[Handover]:
    found = []
    for dispatch in entry.dispatches.all():
        target = destinations.find(dispatch.destination)
        found.append(
            Handover(
                destination=dispatch.destination,
                label=str(target.label) if target else dispatch.destination,
                failed=dispatch.state == HandoverState.FAILED,
                error=dispatch.error,
                attempts=dispatch.attempts,
                attempted_at=dispatch.attempted_at,
            )
        )
    return found
