"""What the worker leaves behind so that everybody can see that it lives."""

from django.db import models


class WorkerBeat(models.Model):
    """One row, rewritten by ``manage.py worker`` when it starts and then every 15 seconds."""

    ONLY = 1  # the primary key of the row

    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.beat_at.isoformat()
