"""Who may act on a text that waits, and why somebody may not, in words."""

from collections.abc import Iterable

from desk.people.models import Assignment, Role, User
from desk.people.scope import scope_of

from ..constants import Step
from ..errors import NotYours
from ..models import HandIn
from ..services.vetting import REVIEWERS, refuse_approver, refuse_reviewer

READS_ONLY = "Anda dapat membacanya. Yang bertindak adalah redaktur atau penyetuju."


def barred(row: HandIn) -> set[int]:
    """Ids of everybody who had a part in this text: they let a second person act."""
    return {*row.authors, row.handed_in_by_id}


def objection(row: HandIn, user: User) -> str:
    """Why this person may not take the next step; empty when it is theirs."""
    try:
        if row.step == Step.HANDED_IN:
            refuse_reviewer(barred(row), user)
        elif row.step == Step.REVIEWED:
            refuse_approver(barred(row), user)
    except NotYours as refused:
        return str(refused)
    return ""


def may_act(row: HandIn, user: User) -> bool:
    """Whether the row waits for this person."""
    return row.step in (Step.HANDED_IN, Step.REVIEWED) and not objection(row, user)


def may_return(user: User) -> bool:
    """Whether this person may return texts, cancel them and propose withdrawals."""
    return bool(REVIEWERS.intersection(scope_of(user).roles))


def able_to_act(row: HandIn) -> list[str]:
    """Names of everybody who may take the next step. One query."""
    roles = (Role.APPROVER,) if row.step == Step.REVIEWED else (Role.EDITOR, Role.APPROVER)
    return names_of(Assignment.objects.filter(role__in=roles).exclude(user_id__in=barred(row)).values_list("user_id", flat=True))


def names_of(ids: Iterable[int]) -> list[str]:
    """Names of active accounts, sorted. One query."""
    return sorted(str(user) for user in User.objects.filter(pk__in=set(ids), is_active=True))
