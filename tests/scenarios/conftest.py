"""Scenarios loaded once for a module; each test works in a savepoint on top of its one."""

import io
import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from cms.scenarios.catalogue import PLANS, plan_named
from cms.scenarios.services import load_scenario
from tests.conftest import MONDAY_MORNING

# The whole of a large scenario is loaded on one database; the other has what it may do differently.
FULL = os.environ.get("DESK_TEST_DEPTH") == "full" and not os.environ.get("DATABASE_URL", "").startswith("postgres")
WEDNESDAY = datetime(2024, 11, 27, 2, tzinfo=UTC)  # 09.00 WIB, 10.00 WITA: what was due on Monday is over


@pytest.fixture(scope="module")
def bogor(django_db_setup: None, django_db_blocker: Any) -> Generator[None]:
    """The scenario as loaded on Monday, 25 November 2024, 10.42 WIB; undone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(MONDAY_MORNING, tick=False):
            load_scenario(plan=plan_named("bogor"))
        yield
        transaction.set_rollback(True)


@contextmanager
def loaded_by_command(name: str, blocker: Any) -> Generator[dict[str, int]]:
    """The scenario as the command loads it on Wednesday, 27 November 2024, with what it printed; undone afterwards."""
    out = io.StringIO()
    with blocker.unblock(), transaction.atomic():
        with time_machine.travel(WEDNESDAY, tick=False):
            call_command("scenario", "load", name, stdout=out, stderr=io.StringIO())
        yield json.loads(out.getvalue())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def kaltim(django_db_setup: None, django_db_blocker: Any) -> Generator[dict[str, int]]:
    with loaded_by_command("kaltim", django_db_blocker) as held:
        yield held


@pytest.fixture(scope="module")
def dki(django_db_setup: None, django_db_blocker: Any) -> Generator[dict[str, int]]:
    with loaded_by_command("dki", django_db_blocker) as held:
        yield held


@pytest.fixture(scope="module")
def jateng(django_db_setup: None, django_db_blocker: Any) -> Generator[dict[str, int]]:
    """With one polling station for each village, unless ``DESK_TEST_DEPTH=full`` wants all 56,812."""
    whole = PLANS["jateng"]
    PLANS["jateng"] = whole if FULL else replace(whole, stations={"33": 8_563})
    with loaded_by_command("jateng", django_db_blocker) as held:
        yield held
    PLANS["jateng"] = whole
