"""``/healthz`` says what is wrong, and touches neither session nor cookie."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from cms.operations import selectors
from cms.operations.models import WorkerBeat
from cms.operations.services import record_beat

pytestmark = pytest.mark.django_db


def test_everything_in_order_answers_200_without_a_cookie(client, now):
    record_beat(now=now)

    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}
    assert not response.cookies and "no-store" in response.headers["Cache-Control"]


def test_head_is_answered_like_get(client, now):
    record_beat(now=now)

    response = client.head("/healthz")

    assert response.status_code == 200 and response.content == b""


def test_post_is_refused(client):
    assert client.post("/healthz").status_code == 405


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (60, 200), (61, 503)])
def test_a_worker_silent_for_more_than_a_minute_is_unhealthy(client, clock, now, seconds, status):
    record_beat(now=now)
    clock.shift(timedelta(seconds=seconds))

    response = client.get("/healthz")

    assert response.status_code == status
    assert response.json()["worker"] == ("ok" if status == 200 else "last beat 61 seconds ago")


def test_a_worker_that_never_started_is_unhealthy(client):
    response = client.get("/healthz")

    assert response.status_code == 503 and response.json()["worker"] == "has never started"


def test_beating_again_keeps_one_row(now):
    record_beat(now=now)
    record_beat(now=now + timedelta(seconds=15))

    assert [beat.beat_at for beat in WorkerBeat.objects.all()] == [now + timedelta(seconds=15)]


def test_an_unapplied_migration_is_named(client, now):
    record_beat(now=now)
    MigrationRecorder(connection).record_unapplied("operations", "0001_initial")

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["migrations"] == "1 not applied, first: operations.0001_initial"


def test_a_database_that_does_not_answer_is_named(client, monkeypatch):
    class Silent:
        def cursor(self):
            raise OperationalError("gone")

    monkeypatch.setattr(selectors, "connection", Silent())

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"status": "unhealthy", "database": "OperationalError", "migrations": "unknown", "worker": "unknown"}


def test_the_answer_costs_four_queries(client, now, django_assert_max_num_queries):
    record_beat(now=now)

    with django_assert_max_num_queries(4):
        client.get("/healthz")
