"""Reports behind a vetted figure, as ``desk.vetted`` is told of them."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse

from desk.vetted.sources import SourceEntry

from .constants import ACCEPTED_STATES
from .models import Entry


def entries_named(uuids: Collection[UUID]) -> dict[UUID, SourceEntry]:
    """Sent reports with these uuids, whatever their region: the caller has checked the figure's. One query."""
    rows = Entry.objects.filter(uuid__in=uuids, submission_count__gt=0).select_related("form", "region", "agency")
    return {entry.uuid: _told(entry) for entry in rows.defer("form__body", "form__checks", "draft")}


def _told(entry: Entry) -> SourceEntry:
    return SourceEntry(
        uuid=entry.uuid,
        receipt=entry.number,
        form_title=entry.form.title,
        unit_name=entry.unit_name,
        state=entry.state,
        accepted=entry.state in ACCEPTED_STATES,
        number=entry.submission_count,
        sent_at=entry.sent_at or entry.created_at,
        address=reverse("reporting:review", args=[entry.uuid]),
    )
