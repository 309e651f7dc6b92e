"""Reads of proposals: for the editors (the whole installation), for the desk and the officers (their scope)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time
from uuid import UUID

from desk.core.words import clock, weekday_and_day, when
from desk.people.models import User
from desk.people.selectors import within
from desk.regions.models import Region

from .. import files
from ..constants import CHOICE_WORDS, DETAIL_LABELS
from ..files import HandedFile
from ..models import Proposal
from ..models.proposals import ProposalQuerySet

ANY_DAY = date(2024, 11, 27)  # Indonesian zones know no summer time


def open_proposals() -> ProposalQuerySet:
    """What the editors still have to bring to an end, oldest first. For accounts of the whole installation only.

    A proposal counts from the moment its report is sent; ``accepted_by_desk`` tells those that the posko has not accepted yet.
    """
    return Proposal.objects.open().whole().order_by("received_at", "pk")


def proposals_of_entries(entries: Collection[UUID]) -> dict[UUID, list[Proposal]]:
    """By the report they came from; reports without one are left out. One query, none for none."""
    found: dict[UUID, list[Proposal]] = defaultdict(list)
    if entries:
        for proposal in Proposal.objects.filter(source_entry__in=entries).order_by("pk"):
            if proposal.source_entry is not None:
                found[proposal.source_entry].append(proposal)
    return dict(found)


def proposals_of(user: User, region: Region) -> ProposalQuerySet:
    """Proposals of this region and below it that the user may see, the latest change first."""
    return Proposal.objects.visible_to(user).filter(within(region.code)).whole().order_by("-state_at", "-pk")


def told_details(proposal: Proposal) -> list[tuple[str, str]]:
    """(label, words) of the details that were told, dates and moments as letters write them in the region's zone. No query."""
    return [(label, _told(name, text, proposal.region)) for name, label in DETAIL_LABELS.items() if (text := proposal.details.get(name))]


def _told(name: str, text: str, region: Region) -> str:
    if name == "event_date":
        return weekday_and_day(date.fromisoformat(text))
    if name == "event_time":
        return clock(datetime.combine(ANY_DAY, time.fromisoformat(text), region.zone), region.zone)
    if name == "wished_at":
        return when(datetime.fromisoformat(text), region.zone)
    return CHOICE_WORDS.get(text, text) if name in {"verdict", "info_class"} else text


def files_of(proposal: Proposal) -> list[HandedFile]:
    """Its photos and files that are still there, photos first. One query."""
    found = files.named(proposal.file_uuids)
    return [found[uuid] for uuid in proposal.file_uuids if uuid in found]


def file_of(proposal: Proposal, uuid: UUID) -> HandedFile | None:
    """One of its files; None for any other, so that a proposal opens no file but its own. One query."""
    return next((file for file in files_of(proposal) if file.uuid == uuid), None) if uuid in proposal.file_uuids else None
