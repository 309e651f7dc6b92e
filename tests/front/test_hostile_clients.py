"""What strangers do that no browser does: the process keeps its memory, its files and its log."""

import os
import re
import socket
from pathlib import Path

import pytest

import cms.front
from cms.front import connection as connections
from cms.front import room as rooms
from cms.front.connection import LARGEST_WHOLE, MOST_AHEAD
from cms.front.requests import KEPT
from cms.front.room import CHUNK
from tests.front.test_connection import (  # noqa: F401 - fixtures
    GET,
    LAST,
    Serving,
    answers,
    client,
    received,
    service,
    serving,
    status_of,
)
from tests.front.test_web_process import until
from tests.front.trees import FILM, PAGE

FILM_ONCE = b"GET /berkas/film.pdf HTTP/1.1\r\nConnection: close\r\n\r\n"


def narrow(serving):  # noqa: F811
    """A client that takes little at a time."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.settimeout(20)
    made.connect(serving.address)
    return made


def stalled(serving):  # noqa: F811
    """The front's side of a connection that takes nothing more."""
    until(lambda: serving.room.connections)
    [connection] = serving.room.connections
    until(lambda: not connection._writable)
    return connection


@pytest.fixture
def narrow_buffers(monkeypatch):
    """The system takes little at a time too, and what it does not take at once is waited for to the last byte."""
    made = connections.Connection.connection_made

    def narrowed(connection, transport):
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        transport.set_write_buffer_limits(high=0)
        made(connection, transport)

    monkeypatch.setattr(connections.Connection, "connection_made", narrowed)


def test_a_file_that_ends_while_its_reader_catches_up_is_closed_once(serving, narrow_buffers, monkeypatch, caplog):  # noqa: F811
    monkeypatch.setattr(connections, "PIECE", 66_000)
    for size in (1, 10, 100, 1000):  # a last piece that leaves at once
        with narrow(serving) as reader:
            reader.sendall(b"GET /berkas/film.pdf HTTP/1.1\r\nConnection: close\r\nRange: bytes=0-%d\r\n\r\n" % (66_000 + size - 1))
            stalled(serving)
            assert received(reader).partition(b"\r\n\r\n")[2] == FILM[: 66_000 + size]
        until(lambda: not serving.room.connections)

    assert not caplog.records


def test_nothing_more_is_read_for_who_is_gone_in_the_middle_of_a_file(client, serving, monkeypatch, caplog):  # noqa: F811
    pieces, pread = [], os.pread

    def read(*arguments):
        pieces.append(arguments)
        if len(pieces) == 3:
            [connection] = serving.room.connections
            connection._transport.abort()  # as asyncio does when it cannot write
        return pread(*arguments)

    monkeypatch.setattr(connections, "PIECE", 1000)
    monkeypatch.setattr(os, "pread", read)
    client.sendall(FILM_ONCE)
    until(lambda: pieces and not serving.room.connections)

    assert len(pieces) == 3 and not caplog.records


def test_a_file_that_cannot_be_read_breaks_off(client, serving, monkeypatch):  # noqa: F811
    def broken(*_):
        raise OSError(5, "the disk is broken")

    monkeypatch.setattr(os, "pread", broken)
    client.sendall(FILM_ONCE)

    assert received(client).partition(b"\r\n\r\n")[2] == b""
    until(lambda: not serving.room.connections)


def test_what_follows_the_last_chunk_does_not_grow_without_measure(client, serving):  # noqa: F811
    client.sendall(b"POST /langganan/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: " + b"x" * 2 * LARGEST_WHOLE)

    assert status_of(received(client)) == 400


