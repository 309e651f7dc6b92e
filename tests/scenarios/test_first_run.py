"""What the worker of a fresh demonstration tells on its first run: no flood, whatever lies behind and on whatever day it starts."""

from collections import Counter

import pytest
from django.core import mail

from cms.scenarios.catalogue import plan_named
from cms.scenarios.services import load_scenario
from desk.notices.models import Notice
from desk.reporting.models import Reminder
from tests.scenarios.month import worker

pytestmark = pytest.mark.django_db
KECAMATAN = 6 + 16  # of Bogor and Semarang


def test_everybody_is_told_at_most_once_after_make_start(clock, run_tasks):
    clock.move_to("2024-11-24T05:00:00Z")  # Sunday noon: the weekly report's first rung has come for every kecamatan
    for name in ("bogor", "semarang"):
        load_scenario(plan=plan_named(name))

    for _start in range(2):
        for task in worker().values():
            task()
        run_tasks()

    messages = Counter(Notice.objects.values_list("user__username", flat=True))
    assert set(messages.values()) <= {1}
    assert sum(name.startswith("camat.") for name in messages) == KECAMATAN
    assert mail.outbox == []  # accounts of a demonstration have no address
    assert Reminder.objects.count() == len(set(Reminder.objects.values_list("obligation", "minutes", "audience")))
