"""Writes of the situation."""

from typing import Any
from uuid import UUID

from desk.reporting.sourced import source_of
from forms_config.destinations import SubmittedEntry, SubmittedRow

from .errors import ConditionMissing, SituationMissing
from .models import SituationReport

TEXTS = (
    "period_kind",
    "situation",
    "general_condition",
    "cond_ideology",
    "cond_politics",
    "cond_economy",
    "cond_social",
    "cond_security",
    "logistics_status",
    "logistics_note",
    "recommendations",
)


def record_situation(*, entry: SubmittedEntry) -> None:
    """Write the situation that a submission tells of, in one query; a corrected submission updates the same row."""
    rows = [_report(entry, told) for told in entry.rows]
    SituationReport.objects.put_rows(entry=entry, rows=rows)


def follow_entry(*, entry_uuid: UUID, state: str) -> None:
    SituationReport.objects.follow(entry_uuid, state)


def _report(entry: SubmittedEntry, told: SubmittedRow) -> SituationReport:
    values: dict[str, Any] = {name: told.mapped.get(name) or "" for name in TEXTS}
    nil = bool(told.mapped.get("nil"))
    if not values["general_condition"]:
        raise ConditionMissing
    if not nil and not values["situation"]:
        raise SituationMissing
    if nil:
        values["situation"] = ""
    start, end = entry.period
    return SituationReport(
        **source_of(entry, told.row),
        **values,
        nil=nil,
        period_start=told.mapped.get("period_start") or start,
        period_end=told.mapped.get("period_end") or end,
    )
