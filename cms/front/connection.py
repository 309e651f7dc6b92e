"""One connection of HTTP/1.1: answers in the order of the requests, and a bound for everything that a stranger may send.

llhttp (httptools) reads, asyncio writes. A page of the tree is answered in the same step in which its request is read; a relay waits in
a task of its own, a large file goes out piece by piece as the reader takes it. No connection holds a thread, and none holds more than
one chunk of what it sends, one page or piece of what it is sent, and ``MOST_WAITING`` requests sent ahead.
"""

import asyncio
import logging
import os
from collections import deque
from contextlib import suppress
from email.utils import formatdate
from functools import lru_cache
from time import monotonic, time
from typing import cast

import httptools

from .answers import answer_text
from .pages import Answer
from .relay import LARGEST_REQUEST
from .requests import KEPT, Request, address
from .room import Room

logger = logging.getLogger("desk.front")

LARGEST_HEAD = 64 * 1024  # bytes of a request before its body
LARGEST_WHOLE = 8 * LARGEST_REQUEST  # bytes of a request with all that stands between its chunks and after them
HEADER_COST = 32  # bytes that a header counts beside its own, as in HTTP/2: each is more to hold than it is to send
MOST_WAITING = 64  # requests sent ahead of their answers; more are left in the network
MOST_AHEAD = 64 * 1024  # bytes of them
PIECE = 128 * 1024  # bytes of a file at once
PIECES_IN_A_ROW = 8  # before others get their turn
IDLE_SECONDS = 75.0  # without a request
REQUEST_SECONDS = 30.0  # from the first byte of a request to its last
STALLED_SECONDS = 60.0  # in which a reader took nothing
LINGER_SECONDS = 5.0  # for reading the refusal of something too large
SWEEP_SECONDS = 1.0
LAST_WORDS = {  # of a request that cannot be read
    400: "Permintaan ini tidak dapat dibaca.\n",
    431: "Permintaan ini terlalu panjang.\n",
    500: "Permintaan ini tidak dapat dilayani.\n",
}
_CLOSE, _KEPT, _CONTINUE = b"connection: close\r\n\r\n", b"connection: keep-alive\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"


class TooMuch(Exception):
    """A request beyond its bounds: ends the reading of it."""


