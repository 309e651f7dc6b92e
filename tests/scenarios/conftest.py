"""Bogor loaded once for a module; each test works in a savepoint on top of it."""

from collections.abc import Generator
from typing import Any

import pytest
import time_machine
from django.db import transaction

from cms.scenarios.catalogue import plan_named
from cms.scenarios.services import load_scenario
from tests.conftest import MONDAY_MORNING


@pytest.fixture(scope="module")
def bogor(django_db_setup: None, django_db_blocker: Any) -> Generator[None]:
    """The scenario as loaded on Monday, 25 November 2024, 10.42 WIB; undone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(MONDAY_MORNING, tick=False):
            load_scenario(plan=plan_named("bogor"))
        yield
        transaction.set_rollback(True)
