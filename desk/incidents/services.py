"""Writes of incidents."""

from datetime import datetime
from typing import Any
from uuid import UUID

from desk.people.selectors import within
from desk.reporting.gathered_rows import is_gathered
from desk.reporting.sourced import source_of
from forms_config.destinations import SubmittedEntry, SubmittedRow

from .constants import Status
from .errors import DecisionWithoutDocument, EssentialMissing, KnownBeforeItHappened
from .models import Incident

SHARED_TITLE = 100  # characters
ESSENTIALS = ("kind", "title", "occurred_at", "severity")
TEXTS = (
    "chronology",
    "place",
    "source",
    "credibility",
    "actor_kind",
    "actor_name",
    "actor_agency",
    "actor_position",
    "neutrality_class",
    "neutrality_act",
    "reporter_name",
    "reporter_contact",
    "reporter_address",
    "losses",
    "action_taken",
    "decision_body",
    "decision_number",
    "decision_result",
)
PLAIN = (
    *ESSENTIALS,
    "known_at",
    "bawaslu_deadline",
    "victims_dead",
    "victims_injured",
    "victims_displaced",
    "formal_complete",
    "material_complete",
    "decision_date",
)


def record_incidents(*, entry: SubmittedEntry) -> None:
    """Write every incident that a submission tells of, in one query; those it no longer names become withdrawn.

    A recap sent to the tier above repeats what reports below told: what stands here from them is not written a second time.
    Refuses (``DeskError``) an incident without its essentials, one known before it happened, and a decision without its
    document; then nothing of the submission is written here.
    """
    known = _told_below(entry)
    rows = [_incident(entry, told) for told in entry.rows if told.row not in known]
    Incident.objects.put_rows(entry=entry, rows=rows)


def _told_below(entry: SubmittedEntry) -> set[UUID]:
    """Rows of a recap whose incident stands from a report of this region or below. One query, none for what people wrote themselves."""
    gathered = {
        told.row: _likeness(told.mapped.get("occurred_at"), told.mapped.get("title")) for told in entry.rows if is_gathered(told.row)
    }
    if not gathered:
        return set()
    moments = {moment for moment, _title in gathered.values() if moment}
    below = Incident.objects.filter(within(entry.region_code), occurred_at__in=moments).exclude(source_entry=entry.uuid).standing()
    known = {_likeness(*told) for told in below.values_list("occurred_at", "title")}
    return {row for row, told in gathered.items() if row is not None and told in known}


def _likeness(occurred_at: datetime | None, title: str | None) -> tuple[datetime | None, str]:
    """What an incident and its repetition share: a recap or a column may cut long titles."""
    return occurred_at, (title or "")[:SHARED_TITLE]


def follow_entry(*, entry_uuid: UUID, state: str) -> None:
    Incident.objects.follow(entry_uuid, state)


def _incident(entry: SubmittedEntry, told: SubmittedRow) -> Incident:
    mapped = told.mapped
    for name in ESSENTIALS:
        if not mapped.get(name):
            raise EssentialMissing(str(Incident._meta.get_field(name).verbose_name).capitalize())  # type: ignore[union-attr]
    if mapped.get("known_at") and mapped["known_at"] < mapped["occurred_at"]:
        raise KnownBeforeItHappened
    if mapped.get("decision_body") and not mapped.get("decision_file"):
        raise DecisionWithoutDocument
    values: dict[str, Any] = {name: mapped.get(name) or "" for name in TEXTS}
    values |= {name: mapped.get(name) for name in PLAIN}
    point = mapped.get("point") or {}
    return Incident(
        **source_of(entry, told.row),
        **values,
        polling_station_id=mapped.get("polling_station") or None,
        latitude=point.get("lat"),
        longitude=point.get("lon"),
        evidence=[str(uuid) for uuid in mapped.get("evidence") or ()],
        decision_file=[str(uuid) for uuid in mapped.get("decision_file") or ()],
        status=mapped.get("status") or Status.NEW,
    )