class Connection(asyncio.BufferedProtocol):
    """``on_...`` are called by the parser, the other public methods by asyncio and by ``Room``."""

    __slots__ = (
        "_ahead", "_at", "_body", "_buffered", "_client", "_deaf", "_end", "_ended", "_eof", "_fed", "_file", "_head_size", "_headers", "_keep_alive", "_number",
        "_old", "_parser", "_progress", "_reading_head", "_room", "_sending", "_started", "_target", "_task", "_touched", "_transport",
        "_waiting", "_writable", "_wrong",
    )  # fmt: skip

    def __init__(self, room: Room) -> None:
        self._room = room
        self._transport = cast(asyncio.Transport, None)
        self._parser: httptools.HttpRequestParser | None = httptools.HttpRequestParser(self)
        self._waiting: deque[Request] = deque()
        self._task: asyncio.Task[None] | None = None
        self._client = ""
        self._writable, self._eof, self._deaf, self._reading_head = True, False, False, False
        self._number = self._wrong = self._head_size = self._fed = self._ahead = self._buffered = 0
        self._touched = self._progress = monotonic()
        self._started = self._ended = 0.0
        self._file, self._at, self._end = -1, 0, 0
        self._sending: Request | None = None
        self._target, self._headers, self._body = b"", dict[bytes, bytes](), b""
        self._keep_alive, self._old = False, False

    # Told by asyncio.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        peer = transport.get_extra_info("peername")
        self._client = str(peer[0]) if peer else ""
        if self._room.has_place(self._touched):
            self._room.connections.add(self)
        else:
            self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._room.connections.discard(self)
        self._deaf, self._parser = True, None  # the parser knows this object: a ring
        self._waiting.clear()
        self._close_file()
        if self._task is not None:
            self._task.cancel()

    def eof_received(self) -> bool:
        """A client that sends no more may still wait for answers."""
        self._eof = True
        return self._busy or bool(self._waiting)

    def pause_writing(self) -> None:
        self._writable = False

    def resume_writing(self) -> None:
        """The transport is in the middle of sending, where closing it would end it twice: go on after that."""
        self._writable, self._touched = True, monotonic()
        asyncio.get_running_loop().call_soon(self._go_on)

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._room.chunk

    def buffer_updated(self, nbytes: int) -> None:
        self._touched = monotonic()
        if self._deaf or self._parser is None:
            return
        number = self._number if self._started else 0
        try:
            self._parser.feed_data(self._room.chunk[:nbytes])
        except httptools.HttpParserUpgrade:
            self._deaf = True  # answered like any other; what follows is no HTTP
        except httptools.HttpParserError as error:
            self._stop_reading(error)
        else:
            self._measure(nbytes, going_on=number == self._number)

    def _measure(self, size: int, *, going_on: bool) -> None:
        """Bound what the parser keeps of a line that does not end, and what waits here."""
        if self._started and going_on:
            self._fed += size
            if self._fed > (LARGEST_HEAD if self._reading_head else LARGEST_WHOLE):
                self._refuse(431 if self._reading_head else 400)
        self._ahead = self._ahead + size if self._waiting else 0
        if len(self._waiting) >= MOST_WAITING or self._ahead > MOST_AHEAD:
            self._transport.pause_reading()

    # Told by the parser.

    def on_message_begin(self) -> None:
        self._number += 1
        self._reading_head, self._started = True, self._touched
        self._head_size = self._fed = 0
        self._target, self._headers, self._body = b"", {}, b""

    def on_url(self, part: bytes) -> None:
        self._target += part

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._reading_head:  # and no trailer
            self._head_size += len(name) + len(value) + HEADER_COST
            if (key := name.lower()) in KEPT:
                before = self._headers.get(key)
                self._headers[key] = value if before is None else before + b", " + value  # what a proxy adds may stand in a line of its own

    def on_headers_complete(self) -> None:
        parser = cast(httptools.HttpRequestParser, self._parser)
        self._reading_head, self._fed = False, 0
        if self._head_size + len(self._target) > LARGEST_HEAD:
            self._wrong = 431
            raise TooMuch
        self._keep_alive = parser.should_keep_alive() and not parser.should_upgrade()
        self._old = parser.get_http_version() == "1.0"
        if b"expect" in self._headers and not (self._old or self._busy or self._waiting or self._deaf):
            self._transport.write(_CONTINUE)

    def on_body(self, piece: bytes) -> None:
        self._body += piece
        if len(self._body) > LARGEST_REQUEST:
            self._wrong = 413
            self._dispatch(self._request(None))
            raise TooMuch

    def on_message_complete(self) -> None:
        self._started = 0.0
        self._dispatch(self._request(self._body))

    def _request(self, body: bytes | None) -> Request:
        parser = cast(httptools.HttpRequestParser, self._parser)
        path, query = address(self._target)
        keep_alive = self._keep_alive and body is not None
        return Request(parser.get_method().decode(), path, query, self._headers, body, self._client, keep_alive, self._old)

    def _stop_reading(self, error: httptools.HttpParserError) -> None:
        """Nothing after it can be understood. What was too large has been handed on, and gets its answer."""
        self._deaf = True
        if self._wrong == 413:  # noqa: PLR2004
            return
        if not self._wrong and isinstance(error, httptools.HttpParserCallbackError):
            logger.error("a public request failed", exc_info=error)
            self._wrong = 500
        self._refuse(self._wrong or 400)

    def _refuse(self, status: int) -> None:
        self._deaf, self._wrong = True, status
        self._dispatch(Request(refusal=answer_text(status, LAST_WORDS[status], "GET")))

    # Answering, in order.

    @property
    def _busy(self) -> bool:
        return self._task is not None or self._file >= 0

    def _dispatch(self, request: Request) -> None:
        if self._ended or self._transport.is_closing():
            return
        if self._busy or self._waiting or not self._writable:
            self._waiting.append(request)
        else:
            self._answer(request)

    def _go_on(self) -> None:
        if self._file >= 0 and self._writable:
            self._send_pieces()
        while self._waiting and self._writable and not self._busy and not self._transport.is_closing():
            self._answer(self._waiting.popleft())
        if not self._waiting and not self._transport.is_closing():
            self._transport.resume_reading()

    def _answer(self, request: Request) -> None:
        try:
            answer = request.refusal or self._room.service.answer(request)
        except Exception:
            logger.exception("a public request failed: %s", request.path)
            answer = answer_text(500, LAST_WORDS[500], request.method)
        if answer is None:
            self._task = asyncio.get_running_loop().create_task(self._wait_for(request))
        elif answer.file:
            self._send_file(request, answer)
        else:
            self._send(request, answer)

    async def _wait_for(self, request: Request) -> None:
        try:
            answer = await self._room.service.relayed(request)
        except Exception:
            logger.exception("a relayed request failed: %s", request.path)
            answer = answer_text(500, LAST_WORDS[500], request.method)
        self._task = None
        self._send(request, answer)
        self._go_on()

    def _send(self, request: Request, answer: Answer) -> None:
        self._transport.write(b"".join((answer.lines, date_line(), self._ending(request), answer.body)))
        if self.unsent:
            self._room.holds(self.unsent)
        self._sent(request)

    def _ending(self, request: Request) -> bytes:
        """The last line of the head, and the empty one after it."""
        if not request.keep_alive or self._room.stopping:
            return _CLOSE
        return _KEPT if request.old else b"\r\n"

    def _sent(self, request: Request) -> None:
        if not request.keep_alive or self._room.stopping:
            self._end_here()
        elif self._eof and not self._waiting:
            self._transport.close()

    def _end_here(self) -> None:
        """After the last answer. Closing while the other side still sends would throw away the answer with it: wait a little."""
        self._deaf = True
        self._waiting.clear()
        if self._wrong and not self._eof:
            self._ended = monotonic()
            with suppress(OSError):  # the other side has just gone
                self._transport.write_eof()
            self._transport.resume_reading()
        else:
            self._transport.close()

    def _send_file(self, request: Request, answer: Answer) -> None:
        try:
            self._file = os.open(answer.file, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            logger.exception("a public file is lost: %s", request.path)
            self._send(request, self._room.service.lost(request))
            return
        self._at, self._end, self._sending = answer.start, answer.end, request
        self._transport.write(b"".join((answer.lines, date_line(), self._ending(request))))
        self._send_pieces()

    def _send_pieces(self) -> None:
        """As many as the reader takes now, and others can wait for."""
        for _ in range(PIECES_IN_A_ROW):
            if self._at >= self._end or not self._writable or self._transport.is_closing():
                break
            if not (piece := self._piece()):
                logger.error("a public file is shorter than it was, or cannot be read")
                self._transport.abort()
                return
            self._at += len(piece)
            self._transport.write(piece)
            if self.unsent:
                self._room.holds(len(piece))
        if self._transport.is_closing():
            return  # and the file with it
        if self._at >= self._end:
            self._close_file()
            self._sent(cast(Request, self._sending))
        elif self._writable:
            asyncio.get_running_loop().call_soon(self._go_on)

    def _piece(self) -> bytes:
        try:
            return os.pread(self._file, min(PIECE, self._end - self._at), self._at)
        except OSError:
            return b""

    def _close_file(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    # Told by the room.

    @property
    def unsent(self) -> int:
        """Bytes that the other side has not taken yet."""
        return self._transport.get_write_buffer_size()

    @property
    def stands_since(self) -> float:
        """Since when nothing happens that anybody waits for: no byte taken, no request whole, none begun."""
        if self._task is not None:
            return monotonic()  # it waits for us
        if self._file >= 0 or self.unsent:
            return self._progress
        return self._ended or self._started or self._touched

    def abort(self) -> None:
        self._transport.abort()

    def tidy(self, now: float) -> None:
        """End this connection if nothing more is to be expected of it."""
        unsent = self.unsent
        if unsent != self._buffered or not unsent:
            self._buffered, self._progress = unsent, now
        if unsent and self._ended:
            self._ended = now
        if self._busy or unsent:
            overdue = now - self._progress > STALLED_SECONDS
        elif self._ended:
            overdue = now - self._ended > LINGER_SECONDS
        elif self._started:
            overdue = now - self._started > REQUEST_SECONDS
        elif self._room.stopping or now - self._touched > IDLE_SECONDS:
            self._transport.close()
            return
        else:
            return
        if overdue:
            self._transport.abort()


def date_line() -> bytes:
    return _date_line(int(time()))


@lru_cache(maxsize=1)
def _date_line(second: int) -> bytes:
    return f"date: {formatdate(second, usegmt=True)}\r\n".encode()
