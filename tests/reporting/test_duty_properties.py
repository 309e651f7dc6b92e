"""Whatever happens in whatever order: one duty for each unit and period, shares of 0 to 100 %, nobody nagged, no step twice."""

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.reporting.duty_machine import Weeks, events, make_world

pytestmark = pytest.mark.django_db
FULL = os.environ.get("DESK_TEST_DEPTH") == "full"
EVENTS = {"sqlite": 10_000, "postgresql": 1_000} if FULL else {"sqlite": 50, "postgresql": 50}
RUNS, STEPS = (10, 100) if FULL else (5, 30)


def test_a_desk_holds_its_promises_through_any_weeks():
    make_world()
    events.clear()

    while events.total() < EVENTS[connection.vendor]:
        run_state_machine_as_test(
            Weeks,
            settings=settings(max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)),
        )
