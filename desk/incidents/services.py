"""Writes of incidents."""

from typing import Any
from uuid import UUID

from desk.reporting.sourced import source_of
from forms_config.destinations import SubmittedEntry, SubmittedRow

from .constants import Status
from .errors import DecisionWithoutDocument, EssentialMissing, KnownBeforeItHappened
from .models import Incident

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

    Refuses (``DeskError``) an incident without its essentials, one known before it happened, and a decision without its
    document; then nothing of the submission is written here.
    """
    rows = [_incident(entry, told) for told in entry.rows]
    Incident.objects.put_rows(entry=entry, rows=rows)


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
