"""One connection as a stranger uses it: sockets of our own against the loop of a front, without a client that tidies up."""

import asyncio
import http.client
import logging
import socket
import threading
import time

import pytest

from cms.front import connection as connections
from cms.front.connection import LARGEST_HEAD, MOST_WAITING, Connection
from cms.front.pages import Answer
from cms.front.room import CHUNK, Room
from cms.front.service import Front
from tests.front.test_web_process import until
from tests.front.trees import FILM, PAGE

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
LAST = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


class Serving:
    """A room with its loop in a thread of its own."""

    def __init__(self, service, most=100):
        self.room, self.loop = Room(service, most), asyncio.new_event_loop()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()
        self.thread = threading.Thread(target=self.loop.run_until_complete, args=(self._serve(),))
        self.ended = asyncio.Event()
        self.thread.start()

    async def _serve(self):
        server = await self.loop.create_server(lambda: Connection(self.room), sock=self.listener)
        await self.ended.wait()
        server.close()
        for connection in list(self.room.connections):
            connection._transport.abort()
        await asyncio.sleep(0)

    def sweep(self, seconds_from_now):
        """As the loop does each second, at a time to come."""
        self.loop.call_soon_threadsafe(self.room.sweep, time.monotonic() + seconds_from_now)

    def close(self):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join()
        self.loop.close()


class Slow:
    """A service whose relay answers when it is told to, and otherwise the front's."""

    def __init__(self, front):
        self.front, self.asked, self.go_on, self.cancelled = front, [], asyncio.Event(), threading.Event()

    def answer(self, request):
        self.asked.append(request)
        if request.path == "/rusak":
            raise RuntimeError("a mistake of ours")
        return None if request.path == "/tunggu" else self.front.answer(request)

    async def relayed(self, request):
        if request.path != "/tunggu":
            return await self.front.relayed(request)
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        return Answer(200, [("content-length", "6")], b"datang")

    def lost(self, request):
        return self.front.lost(request)


@pytest.fixture
def service(root):
    return Slow(Front(root, "http://127.0.0.1:1"))


@pytest.fixture
def serving(service):
    running = Serving(service)
    yield running
    running.close()


@pytest.fixture
def client(serving):
    with socket.create_connection(serving.address, timeout=20) as made:
        yield made


def received(client):
    """Everything until the other side closes."""
    pieces = []
    while piece := client.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def answers(client, count):
    """So many answers, read one after the other."""
    found = []
    file = client.makefile("rb")
    for _ in range(count):
        status = int(file.readline().split()[1])
        headers = http.client.parse_headers(file)
        found.append((status, file.read(int(headers.get("content-length", 0))), headers))
    return found


def status_of(answer):
    return int(answer.split(b" ", 2)[1])


def test_answers_come_in_the_order_of_the_requests_also_when_one_has_to_wait(client, serving, service):
    client.sendall(GET + b"GET /tunggu HTTP/1.1\r\n\r\n" + GET + b"GET /tiada HTTP/1.1\r\n\r\n")
    [first] = answers(client, 1)
    serving.loop.call_soon_threadsafe(service.go_on.set)

    rest = answers(client, 3)

    assert first[:2] == (200, PAGE)
    assert [answer[0] for answer in rest] == [200, 200, 404] and rest[0][1] == b"datang" and rest[1][1] == PAGE


def test_a_request_may_arrive_byte_by_byte(client):
    for byte in LAST:
        client.sendall(bytes([byte]))

    answer = received(client)

    assert status_of(answer) == 200 and b"connection: close\r\n\r\n" in answer and answer.endswith(PAGE)


@pytest.mark.parametrize(
    ("request_line", "headers", "closes"),
    [
        (b"GET / HTTP/1.1", b"", False),
        (b"GET / HTTP/1.1", b"Connection: close\r\n", True),
        (b"GET / HTTP/1.0", b"", True),
        (b"GET / HTTP/1.0", b"Connection: keep-alive\r\n", False),
        (b"GET http://a/?x HTTP/1.1", b"", False),
    ],
)
def test_it_stays_open_as_long_as_both_sides_want(client, request_line, headers, closes):
    client.sendall(request_line + b"\r\nHost: a\r\n" + headers + b"\r\n")
    [(status, body, told)] = answers(client, 1)

    assert (status, body) == (200, PAGE)
    assert (told.get("connection") == "close") is closes
    if closes:
        assert client.recv(1) == b""
    else:
        client.sendall(LAST)
        assert received(client).endswith(PAGE)


