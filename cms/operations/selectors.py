"""Is the installation in order? Each answer is empty when it is, and otherwise one English sentence for its operators."""

from datetime import datetime, timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .models import WorkerBeat

OLDEST_BEAT = timedelta(seconds=60)  # four beats of 15 seconds
OK = "ok"


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """All migrations in the code; they do not change while the process runs."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def unapplied_migrations() -> list[str]:
    missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{app}.{name}" for app, name in missing)


def _migrations() -> str:
    missing = unapplied_migrations()
    return f"{len(missing)} not applied, first: {missing[0]}" if missing else OK


def _worker(now: datetime) -> str:
    beat = WorkerBeat.objects.filter(pk=WorkerBeat.ONLY).first()
    if beat is None:
        return "has never started"
    age = now - beat.beat_at
    return OK if age <= OLDEST_BEAT else f"last beat {int(age.total_seconds())} seconds ago"


def health(*, now: datetime) -> dict[str, str]:
    """``database``, ``migrations`` and ``worker``: ``ok`` or the reason why not."""
    unknown = "unknown"
    found = {"database": OK, "migrations": unknown, "worker": unknown}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found["migrations"] = _migrations()
        found["worker"] = _worker(now)
    except DatabaseError as error:
        reason = f"{type(error).__name__}"
        found["worker" if found["migrations"] != unknown else "database"] = reason
    return found
