"""What the screens do with a text that waits: a step in our services and in Wagtail's workflow alike, or in neither."""

from typing import Any

from django.db import transaction
from wagtail.models import Page, TaskState

from desk.people.models import User

from ..constants import Step
from ..models import HandIn
from ..models.workflow import APPROVE, REJECT
from . import publishing, vetting


@transaction.atomic
def submit(*, page: Page, by: User) -> HandIn:
    """Hand the latest draft in through Wagtail's workflow, as the editor's button does. Raises what ``vetting.hand_in`` raises."""
    specific = page.specific
    specific.get_workflow().start(specific, by)
    return HandIn.objects.filter(page_id=page.pk).latest("handed_in_at", "pk")


@transaction.atomic
def finish_review(*, hand_in_id: int, by: User) -> None:
    """Somebody else read the text; now it waits for the approver. Done twice it is refused, not taken for an approval."""
    row = vetting.waiting(hand_in_id, Step.HANDED_IN)
    if not _in_wagtail(row, APPROVE, by):
        vetting.review(hand_in_id=hand_in_id, by=by)


def approve(*, hand_in_id: int, by: User) -> None:
    """Let the text out: at once, or when its time has come."""
    with publishing.prepared(hand_in_id):
        _approve(hand_in_id, by)


@transaction.atomic
def _approve(hand_in_id: int, by: User) -> None:
    row = vetting.waiting(hand_in_id, Step.REVIEWED)
    if not _in_wagtail(row, APPROVE, by):
        vetting.approve(hand_in_id=hand_in_id, by=by)
        publishing.release_if_due(hand_in_id=hand_in_id)


@transaction.atomic
def give_back(*, hand_in_id: int, by: User, reason: str) -> None:
    """Return the text to its editors with a reason."""
    row = vetting.waiting(hand_in_id, Step.HANDED_IN, Step.REVIEWED)
    if not _in_wagtail(row, REJECT, by, comment=reason):
        vetting.send_back(hand_in_id=hand_in_id, by=by, reason=reason)


def _in_wagtail(row: HandIn, action: str, by: User, **data: Any) -> bool:
    """Act through the step of the workflow around this text; False when there is none: a withdrawal, or a text from code."""
    state = row.workflow_state
    current = state.current_task_state if state is not None else None
    if current is None or current.status != TaskState.STATUS_IN_PROGRESS:
        return False
    current.task.specific.on_action(current.specific, by, action, **data)
    return True
