"""Writes of the operations app."""

from datetime import datetime

from .models import WorkerBeat


def record_beat(*, now: datetime) -> None:
    """Say that the worker lives. One upsert, so that two workers starting together do not collide."""
    WorkerBeat.objects.bulk_create(
        [WorkerBeat(pk=WorkerBeat.ONLY, beat_at=now)], update_conflicts=True, unique_fields=["id"], update_fields=["beat_at"]
    )
