"""Review: the steps are data, the four-eyes rule is here, every decision is a row of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from desk.people.models import Role, User
from desk.people.scope import scope_of

from ..constants import ACCEPTED_STATES, LOG_ACCEPTED, LOG_CHECKED, LOG_RELEASED, LOG_RETURNED, State
from ..errors import OwnReport, OwnStep, ReasonMissing, StepNotAllowed
from ..models import Decision, Entry, ReviewStep, Submission
from ..selectors.reviewing import asked_in, is_forward, standing_deciders, steps_of
from .dispatching import tell_destinations

LOG_BY_STATE = {State.ACCEPTED: LOG_ACCEPTED, State.CHECKED: LOG_CHECKED, State.RELEASED: LOG_RELEASED}
LONGEST_REASON = 1000  # characters
OWN_REPORT = "Anda sendiri yang mengirim laporan ini, jadi orang lain yang memeriksanya."
OWN_STEP = "Anda sudah mengambil satu langkah pada laporan ini, jadi langkah berikutnya diambil orang lain."


@dataclass(frozen=True)
class WayOn:
    """The steps that somebody may take on a report, and why none of them brings it further; empty when one does, or nobody's does."""

    steps: list[ReviewStep]
    hindrance: str = ""


def steps_for(entry: Entry, user: User) -> list[ReviewStep]:
    """Steps that ``user`` may take on the report as it is now: none on what they sent, and no second one forward."""
    return way_on(entry, user).steps


def way_on(entry: Entry, user: User) -> WayOn:
    """``steps_for``, with the words for whoever cannot bring the report further."""
    known = steps_of(entry)
    further = next((step for step in known if is_forward(step.from_state, step.to_state)), None)
    if _sent_by(entry, user):
        return WayOn([], OWN_REPORT if further else "")
    place = asked_in(entry)
    steps = [step for step in known if scope_of(user).serves(place, *step.roles)]
    if further is None:
        return WayOn(steps)
    whose = f"“{further.label}”, oleh {' atau '.join(str(Role(role).label) for role in further.roles)}{_elsewhere(entry, user)}"
    if further not in steps:
        return WayOn(steps, f"Langkah berikutnya: {whose}.")
    if user.pk in standing_deciders(entry):
        return WayOn([step for step in steps if step != further], f"{OWN_STEP} Langkah itu: {whose}.")
    return WayOn(steps)


def _elsewhere(entry: Entry, user: User) -> str:
    """`` di Desk Pilkada Jawa Barat``, for whoever belongs to a desk below the one that the report is for."""
    rule = entry.obligation.rule if entry.obligation is not None else None
    return f" di {rule.desk}" if rule is not None and not scope_of(user).serves(str(rule.desk.region_id)) else ""


@transaction.atomic
def decide(
    *,
    entry_id: int,
    action: str,
    user: User,
    reason: str = "",
    questions: Sequence[str] = (),
    seen: int | None = None,
    now: datetime | None = None,
) -> Entry:
    """Take one review step. ``seen`` is the number of the submission the person read: a newer one must be read first.

    Raises OwnReport, StepNotAllowed (also when a colleague was quicker) and ReasonMissing; nothing is written then.
    """
    parts = ("form", "region", "decided_by", "obligation__report_type", "obligation__rule__desk", "obligation__request")
    entry = Entry.objects.select_for_update(of=("self",)).select_related(*parts).get(pk=entry_id)
    submission = Submission.objects.select_related("version").filter(entry=entry).order_by("-number").first()
    if submission is None:
        raise StepNotAllowed("Laporan ini belum pernah dikirim.")
    step = _allowed_step(entry, action, user)
    if seen is not None and seen != submission.number:
        raise StepNotAllowed("Laporan ini baru saja dikirim ulang. Baca isi terbarunya sebelum memutuskan.")
    reason = reason.replace("\x00", "").strip()[:LONGEST_REASON]
    if step.needs_reason and not reason:
        raise ReasonMissing("Alasan belum diisi. Sebutkan apa yang kurang dan cara memperbaikinya.")
    now = now or timezone.now()
    _note(entry, submission, step, reason=reason, questions=questions, user=user, now=now)
    entry.state, entry.decided_at, entry.decided_by = step.to_state, now, user
    entry.reason = reason if step.to_state == State.RETURNED else ""
    entry.concluded_at = now if step.to_state in ACCEPTED_STATES and not _leads_further(entry) else None
    entry.save(update_fields=["state", "decided_at", "decided_by", "reason", "concluded_at"])
    tell_destinations(entry, submission)
    action = LOG_BY_STATE[State(step.to_state)] if is_forward(step.from_state, step.to_state) else LOG_RETURNED
    log(instance=entry, action=action, user=user, data={"reason": reason} if reason else None, timestamp=now)
    return entry


def _leads_further(entry: Entry) -> bool:
    """Whether the chain has a step forward from the state the report has come to."""
    entry.concluded_at = None
    return any(is_forward(step.from_state, step.to_state) for step in steps_of(entry))


def _note(
    entry: Entry, submission: Submission, step: ReviewStep, *, reason: str, questions: Sequence[str], user: User, now: datetime
) -> None:
    Decision(
        entry=entry,
        submission=submission,
        action=step.action,
        from_state=entry.state,
        to_state=step.to_state,
        reason=reason,
        questions=list(questions),
        decided_by=user,
        decided_at=now,
        simulation=entry.simulation,
    ).save(force_insert=True)


def _allowed_step(entry: Entry, action: str, user: User) -> ReviewStep:
    step = next((step for step in steps_of(entry) if step.action == action), None)
    if step is None:
        by = f" oleh {entry.decided_by}" if entry.decided_by else ""
        raise StepNotAllowed(
            f"Laporan ini sudah berstatus {entry.get_state_display()}{by}. Muat ulang halaman untuk melihat keadaan terbaru."
        )
    if not scope_of(user).serves(asked_in(entry), *step.roles):
        raise StepNotAllowed("Peran Anda tidak memutuskan laporan ini. Hubungi operator posko.")
    if _sent_by(entry, user):
        raise OwnReport(OWN_REPORT)
    if is_forward(step.from_state, step.to_state) and user.pk in standing_deciders(entry):
        raise OwnStep(OWN_STEP)
    return step


def _sent_by(entry: Entry, user: User) -> bool:
    return entry.sent_by_id == user.pk or Submission.objects.filter(entry=entry, sent_by=user).exists()
