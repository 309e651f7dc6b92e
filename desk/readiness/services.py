"""Writes of readiness."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from desk.reporting.sourced import source_of
from forms_config.constants import Family
from forms_config.destinations import SubmittedEntry

from .models import ReadinessAnswer

INDICATOR_KEY = ("source_entry", "indicator")
EVIDENCE_NONE = "none"
DEFAULT_WEIGHT = 1


def record_answers(*, entry: SubmittedEntry) -> None:
    """Write every answered indicator of a checklist at once; what the entry no longer answers becomes withdrawn.

    One query for as many indicators as the database takes at once (SQLite: 999 values, about 35 indicators).
    """
    rows = [
        _answer(entry, section, question, answer)
        for section in entry.definition["sections"]
        for question in section["questions"]
        if question["type"] == Family.READINESS and (answer := entry.answers.get(question["key"]))
    ]
    ReadinessAnswer.objects.put_rows(entry=entry, rows=rows, key=INDICATOR_KEY)


def follow_entry(*, entry_uuid: UUID, state: str) -> None:
    ReadinessAnswer.objects.follow(entry_uuid, state)


def _answer(entry: SubmittedEntry, section: Mapping[str, Any], question: Mapping[str, Any], answer: Mapping[str, Any]) -> ReadinessAnswer:
    due = answer.get("due")
    return ReadinessAnswer(
        **source_of(entry),
        version_number=entry.version_number,
        point=str(section["id"]),
        point_label=section["label"],
        point_weight=_decimal(section.get("weight")),
        indicator=question["key"],
        label=question["label"][:250],
        weight=Decimal(str(question.get("weight", DEFAULT_WEIGHT))),
        critical=bool(question.get("critical")),
        evidence_rule=question.get("evidence") or EVIDENCE_NONE,
        responsible=(question.get("responsible") or section.get("responsible") or "")[:250],
        value=answer["value"],
        done=_decimal(answer.get("done")),
        target=_decimal(answer.get("target")),
        unit=question.get("unit") or "",
        note=answer.get("note") or "",
        due=date.fromisoformat(due) if due else None,
        evidence_count=len(answer.get("evidence") or ()),
        fresh_days=question.get("fresh_days"),
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None or value == "" else Decimal(str(value))
