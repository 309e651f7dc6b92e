"""Hand-written SQL for what runs with every request or every report, where Django's ORM costs more than the database.

PostgreSQL parses and plans such a statement once per connection (server-side prepared: ``prepare_threshold`` in the settings);
every other query of the product stays Django's and is sent as before. Write one only where a measurement asks for it
(docs/benchmarks.md), with every column by name: a prepared ``*`` breaks when a migration changes the table.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

Row = TypeVar("Row", bound=models.Model)
Rows = list[tuple[Any, ...]]


class Part(Generic[Row]):
    """What a statement reads of one table (``table``: its name there), to be made a row of the model. No names: every column."""

    def __init__(self, model: type[Row], table: str, *names: str) -> None:
        fields = [field for field in model._meta.concrete_fields if not names or field.name in names]
        self.model, self.size = model, len(fields)
        self.columns = ", ".join(f'{table}."{field.column}"' for field in fields)
        self._names = frozenset(field.attname for field in fields)

    def made_of(self, values: Sequence[Any]) -> Row:
        """The row, of the values of ``columns``; what was not read is fetched when somebody asks for it."""
        return self.model.from_db(DEFAULT_DB_ALIAS, self._names, values)


def fetch(sql: str, params: Sequence[Any]) -> Rows:
    """The rows of one statement; times are aware on both databases. Counted, logged and told errors like any other query."""
    link = connections[DEFAULT_DB_ALIAS]
    with _cursor(link) as cursor:
        cursor.execute(sql, params)
        rows: Rows = cursor.fetchall()
    return rows if link.vendor == "postgresql" else [tuple(map(_aware, row)) for row in rows]


def _cursor(link: BaseDatabaseWrapper) -> CursorWrapper:
    """Django's own cursor writes the values into the statement, so that PostgreSQL never sees the same one twice."""
    if link.vendor != "postgresql" or link.queries_logged:  # a log shows the values, too
        return link.cursor()
    link.close_if_health_check_failed()
    link.ensure_connection()
    return link.make_cursor(psycopg.Cursor(link.connection))  # type: ignore[arg-type]  # takes any cursor of the driver


def _aware(value: Any) -> Any:
    """SQLite keeps times in UTC without saying so."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
