"""Proposals: recorded from reports or handed over by a capability, then followed by the editors."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from desk.people.models import Agency, User
from desk.regions.models import Region
from forms_config.destinations import SubmittedEntry, SubmittedRow

from ..constants import (
    ADDRESSED_STATES,
    DETAIL_LABELS,
    LOG_CHANGE_TAKEN,
    LOG_FOLLOWED,
    LOG_HANDED_OVER,
    LONGEST_REASON,
    NEXT_STATES,
    REASONED_STATES,
    WHOLE_ENTRY,
    ProposalState,
)
from ..errors import AddressMissing, ProposalIncomplete, ProposalMoved, ReasonMissing
from ..models import Proposal
from ..models.proposals import LONGEST_TITLE

ESSENTIALS = ("kind", "title", "text")
CONTENT = (*ESSENTIALS, "details", "files")


@transaction.atomic
def record_proposals(*, entry: SubmittedEntry) -> None:
    """Write what a submission proposes, once per (entry, row); what a corrected one no longer tells of is marked retracted.

    While the editors have not begun, a correction replaces the content; afterwards it is kept beside it (``correction``).
    Refuses (``DeskError``) a proposal without kind, title or text.
    """
    told = {row.row or WHOLE_ENTRY: _content(row) for row in entry.rows}
    known = {one.source_row: one for one in Proposal.objects.select_for_update(of=("self",)).filter(source_entry=entry.uuid)}
    for source_row, content in told.items():
        if source_row in known:
            _correct(known[source_row], content, entry)
        else:
            _receive(source_row, content, entry)
    gone = [proposal.pk for source_row, proposal in known.items() if source_row not in told and proposal.retracted_at is None]
    if gone:
        Proposal.objects.filter(pk__in=gone).update(retracted_at=entry.sent_at, entry_state=entry.state)


def _content(row: SubmittedRow) -> dict[str, Any]:
    mapped = row.mapped
    for name in ESSENTIALS:
        if not mapped.get(name):
            raise ProposalIncomplete(str(Proposal._meta.get_field(name).verbose_name).capitalize())  # type: ignore[union-attr]
    return {
        "kind": mapped["kind"],
        "title": _cut(mapped["title"], LONGEST_TITLE),
        "text": mapped["text"],
        "details": _details(mapped),
        "files": [str(uuid) for name in ("photos", "documents") for uuid in mapped.get(name) or ()],
    }


def _details(mapped: Mapping[str, Any]) -> dict[str, str]:
    return {name: _as_text(mapped[name]) for name in DETAIL_LABELS if mapped.get(name)}


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _cut(text: str, most: int) -> str:
    """The report keeps the whole text."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _receive(source_row: UUID, content: Mapping[str, Any], entry: SubmittedEntry) -> None:
    Proposal.objects.create(
        **content,
        region_id=entry.region_code,
        agency_id=entry.agency_id,
        proposed_by_id=entry.sent_by_id,
        received_at=entry.sent_at,
        state_at=entry.sent_at,
        source_entry=entry.uuid,
        source_row=source_row,
        receipt=entry.receipt,
        entry_state=entry.state,
        simulation=entry.simulation,
    )


def _correct(proposal: Proposal, content: Mapping[str, Any], entry: SubmittedEntry) -> None:
    proposal.entry_state, proposal.retracted_at = entry.state, None
    same = all(getattr(proposal, name) == content[name] for name in CONTENT)
    if proposal.state == ProposalState.RECEIVED:
        _replace_content(proposal, content)
    elif not same:
        proposal.changed_since, proposal.correction = entry.sent_at, dict(content)
    else:
        proposal.changed_since, proposal.correction = None, None
    proposal.save()


def _replace_content(proposal: Proposal, content: Mapping[str, Any]) -> None:
    for name in CONTENT:
        setattr(proposal, name, content[name])
    proposal.changed_since, proposal.correction = None, None


def follow_entry(*, entry_uuid: UUID, state: str) -> None:
    """The report behind a proposal changed its state by review. One query."""
    Proposal.objects.filter(source_entry=entry_uuid).update(entry_state=state)


@transaction.atomic
def hand_over_draft(
    *,
    uuid: UUID,
    kind: str,
    title: str,
    text: str,
    region: Region,
    by: User,
    origin: str,
    details: Mapping[str, Any] | None = None,
    files: tuple[UUID, ...] = (),
    agency: Agency | None = None,
    now: datetime | None = None,
) -> Proposal:
    """Hand a draft to the editors without a form, as the register of social-media findings does.

    ``uuid`` is made by the caller: handing the same over again returns the first. ``origin`` says in Indonesian whence it
    comes. ``details``: as ``Proposal.details``; moments and dates are taken as they are. Raises ProposalIncomplete.
    """
    now = now or timezone.now()
    known = Proposal.objects.filter(uuid=uuid).first()
    if known is not None:
        return known
    mapped = {**(details or {}), "kind": kind, "title": title.strip(), "text": text.strip(), "documents": files}
    proposal = Proposal.objects.create(
        **_content(SubmittedRow(None, mapped)),
        uuid=uuid,
        region=region,
        agency=agency,
        proposed_by=by,
        received_at=now,
        state_at=now,
        origin=origin[:120],
        simulation=by.simulation,
    )
    log(instance=proposal, action=LOG_HANDED_OVER, user=by, data={"origin": origin}, timestamp=now)
    return proposal


@transaction.atomic
def follow_proposal(
    *, proposal_id: int, state: str, by: User | None, reason: str = "", url: str = "", now: datetime | None = None
) -> Proposal:
    """The editors' page moved: its proposer sees ``state`` at /lapor/. ``by`` is None for a scheduled publication.

    The state that it has already changes nothing (a second correction is told anew). Raises ProposalMoved when it cannot
    follow, ReasonMissing (withdrawn, declined) and AddressMissing (published; a correction keeps the address it had).
    """
    now = now or timezone.now()
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("region", "agency").get(pk=proposal_id)
    if state == proposal.state and state not in NEXT_STATES[proposal.state]:
        return proposal
    if state not in NEXT_STATES[proposal.state]:
        raise ProposalMoved(present=str(proposal.get_state_display()), wanted=str(ProposalState(state).label))
    reason = reason.replace("\x00", "").strip()[:LONGEST_REASON]
    if state in REASONED_STATES and not reason:
        raise ReasonMissing("Alasan belum diisi. Pengusul membaca alasan ini.")
    url = url or proposal.public_url
    if state in ADDRESSED_STATES and not url.startswith(("/", "https://", "http://")):
        raise AddressMissing
    before = proposal.state
    proposal.state, proposal.state_at, proposal.reason, proposal.public_url = state, now, reason, url
    proposal.save(update_fields=["state", "state_at", "reason", "public_url"])
    log(instance=proposal, action=LOG_FOLLOWED, user=by, data={"from": before, "to": state, "reason": reason}, timestamp=now)
    return proposal


@transaction.atomic
def take_correction(*, proposal_id: int, by: User, now: datetime | None = None) -> Proposal:
    """The editors have seen what the proposer changed: it becomes the content and the mark goes. Without a change nothing happens."""
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
    if proposal.correction is not None:
        _replace_content(proposal, proposal.correction)
        proposal.save(update_fields=[*CONTENT, "changed_since", "correction"])
        log(instance=proposal, action=LOG_CHANGE_TAKEN, user=by, timestamp=now or timezone.now())
    return proposal
