"""Fixtures for every test. Domain rows come from ``tests/factories``, not from here."""

import os
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django_q.models import OrmQ
from django_q.tasks import _sync

from tests.browser import axe, axe_by_day_and_night, chromium, chromium_path, desktop, open_page, phone, sign_in  # noqa: F401 - fixtures
from tests.databases import test_database
from tests.demo_destinations import demo_destinations  # noqa: F401 - fixture
from tests.demo_figures import demo_figures  # noqa: F401 - fixture

MONDAY_MORNING = datetime(2024, 11, 25, 3, 42, tzinfo=UTC)  # Senin, 25 November 2024, 10.42 WIB
NO_POSTGRES = "needs PostgreSQL: set DATABASE_URL=postgres://... (make test does it when a server answers; see docs/development.md)"
NO_BROWSER = "needs Chromium: apt-get install chromium-headless-shell (see docs/development.md)"

hypothesis.settings.register_profile("small", max_examples=25, deadline=None)
hypothesis.settings.register_profile("full", max_examples=300, deadline=None)
hypothesis.settings.load_profile("full" if os.environ.get("DESK_TEST_DEPTH") == "full" else "small")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip with a way out what this machine lacks; where CI requires it, leave the tests in, so that they fail."""
    on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    has_browser = chromium_path() is not None
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if item.get_closest_marker("postgresql") and not on_postgres and not os.environ.get("REQUIRE_POSTGRES"):
            item.add_marker(pytest.mark.skip(reason=NO_POSTGRES))
        if item.get_closest_marker("browser") and not has_browser and not os.environ.get("REQUIRE_BROWSER"):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Generator[None]:
    """A copy of a migrated database for this process; put back after each test that commits."""
    database = test_database()
    with django_db_blocker.unblock():
        database.create()
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda _self: database.restore()
    yield
    TransactionTestCase._fixture_teardown = flush
    with django_db_blocker.unblock():
        database.remove()


@pytest.fixture(autouse=True)
def _empty_cache() -> Generator[None]:
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _own_public_folder(tmp_path: Path) -> Generator[None]:
    """What a test publishes goes nowhere else. Without the fixture ``settings``: some tests have a parameter of that name."""
    with override_settings(PUBLIC_ROOT=str(tmp_path / "public")):
        yield


@pytest.fixture
def clock() -> Generator[Any]:
    """Time stands still at Monday 25 November 2024, 10.42 WIB; ``clock.shift(seconds)`` and ``clock.move_to(...)`` move it."""
    with time_machine.travel(MONDAY_MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def now(clock: Any) -> datetime:
    """The frozen moment of ``clock``."""
    return MONDAY_MORNING


@pytest.fixture
def run_tasks(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """``run_tasks()`` does what the worker would: runs everything in the queue and says how many tasks that were."""
    for place in ("worker", "monitor"):  # the worker closes connections between tasks; here that is the test's own
        monkeypatch.setattr(f"django_q.{place}.close_old_django_connections", lambda: None)

    def run_all() -> int:
        queued = list(OrmQ.objects.order_by("pk"))
        for row in queued:
            _sync(row.payload)
            row.delete()
        return len(queued)

    return run_all


@pytest.fixture
def on_postgres() -> bool:
    return connection.vendor == "postgresql"
