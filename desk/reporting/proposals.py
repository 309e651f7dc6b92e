"""What became of the proposals for publication that reports made, beside the report: for the desk and for the officer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from desk.people.models import User
from desk.vetted.models import Proposal
from desk.vetted.selectors.proposals import proposals_of_entries

from .models import Entry
from .trace_links import TraceLink

DESTINATION = "publication"  # key of desk.vetted.destinations


@dataclass(frozen=True)
class SentReport:
    """A line of the officer's lists: the report, and the proposals that it became."""

    entry: Entry
    proposals: Sequence[Proposal]


def with_proposals(entries: Iterable[Entry]) -> list[SentReport]:
    """One query more, whatever the number of reports."""
    listed = list(entries)
    found = proposals_of_entries([entry.uuid for entry in listed])
    return [SentReport(entry, found.get(entry.uuid, ())) for entry in listed]


def proposals_of_report(user: User, entry: UUID) -> list[TraceLink]:
    """One query."""
    rows = Proposal.objects.visible_to(user).filter(source_entry=entry).order_by("pk")
    return [
        TraceLink("Usulan publikasi", row.title, reverse("vetted:proposal", args=[row.uuid]), row.state, row.retracted_at is not None)
        for row in rows
    ]
