"""A connection kept from an earlier request is asked whether it lives only when the server has given a sign that it may not."""

import psycopg
import pytest
from django.db import connection

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kept(monkeypatch):
    """The connection as the next request finds it; gives how often it was asked."""
    connection.ensure_connection()
    asked = []
    real = connection.is_usable
    monkeypatch.setattr(connection, "is_usable", lambda: asked.append(1) or real())
    monkeypatch.setattr(connection, "health_check_enabled", True)
    monkeypatch.setattr(connection, "health_check_done", False)
    return asked


def backend():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def end(pid):
    """As a restart of the server or a timeout does; returns when the process is gone."""
    server = connection.settings_dict
    with psycopg.connect(dbname="postgres", host=server["HOST"], port=server["PORT"] or None, user=server["USER"]) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 10000)", [pid]).fetchone()[0]


def test_a_resting_connection_is_used_without_asking(kept):
    before = connection.connection.info.backend_pid

    assert backend() == before
    assert kept == []


def test_a_connection_that_the_server_ended_is_made_anew(kept):
    before = connection.connection.info.backend_pid
    end(before)

    assert backend() != before
    assert kept == [1]


def test_a_notice_that_waits_is_a_reason_to_ask_and_not_to_close(kept):
    before = backend()
    with connection.cursor() as cursor:
        cursor.execute("LISTEN anything")
    connection.health_check_done = False
    server = connection.settings_dict
    with psycopg.connect(dbname=server["NAME"], host=server["HOST"], port=server["PORT"] or None, user=server["USER"]) as other:
        other.execute("NOTIFY anything")
    while connection._rests():
        pass

    assert backend() == before
    assert kept == [1]
