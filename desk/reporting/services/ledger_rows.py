"""New duties as rows, by one statement: a rule of a province owes tens of thousands of them (docs/benchmarks.md).

The statement gets two JSON documents: the slots, and for each unit the number of its slot. ``bulk_create`` took three quarters of the
time for preparing columns that are the same in all rows.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection

from desk.people.scope import Unit

from ..models import Obligation, ReportingRule
from ..periods import Slot

OF_SLOT = {
    "slot": "text",
    "period_start": "date",
    "period_end": "date",
    "opens_at": "timestamptz",
    "due_at": "timestamptz",
    "on_time_until": "timestamptz",
    "locks_at": "timestamptz",
}
OF_RULE = ("report_type_id", "rule_id", "form_id", "simulation")
READ = {
    "postgresql": ("jsonb_to_recordset(%s::jsonb) AS told({typed})", "{name} {kind}"),
    "sqlite": ("(SELECT {typed} FROM json_each(%s))", "json_extract(value, '$.{name}') AS {name}"),
}


def _document(columns: dict[str, str]) -> str:
    """The rows of a JSON document, the next parameter, with these columns."""
    rows, column = READ[connection.vendor]
    return rows.format(typed=", ".join(column.format(name=name, kind=kind) for name, kind in columns.items()))


INSERT = f"""
    WITH slots AS MATERIALIZED (SELECT * FROM {_document({"number": "int", **OF_SLOT})}),
         owed AS MATERIALIZED (SELECT * FROM {_document({"of_slot": "int", "region": "text", "agency": "bigint"})})
    INSERT INTO {Obligation._meta.db_table} ({", ".join([*OF_RULE, *OF_SLOT])}, region_id, agency_id)
    SELECT %s, %s, %s, %s, {", ".join(OF_SLOT)}, region, agency
    FROM owed JOIN slots ON number = of_slot WHERE true
    ON CONFLICT DO NOTHING
"""  # noqa: S608 - names of our own


def insert_duties(rule: ReportingRule, wanted: Iterable[tuple[Unit, Slot]]) -> None:
    """Write a duty of ``rule`` for each unit and slot; where one stands for that type, unit and slot, it stays. One query."""
    numbers: dict[Slot, int] = {}
    owed = [
        {"of_slot": numbers.setdefault(slot, len(numbers)), "region": unit.region_code, "agency": unit.agency_id} for unit, slot in wanted
    ]
    if not owed:
        return
    told = [_of_slot(slot, number) for slot, number in numbers.items()]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [json.dumps(told), json.dumps(owed), rule.report_type_id, rule.pk, rule.form_id, rule.simulation])


def _of_slot(slot: Slot, number: int) -> dict[str, Any]:
    """The columns of ``OF_SLOT`` as the database keeps them."""
    values = (slot.key, slot.start, slot.end, slot.opens_at, slot.due_at, slot.on_time_until, slot.locks_at)
    return {"number": number, **dict(zip(OF_SLOT, map(_kept, values), strict=True))}


def _kept(value: str | date | datetime | None) -> str | None:
    if isinstance(value, datetime):
        return str(connection.ops.adapt_datetimefield_value(value))
    return None if value is None else str(value)