def test_a_body_in_pieces_is_read_whole(client, service):
    client.sendall(
        b"POST /langganan/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nemail\r\n2\r\n=a\r\n0\r\nX-Trailer: 1\r\n\r\n" + LAST
    )

    assert [answer[0] for answer in answers(client, 2)] == [503, 200]  # nobody stands behind the relay
    assert service.asked[0].body == b"email=a" and service.asked[0].header("x-trailer") is None


@pytest.mark.parametrize(
    "asked",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # a TLS handshake
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",  # two lengths: smuggling
        b"GET / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"GET / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: a\r\n b: folded\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: a\x00b\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\n\r\n",
        b"BREW / HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_and_ends_the_connection(client, serving, asked):
    client.sendall(asked + GET)

    answer = received(client)

    assert status_of(answer) == 400 and answer.count(b"HTTP/1.1 ") == 1
    until(lambda: not serving.room.connections or client.close())


@pytest.mark.parametrize(
    "asked",
    [
        b"GET / HTTP/1.1\r\nX: " + b"x" * 3 * LARGEST_HEAD + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 20 * LARGEST_HEAD,  # never ends
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(20_000)),
        b"GET /" + b"x" * 20 * LARGEST_HEAD,
    ],
    ids=["ends", "one line", "many lines", "address"],
)
def test_a_head_without_measure_is_refused_and_the_refusal_can_be_read(client, asked):
    try:
        client.sendall(asked)
    except ConnectionError:
        pytest.fail("closed before the refusal could be read")

    assert status_of(received(client)) == 431


def test_a_body_without_measure_is_refused_while_it_still_comes(client, service):
    client.sendall(b"POST /langganan/ HTTP/1.1\r\nContent-Length: 100000000\r\n\r\n" + b"x" * 1_000_000)

    assert status_of(received(client)) == 413
    assert [request.body for request in service.asked] == [None]


def test_who_asks_for_another_protocol_gets_the_page_and_no_more(client):
    client.sendall(b"GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nnot http")

    answer = received(client)

    assert status_of(answer) == 200 and answer.endswith(PAGE)


def test_a_client_may_wait_until_its_body_is_wanted(client):
    client.sendall(b"POST /langganan/ HTTP/1.1\r\nContent-Length: 7\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
    assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    client.sendall(b"email=a")

    assert status_of(received(client)) == 503


def test_who_sends_no_more_still_gets_the_answer(client, serving, service):
    client.sendall(GET + b"GET /tunggu HTTP/1.1\r\n\r\n")
    client.shutdown(socket.SHUT_WR)
    until(lambda: service.asked[1:])
    serving.loop.call_soon_threadsafe(service.go_on.set)

    assert received(client).endswith(b"datang")


def test_who_goes_away_is_not_waited_for(client, service, serving):
    client.sendall(b"GET /tunggu HTTP/1.1\r\n\r\n")
    until(lambda: service.asked)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    client.close()

    assert service.cancelled.wait(5)
    until(lambda: not serving.room.connections)


def test_a_mistake_of_ours_is_told_and_logged_and_the_connection_lives_on(client, caplog):
    with caplog.at_level(logging.ERROR, "desk.front"):
        client.sendall(b"GET /rusak HTTP/1.1\r\n\r\n" + LAST)
        statuses = [answer[0] for answer in answers(client, 2)]

    assert statuses == [500, 200] and "/rusak" in caplog.text


def test_a_large_file_goes_to_a_slow_reader_in_pieces(serving, client):
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32_768)
    client.sendall(b"GET /berkas/film.pdf HTTP/1.1\r\n\r\n" + LAST)

    film, page = answers(client, 2)

    assert film[1] == FILM and page[1] == PAGE


def test_a_file_that_is_gone_is_said_to_be_away(client, root, service):
    [blob] = [path for path in (root / "blobs").iterdir() if path.stat().st_size == len(FILM)]
    client.sendall(b"HEAD /berkas/film.pdf HTTP/1.1\r\n\r\n")
    client.recv(65536)
    blob.unlink()
    client.sendall(b"GET /berkas/film.pdf HTTP/1.1\r\n\r\n" + LAST)

    assert [answer[0] for answer in answers(client, 2)] == [503, 200]


