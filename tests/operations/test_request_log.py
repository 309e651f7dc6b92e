"""One line per request: findable by its id, free of personal data."""

import logging

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.DEBUG, logger="desk.request")
    return lambda: [record for record in caplog.records if record.name == "desk.request"]


def test_a_request_leaves_one_line_with_its_id(client, lines):
    response = client.get("/tidak-ada/?nik=3271000000000001", headers={"X-Request-ID": "fly-0123456789"})

    [line] = lines()
    assert (line.method, line.path, line.status) == ("GET", "/tidak-ada/", 404)
    assert line.duration_ms >= 0
    assert response.headers["X-Request-ID"] == "fly-0123456789"
    assert "3271000000000001" not in str(line.__dict__)


def test_an_id_that_is_none_is_replaced(client, lines):
    response = client.get("/tidak-ada/", headers={"X-Request-ID": "x" * 500})

    assert len(response.headers["X-Request-ID"]) == 32


def test_the_health_check_does_not_fill_the_log(client, lines):
    client.get("/healthz")

    assert [line.levelno for line in lines()] == [logging.DEBUG]
