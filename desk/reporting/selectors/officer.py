"""What an officer's unit has to do, may report and has sent. Each function is one query, whatever the number of rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, DateTimeField, F, Prefetch, Q, QuerySet, When

from desk.people.models import User
from forms_config.models import Form

from ..constants import State
from ..models import Attachment, Decision, Entry, Obligation, Submission
from .duty_states import shut_at

MOST_DUE = 60  # shown at once; older ones follow when these are done
SENT_SHOWN = 5
LOCKED_SHOWN = 10
NOT_SHOWN = ("form__body", "form__checks", "form__current_version__definition")


def unanswered(user: User, now: datetime) -> tuple[list[Obligation], list[Obligation]]:
    """Duties of the own units that nobody answered: those that may be, the most urgent first, and those locked, the latest first.

    ``entry`` when one has a draft. One query.
    """
    owed = Obligation.objects.owed_by(user).filter(Q(entry=None) | Q(entry__state=State.DRAFT), opens_at__lte=now)
    open_until = Case(When(shut_at(now), then=None), default=F("due_at"), output_field=DateTimeField())
    owed = owed.select_related("form__current_version", "region", "agency", "entry__draft_saved_by", "request").defer(*NOT_SHOWN)
    found = list(owed.order_by(open_until.asc(nulls_last=True), "-due_at", "pk")[: MOST_DUE + LOCKED_SHOWN])
    due = [duty for duty in found if not duty.is_locked(now)]
    return due[:MOST_DUE], [duty for duty in found if duty.is_locked(now)][:LOCKED_SHOWN]


def returned(user: User) -> list[Entry]:
    entries = Entry.objects.of_units(user).filter(state=State.RETURNED).order_by("decided_at")
    return list(entries.select_related("form", "region", "agency", "obligation", "decided_by"))


def drafts(user: User) -> list[Entry]:
    """Begun without a duty and not sent."""
    entries = Entry.objects.of_units(user).filter(state=State.DRAFT, obligation=None).order_by("-draft_saved_at")
    return list(entries.select_related("form", "region", "agency", "draft_saved_by")[:MOST_DUE])


def forms_to_report_now() -> list[Form]:
    open_forms = Form.objects.filter(report_now=True, retired_at=None).exclude(current_version=None)
    return list(open_forms.defer("body", "checks").order_by("title"))


def sent(user: User) -> QuerySet[Entry]:
    """Everything the own units sent and that does not wait for them, newest first."""
    entries = Entry.objects.of_units(user).exclude(state__in=[State.DRAFT, State.RETURNED])
    return entries.select_related("form", "region", "agency", "obligation", "sent_by").order_by("-sent_at")


def history(user: User, *, words: str = "", state: str = "") -> QuerySet[Entry]:
    """All reports of the own units that were ever sent; ``words`` looks in form titles and receipt numbers."""
    entries = Entry.objects.of_units(user).filter(submission_count__gt=0)
    if state in State.values:
        entries = entries.filter(state=state)
    if words:
        digits = words.rpartition("-")[2].lstrip("0")
        by_number = Q(pk=int(digits)) if digits.isdecimal() and len(digits) < 10 else Q(pk__in=[])  # noqa: PLR2004 - longer is no number of ours
        entries = entries.filter(Q(form__title__icontains=words) | by_number)
    return entries.select_related("form", "region", "agency", "obligation", "sent_by").order_by("-sent_at")


def own_report(user: User, uuid: UUID) -> Entry | None:
    """A report of an own unit with its submissions, decisions and files: four queries."""
    parts: list[Prefetch[Any, Any]] = [
        Prefetch("submissions", Submission.objects.select_related("version", "sent_by").order_by("-number")),
        Prefetch("decisions", Decision.objects.select_related("decided_by").order_by("-decided_at")),
        Prefetch("attachments", Attachment.objects.order_by("uploaded_at")),
    ]
    return (
        Entry.objects.of_units(user)
        .select_related("form", "region", "agency", "obligation", "sent_by", "created_by", "decided_by", "draft_saved_by")
        .prefetch_related(*parts)
        .filter(uuid=uuid)
        .first()
    )