def test_a_file_that_became_shorter_breaks_off_instead_of_lying(client, root):
    [blob] = [path for path in (root / "blobs").iterdir() if path.stat().st_size == len(FILM)]
    client.sendall(b"HEAD /berkas/film.pdf HTTP/1.1\r\n\r\n")
    client.recv(65536)
    blob.write_bytes(FILM[:1000])
    client.sendall(b"GET /berkas/film.pdf HTTP/1.1\r\n\r\n")

    assert received(client).partition(b"\r\n\r\n")[2] == FILM[:1000]


def test_requests_sent_ahead_without_reading_fill_no_memory(client, serving):
    client.settimeout(2)
    sent = 0
    with pytest.raises(TimeoutError):
        while True:
            sent += client.send(GET * 1000)
    [connection] = serving.room.connections

    assert len(connection._waiting) <= MOST_WAITING + CHUNK // len(GET)  # and what one chunk held
    assert connection._transport.get_write_buffer_size() < 4 * len(PAGE) + 65_536
    assert sent < 32 * 1024 * 1024


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [(b"", connections.IDLE_SECONDS), (GET, connections.IDLE_SECONDS), (b"GET / HT", connections.REQUEST_SECONDS),
     (b"POST /langganan/ HTTP/1.1\r\nContent-Length: 10\r\n\r\nx", connections.REQUEST_SECONDS)],
)  # fmt: skip
def test_who_does_nothing_more_is_let_go(client, serving, sent, seconds):
    client.sendall(sent)
    if sent == GET:
        answers(client, 1)
    until(lambda: serving.room.connections)
    [connection] = serving.room.connections
    until(lambda: bool(connection._started) == (seconds == connections.REQUEST_SECONDS))

    serving.sweep(seconds - 2)
    client.settimeout(0.2)
    with pytest.raises(TimeoutError):
        client.recv(1)
    serving.sweep(seconds + 1)
    client.settimeout(20)

    try:
        assert client.recv(1) == b""
    except ConnectionResetError:
        assert seconds == connections.REQUEST_SECONDS


def test_who_takes_nothing_of_a_large_file_is_let_go(client, serving):
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.sendall(b"GET /berkas/film.pdf HTTP/1.1\r\n\r\n" * 40)
    until(lambda: serving.room.connections)
    [connection] = serving.room.connections
    until(lambda: not connection._writable)

    serving.sweep(0)
    serving.sweep(connections.STALLED_SECONDS - 5)
    assert serving.room.connections
    serving.sweep(connections.STALLED_SECONDS + 5)

    until(lambda: not serving.room.connections)


def test_a_refused_client_that_goes_on_sending_is_let_go(client, serving):
    client.sendall(b"no http\r\n\r\n")
    assert status_of(client.recv(65536)) == 400
    client.sendall(b"more")

    serving.sweep(connections.LINGER_SECONDS + 1)

    until(lambda: not serving.room.connections)


def test_more_connections_than_there_is_room_for_are_closed(service):
    serving = Serving(service, most=2)
    try:
        kept = [socket.create_connection(serving.address, timeout=20) for _ in range(2)]
        until(lambda: len(serving.room.connections) == 2)
        with socket.create_connection(serving.address, timeout=20) as extra, pytest.raises(ConnectionError):
            extra.sendall(GET)
            if extra.recv(1) == b"":
                raise ConnectionResetError
        kept[0].sendall(LAST)
        assert received(kept[0]).endswith(PAGE)
        for one in kept:
            one.close()
    finally:
        serving.close()


def test_while_it_stops_what_is_asked_is_answered_and_nothing_new_begins(client, serving, service):
    client.sendall(b"GET /tunggu HTTP/1.1\r\n\r\n")
    until(lambda: service.asked)
    with socket.create_connection(serving.address, timeout=20) as idle:
        until(lambda: len(serving.room.connections) == 2)
        serving.room.stopping = True
        serving.sweep(0)
        assert idle.recv(1) == b""
    serving.loop.call_soon_threadsafe(service.go_on.set)

    answer = received(client)

    assert answer.endswith(b"datang") and b"connection: close" in answer