def test_a_body_in_the_smallest_chunks_is_still_read(client, service):  # noqa: F811
    client.sendall(b"POST /langganan/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 65_536 + b"0\r\n\r\n" + LAST)

    assert [answer[0] for answer in answers(client, 2)] == [503, 200]
    assert len(service.asked[0].body) == 65_536


def test_large_requests_sent_ahead_are_left_in_the_network(serving):  # noqa: F811
    with narrow(serving) as reader:
        reader.settimeout(1)
        reader.sendall(b"GET /tunggu HTTP/1.1\r\n\r\n")
        with pytest.raises(TimeoutError):
            while True:
                reader.sendall(b"POST /langganan/ HTTP/1.1\r\nContent-Length: 60000\r\n\r\n" + b"x" * 60_000)
        [connection] = serving.room.connections

        assert sum(len(request.body) for request in connection._waiting) <= MOST_AHEAD + 60_000 + CHUNK


def test_only_headers_that_somebody_asks_for_are_kept(client, service):  # noqa: F811
    client.sendall(b"GET / HTTP/1.1\r\nCookie: a\r\nHost: b\r\n" + b"".join(b"h%d:\r\n" % number for number in range(500)) + b"\r\n" + LAST)
    answers(client, 2)

    assert service.asked[0].headers == {b"host": b"b"}
    sources = "".join(path.read_text() for path in Path(cms.front.__file__).parent.glob("*.py"))
    asked = set(re.findall(r'\bheader\("([a-z-]+)"\)', sources)) | {"expect"}
    assert asked and {name.encode() for name in asked} <= KEPT


def test_a_head_of_very_many_small_lines_is_refused(client):  # noqa: F811
    client.sendall(b"GET / HTTP/1.1\r\n" + b"a:\r\n" * 3000 + b"\r\n")

    assert status_of(received(client)) == 431


def test_what_a_proxy_adds_in_a_line_of_its_own_comes_last(client, service):  # noqa: F811
    client.sendall(b"GET / HTTP/1.1\r\nX-Forwarded-For: 10.9.9.9\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n" + LAST)
    answers(client, 2)

    assert service.asked[0].header("x-forwarded-for") == "10.9.9.9, 203.0.113.7"


def test_nothing_is_said_after_the_last_answer(client, serving, caplog):  # noqa: F811
    serving.room.stopping = True
    client.sendall(GET + b"POST /langganan/ HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n" * 10)

    answer = received(client)

    assert answer.endswith(PAGE) and answer.count(b"HTTP/1.1 ") == 1 and not caplog.records


def test_an_answer_on_its_way_is_not_cut_off_by_the_refusal_after_it(serving, narrow_buffers):  # noqa: F811
    with narrow(serving) as reader:
        reader.sendall(FILM_ONCE + b"garbage\r\n\r\n")
        connection, got = stalled(serving), b""
        while not connection._ended:
            got += reader.recv(8192)
        assert connection._transport.get_write_buffer_size()
        serving.sweep(connections.LINGER_SECONDS + 1)

        assert (got + received(reader)).partition(b"\r\n\r\n")[2] == FILM


def test_health_asked_for_without_a_body_has_none(client):  # noqa: F811
    client.sendall(b"HEAD /healthz HTTP/1.1\r\n\r\n" + LAST)
    head, _end, rest = received(client).partition(b"\r\n\r\n")

    assert status_of(head) == 200 and rest.startswith(b"HTTP/1.1 200")


def test_in_a_full_room_who_asks_nothing_makes_place_for_who_comes(service, monkeypatch):  # noqa: F811
    monkeypatch.setattr(rooms, "PATIENCE_SECONDS", 0)
    serving = Serving(service, most=3)  # noqa: F811
    try:
        waiting, idle, dribbling = (socket.create_connection(serving.address, timeout=20) for _ in range(3))
        waiting.sendall(b"GET /tunggu HTTP/1.1\r\nConnection: close\r\n\r\n")
        dribbling.sendall(b"GET / HT")
        until(lambda: service.asked and any(connection._started for connection in serving.room.connections))

        with (
            socket.create_connection(serving.address, timeout=20) as comer,
            socket.create_connection(serving.address, timeout=20) as next_one,
        ):
            for one in (comer, next_one):
                one.sendall(GET)
                assert answers(one, 1)[0][:2] == (200, PAGE)
            assert [until_the_end(one) for one in (idle, dribbling)] == [b"", b""]
        serving.loop.call_soon_threadsafe(service.go_on.set)
        assert received(waiting).endswith(b"datang")
    finally:
        serving.close()
        for one in (waiting, idle, dribbling):
            one.close()


def test_who_came_just_now_keeps_the_place_in_a_full_room(service):  # noqa: F811
    serving = Serving(service, most=2)  # noqa: F811
    try:
        kept = [socket.create_connection(serving.address, timeout=20) for _ in range(2)]
        until(lambda: len(serving.room.connections) == 2)
        with socket.create_connection(serving.address, timeout=20) as extra:
            assert until_the_end(extra) == b""
        assert serving.room.crowded
        for one in kept:
            one.sendall(LAST)
            assert received(one).endswith(PAGE)
            one.close()
        serving.sweep(0)
        until(lambda: not serving.room.crowded)
    finally:
        serving.close()


def test_readers_who_take_nothing_hold_no_more_than_a_bound_together(serving, narrow_buffers, monkeypatch):  # noqa: F811
    monkeypatch.setattr(rooms, "MOST_UNSENT", connections.PIECE * 3 // 2)
    with narrow(serving) as first:
        first.sendall(FILM_ONCE)
        stalled(serving)
        serving.sweep(0)
        with narrow(serving) as second:
            second.sendall(FILM_ONCE)

            assert received(second).partition(b"\r\n\r\n")[2] == FILM
        assert len(until_the_end(first)) < len(FILM)


def test_a_page_that_nobody_takes_counts_too(serving, narrow_buffers, monkeypatch):  # noqa: F811
    monkeypatch.setattr(rooms, "MOST_UNSENT", 0)
    with narrow(serving) as reader:
        reader.sendall(GET * 50)  # more than the system takes for a reader who takes nothing

        assert len(until_the_end(reader)) < 50 * len(PAGE)
    until(lambda: not serving.room.connections)


def until_the_end(client):  # noqa: F811
    """What the other side sent before it closed or broke off."""
    got = b""
    try:
        while piece := client.recv(65536):
            got += piece
    except ConnectionError:
        return got
    return got
