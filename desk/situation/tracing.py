"""The situation report that a report became, for the page of the report."""

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from desk.people.models import User
from desk.reporting.trace_links import TraceLink

from .models import SituationReport


def situation_of_report(user: User, entry: UUID) -> list[TraceLink]:
    """One query."""
    rows = SituationReport.objects.visible_to(user).filter(source_entry=entry).select_related("region", "agency").order_by("pk")
    return [
        TraceLink(
            "Situasi wilayah",
            row.unit_name,
            f"{reverse('situation:board')}?{urlencode({'wilayah': row.region_id})}",
            row.look,
            row.withdrawn_at is not None,
        )
        for row in rows
    ]
