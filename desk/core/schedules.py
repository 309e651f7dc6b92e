"""Recurring work: each app registers its own in ``AppConfig.ready``; the worker writes the schedules when it starts.

Only functions without arguments are taken: one schedule with arguments that cannot be read would stop all of them
(django-q2 queues every due schedule in one transaction).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django_q.models import Schedule

_registered: dict[str, "Recurring"] = {}


@dataclass(frozen=True)
class Recurring:
    """``run`` is called by the worker every so many minutes. It may be called twice and must do no harm then."""

    name: str
    run: Callable[[], object]
    every_minutes: int

    @property
    def path(self) -> str:
        return f"{self.run.__module__}.{self.run.__qualname__}"


class AlreadyRegistered(Exception):
    """Two pieces of recurring work share a name."""


def register_recurring(recurring: Recurring) -> None:
    if recurring.name in _registered:
        raise AlreadyRegistered(f"Recurring work '{recurring.name}' is registered twice.")
    _registered[recurring.name] = recurring


@transaction.atomic
def write_schedules() -> None:
    """Make the schedules in the database equal to what is registered; those that are right keep their next run."""
    Schedule.objects.exclude(name__in=_registered).delete()
    for recurring in _registered.values():
        wanted = {"func": recurring.path, "schedule_type": Schedule.MINUTES, "minutes": recurring.every_minutes, "repeats": -1}
        Schedule.objects.update_or_create(name=recurring.name, defaults=wanted)
