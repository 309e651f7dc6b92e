"""``manage.py worker``: the django-q2 cluster with a heartbeat that ``/healthz`` looks for."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone
from django_q.cluster import Cluster

from cms.operations.services import record_beat
from desk.core.schedules import write_schedules

BEAT_SECONDS = 15


class Command(BaseCommand):
    help = "Do queued and recurring work until SIGTERM or SIGINT; a task that runs is finished first."

    def handle(self, *args: Any, **options: Any) -> None:
        write_schedules()
        connections.close_all()  # the cluster forks: no connection may be shared with it
        cluster = Cluster()
        cluster.start()
        while cluster.sentinel.is_alive():
            record_beat(now=timezone.now())
            cluster.sentinel.join(BEAT_SECONDS)
        if not cluster.has_stopped:
            raise CommandError("The worker's guard process died; start the worker again.")
