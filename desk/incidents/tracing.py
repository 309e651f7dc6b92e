"""Incidents that a report told of, for the page of the report."""

from uuid import UUID

from django.urls import reverse

from desk.people.models import User
from desk.reporting.trace_links import TraceLink

from .models import Incident


def incidents_of_report(user: User, entry: UUID) -> list[TraceLink]:
    """One query."""
    rows = Incident.objects.visible_to(user).filter(source_entry=entry).select_related("region").order_by("pk")
    return [
        TraceLink("Kejadian", row.title, reverse("incidents:detail", args=[row.pk]), row.look, row.withdrawn_at is not None) for row in rows
    ]
