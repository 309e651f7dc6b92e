"""Rows that are written once: the QuerySet refuses to change them, and so does the database itself.

Used by published form versions here and by submissions, answers and decisions in ``desk.reporting``.
"""

from typing import Any, NoReturn, TypeVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Row = TypeVar("Row", bound=models.Model)


class AppendOnlyError(Exception):
    """Somebody tried to change or delete a row that must stay as it was written."""


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Refuses the bulk ways of changing rows; the database triggers refuse the rest."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never updated; write a new row.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never updated; write a new row.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never deleted.")


class AppendOnlyModel(models.Model):
    """Abstract: ``save`` writes a new row and nothing else; ``delete`` refuses."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} rows are never updated; write a new row.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{type(self).__name__} rows are never deleted.")


class AppendOnlyTriggers(migrations.operations.base.Operation):
    """Migration operation: triggers on SQLite and PostgreSQL that refuse UPDATE and DELETE on a table.

    ``purge_table`` names a table and ``simulated`` a boolean column: a DELETE passes only for a row whose column is
    true while the purge table holds a row (a scenario is being cleared). Without them no DELETE passes at all.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, purge_table: str = "", simulated: str = "") -> None:
        self.table, self.purge_table, self.simulated = table, purge_table, simulated

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs = {"table": self.table, "purge_table": self.purge_table, "simulated": self.simulated}
        return type(self).__name__, [], kwargs

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are not part of the model state."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any) -> None:
        for statement in self._create(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any) -> None:
        for action in ("update", "delete"):
            on_table = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_no_{action}{on_table}")

    def describe(self) -> str:
        return f"Refuse changes of {self.table}"

    def _delete_guard(self) -> str:
        if not self.purge_table:
            return ""
        return f"NOT (OLD.{self.simulated} AND EXISTS (SELECT 1 FROM {self.purge_table}))"  # noqa: S608 - names from migrations

    def _create(self, vendor: str) -> list[str]:
        return self._create_postgresql() if vendor == "postgresql" else self._create_sqlite()

    def _create_sqlite(self) -> list[str]:
        when = f" WHEN {self._delete_guard()}" if self.purge_table else ""
        return [
            f"CREATE TRIGGER {self.table}_no_update BEFORE UPDATE ON {self.table} "
            f"BEGIN SELECT RAISE(ABORT, '{self.table} is append-only'); END",
            f"CREATE TRIGGER {self.table}_no_delete BEFORE DELETE ON {self.table}{when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.table} is append-only'); END",
        ]

    def _create_postgresql(self) -> list[str]:
        refuse = f"RAISE EXCEPTION '{self.table} is append-only' USING ERRCODE = 'integrity_constraint_violation'"
        guard = f"IF {self._delete_guard()} THEN {refuse}; END IF; RETURN OLD;" if self.purge_table else f"{refuse};"
        statements = []
        for action, body in (("update", f"{refuse};"), ("delete", guard)):
            name = f"{self.table}_no_{action}"
            statements.append(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$")
            statements.append(f"CREATE TRIGGER {name} BEFORE {action.upper()} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {name}()")
        return statements
