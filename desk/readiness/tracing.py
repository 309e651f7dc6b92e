"""The readiness answers that a report became, for the page of the report."""

from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from desk.people.models import User
from desk.reporting.trace_links import TraceLink

from .models import ReadinessAnswer


def readiness_of_report(user: User, entry: UUID) -> list[TraceLink]:
    """One line for all indicators of a unit. One query."""
    rows = ReadinessAnswer.objects.visible_to(user).filter(source_entry=entry).standing().order_by()
    counted = rows.values("form_key", "region_id").annotate(total=Count("pk"))
    return [
        TraceLink(
            "Kesiapan",
            f"{row['total']} indikator",
            f"{reverse('readiness:board')}?{urlencode({'wilayah': row['region_id'], 'formulir': row['form_key']})}",
        )
        for row in counted
    ]
