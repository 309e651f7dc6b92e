"""What an agency proposed: made into a draft, declined, and told how its page goes through the door."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from desk.people.models import Role, User
from desk.people.scope import scope_of
from desk.vetted.constants import NEXT_STATES, ProposalState
from desk.vetted.models import Proposal
from desk.vetted.services.proposals import follow_proposal

from ..constants import Event, Step
from ..errors import NotWaiting, NotYours
from ..models import Edition, HandIn, VettedPage
from . import drafting
from .home import ensure_home, section_of

EDITORS = frozenset({Role.EDITOR, Role.APPROVER})
STATES = {  # where a text stands: what its proposer sees
    Step.HANDED_IN: ProposalState.IN_PROGRESS,
    Step.REVIEWED: ProposalState.REVIEWED,
    Step.APPROVED: ProposalState.APPROVED,
    Step.RETURNED: ProposalState.IN_PROGRESS,
    Step.CANCELLED: ProposalState.IN_PROGRESS,
}
RELEASED = {
    Event.PUBLISHED: ProposalState.PUBLISHED,
    Event.CORRECTED: ProposalState.CORRECTED,
    Event.WITHDRAWN: ProposalState.WITHDRAWN,
}


def follow(row: HandIn, *, by: User | None, now: datetime | None) -> None:
    """Tell the proposal that this page was made of, if there is one, where the page stands now.

    Steps on the way to a correction tell the proposer nothing new; what does not follow is left out.
    """
    number = row.content.get("proposal")
    proposal = Proposal.objects.filter(pk=number).first() if number else None
    if proposal is None:
        return
    state = RELEASED[Event(row.event)] if row.step == Step.PUBLISHED else STATES[Step(row.step)]
    if state not in NEXT_STATES[proposal.state]:
        return
    reason = row.note if state == ProposalState.WITHDRAWN else ""
    follow_proposal(proposal_id=proposal.pk, state=state, by=by, reason=reason, url=_address_of(row), now=now)


def _address_of(row: HandIn) -> str:
    if row.step != Step.PUBLISHED:
        return ""
    path = Edition.objects.filter(page_id=row.page_id).order_by("-number").values_list("path", flat=True).first()
    return path or ""


def page_of(proposal: Proposal) -> VettedPage | None:
    """The page that was made of it. One query."""
    page: VettedPage | None = drafting.page_class_of(proposal).objects.filter(proposal=proposal.pk).first()
    return page


@transaction.atomic
def make_draft(*, proposal_id: int, by: User, now: datetime | None = None) -> VettedPage:
    """A draft of the right kind with the proposal's texts, region and files; the one that was made before when there is one.

    Raises NotYours, NotWaiting (it was declined or taken back meanwhile), Incomplete.
    """
    now = now or timezone.now()
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("region", "agency").get(pk=proposal_id)
    _refuse_others(by, "membuat naskah dari usulan")
    made = page_of(proposal)
    if made is not None:
        return made
    if proposal.retracted_at is not None:
        raise NotWaiting("Usulan ini sudah ditarik pengusulnya, jadi tidak ada yang dibuat naskah.")
    ensure_home()
    page = drafting.draft_of(proposal, by=by, today=timezone.localdate(now, proposal.region.zone))
    page.live, page.proposal, page.owner = False, proposal.pk, by
    section_of(page.kind).add_child(instance=page)
    page.save_revision(user=by, clean=False, log_action=True)
    if ProposalState.IN_PROGRESS in NEXT_STATES[proposal.state]:
        follow_proposal(proposal_id=proposal.pk, state=ProposalState.IN_PROGRESS, by=by, now=now)
    return page


@transaction.atomic
def decline(*, proposal_id: int, by: User, reason: str, now: datetime | None = None) -> Proposal:
    """Say that nothing is published of it, and why; its proposer reads that. Raises NotYours and what following raises."""
    _refuse_others(by, "menolak usulan")
    return follow_proposal(proposal_id=proposal_id, state=ProposalState.DECLINED, by=by, reason=reason, now=now)


def _refuse_others(by: User, doing: str) -> None:
    if not EDITORS.intersection(scope_of(by).roles):
        raise NotYours(f"Hanya redaktur atau penyetuju yang dapat {doing}. Minta rekan yang memegang peran itu.")
