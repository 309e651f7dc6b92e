"""``manage.py worker``: the django-q2 cluster with a heartbeat that ``/healthz`` looks for."""

import ctypes
import os
import signal
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone
from django_q.cluster import Cluster

from cms.operations.services import record_beat
from desk.core.schedules import write_schedules

BEAT_SECONDS = 15
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def leave_the_group() -> None:
    """Run in every process that the cluster forks: a signal to the group (Ctrl-C, the runner's SIGTERM) is for the main one.

    Otherwise the guard process dies of it at once, the task with it, and the main process waits for the guard for ever.
    Where the system can, a process ends with its parent, so that a killed worker leaves nothing behind.
    """
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Command(BaseCommand):
    help = "Do queued and recurring work until SIGTERM or SIGINT; a task that runs is finished first."

    def handle(self, *args: Any, **options: Any) -> None:
        write_schedules()
        connections.close_all()  # the cluster forks: no connection may be shared with it
        os.register_at_fork(after_in_child=leave_the_group)
        cluster = Cluster()
        cluster.start()
        while cluster.sentinel.is_alive():
            record_beat(now=timezone.now())
            cluster.sentinel.join(BEAT_SECONDS)
        if not cluster.has_stopped:
            raise CommandError("The worker's guard process died; start the worker again.")
