"""The rows of one sending: the report, its submission, the typed values and the line in the log.

PostgreSQL writes them by one statement, prepared once: each of the four tables gets its rows as a JSON document, which the database
reads by the table's own column types. SQLite, where a statement is no way to a server and back, writes them one after the other.
"""

import json
from collections.abc import Collection
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models
from wagtail.models import ModelLogEntry

from desk.core.statements import fetch

from ..models import AnswerValue, Entry, Submission
from ..models.entry import DIGITS, PLACES, RECEIPT_DIGITS
from .answers import typed_values

ONE_STATEMENT = connection.vendor == "postgresql"


def needs_no_transaction() -> bool:
    """Whether ``append_first`` is a transaction of its own: it is one statement, and no caller began a transaction around it."""
    return ONE_STATEMENT and not connection.in_atomic_block


def append_first(entry: Entry, submission: Submission, line: ModelLogEntry) -> bool:
    """Write a report that was never kept, with its first submission. False, and nothing written, when its UUID is known."""
    if ONE_STATEMENT:
        return _append_at_once(FIRST, _document(entry), entry, submission, line)
    if Entry.objects.filter(uuid=entry.uuid).exists():
        return False
    entry.save(force_insert=True)
    _append_one_by_one(entry, submission, line)
    return True


def append_next(entry: Entry, submission: Submission, line: ModelLogEntry) -> None:
    """Write one more submission of a report that is saved and locked."""
    if ONE_STATEMENT:
        _append_at_once(NEXT, entry.pk, entry, submission, line)
    else:
        _append_one_by_one(entry, submission, line)


def _append_at_once(statement: str, report: Any, entry: Entry, submission: Submission, line: ModelLogEntry) -> bool:
    line.label = str(entry.form)  # the number before it is known to the statement only
    written = fetch(statement, [report, _document(submission), _json(list(typed_values(submission))), _document(line)])
    if not written:
        return False
    entry.pk, submission.pk = written[0]
    submission.entry = entry
    for row in (entry, submission):
        row._state.adding, row._state.db = False, connection.alias
    return True


def _append_one_by_one(entry: Entry, submission: Submission, line: ModelLogEntry) -> None:
    submission.entry = entry
    submission.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(TYPED_ON_SQLITE, [submission.pk, submission.simulation, _json(list(typed_values(submission)))])
    line.object_id, line.label = str(entry.pk), str(entry)
    ModelLogEntry.objects.bulk_create([line])  # its ``save`` looks both foreign keys up again


def _document(row: models.Model) -> str:
    return _json({field.column: getattr(row, field.attname) for field in row._meta.concrete_fields})


def _plain(value: Any) -> str:
    """What JSON does not know, as a text that the column reads."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime | Decimal) and not ONE_STATEMENT:
        return _on_sqlite(value)
    if isinstance(value, date | time | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a row.")


def _on_sqlite(value: datetime | Decimal) -> str:
    if isinstance(value, datetime):
        return str(connection.ops.adapt_datetimefield_value(value))
    return str(connection.ops.adapt_decimalfield_value(value, DIGITS, PLACES))


_json = json.JSONEncoder(default=_plain).encode


def _told_columns(model: type[models.Model], known: Collection[str]) -> list[str]:
    """The columns that come out of the document: not the key, and not what the statement itself knows."""
    return [f'"{field.column}"' for field in model._meta.concrete_fields if not field.primary_key and field.column not in known]


def _insert(model: type[models.Model], document: str, source: str = "", **known: str) -> str:
    """What a JSON document holds, the next parameter. ``known``: what the statement says of a column, out of ``source``."""
    table, columns = model._meta.db_table, _told_columns(model, known)
    into = ", ".join([*known, *columns])
    values = ", ".join([*known.values(), *(f"told.{column}" for column in columns)])
    return f"INSERT INTO {table} ({into}) SELECT {values} FROM {source} {document}(NULL::{table}, %s::jsonb) told"  # noqa: S608 - names of our own


# A report is one row and never a set: the planner then looks its UUID up by the index, whatever it believes of the table's size.
ROW, ROWS = "jsonb_populate_record", "jsonb_populate_recordset"
ENTRIES, VALUES = Entry._meta.db_table, AnswerValue._meta.db_table
NEW_REPORT = _insert(Entry, ROW) + f" WHERE NOT EXISTS (SELECT FROM {ENTRIES} known WHERE known.uuid = told.uuid) RETURNING id, prefix"
KEPT_REPORT = f"SELECT id, prefix FROM {ENTRIES} WHERE id = %s"  # noqa: S608 - as above
SUBMISSION = _insert(Submission, ROW, "report,", entry_id="report.id") + " RETURNING id, simulation"
TYPED = _insert(AnswerValue, ROWS, "submission,", submission_id="submission.id", simulation="submission.simulation")
RECEIPT = f"report.prefix || '-' || lpad(report.id::text, greatest({RECEIPT_DIGITS}, length(report.id::text)), '0')"  # Entry.number
LINE = _insert(ModelLogEntry, ROW, "report,", object_id="report.id::text", label=f"{RECEIPT} || ' ' || told.label")
AT_ONCE = (
    "WITH report AS ({report}), submission AS ({submission}), typed AS ({typed}), line AS ({line}) "
    "SELECT report.id, submission.id FROM report, submission"
)
FIRST, NEXT = (AT_ONCE.format(report=report, submission=SUBMISSION, typed=TYPED, line=LINE) for report in (NEW_REPORT, KEPT_REPORT))

_COLUMNS = _told_columns(AnswerValue, ("submission_id", "simulation"))
TYPED_ON_SQLITE = f"""
    INSERT INTO {VALUES} (submission_id, simulation, {", ".join(_COLUMNS)})
    SELECT %s, %s, {", ".join(f"json_extract(told.value, '$.{column}')" for column in _COLUMNS)} FROM json_each(%s) told
"""  # noqa: S608 - as above
