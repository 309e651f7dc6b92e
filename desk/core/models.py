"""The one table of the foundation: it opens append-only tables while a simulation is being cleared."""

from django.db import models


class Purge(models.Model):
    """A row stands here only inside the transaction of ``manage.py scenario clear``; triggers look for it."""

    scenario = models.CharField(max_length=40)
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.scenario
