"""The same answers from the web process: one port is enough on a desk PC, and a stopped database keeps no public page away."""

import logging
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from .answers import answer_away, answer_page
from .pages import Answer
from .reader import Reader

logger = logging.getLogger("desk.front")
LARGEST_AT_ONCE = 32 * 1024 * 1024  # bytes handed over whole: the server sends them on without holding the process's only thread
PIECE = 1024 * 1024

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
_NAMES = {name: f"HTTP_{name.upper().replace('-', '_')}" for name in ("accept-encoding", "if-none-match", "if-range", "range")}


class PublicPages:
    """WSGI: GET and HEAD of an address in the tree never enter ``application``; everything else does.

    While the tree is empty, all does. An address that the tree relays (search, subscription) shows the page for an absent service
    when the application fails there.
    """

    def __init__(self, application: Application, root: Path) -> None:
        self.application = application
        self.reader = Reader(root)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        tree = self.reader.refresh()
        path = _decoded(environ.get("PATH_INFO") or "/")

        def header(name: str) -> str | None:
            return environ.get(_NAMES[name])

        method = environ["REQUEST_METHOD"]
        answer = answer_page(tree, method, path, environ.get("QUERY_STRING", ""), header)
        if answer is not None:
            return _send(answer, start_response)
        if not tree.relays(path):
            return self.application(environ, start_response)
        return _unless_failed(self.application, environ, start_response, lambda: answer_away(tree, method, header))


def _decoded(path: str) -> str:
    """WSGI hands over bytes as if they were Latin-1."""
    return path if path.isascii() else path.encode("latin-1", "replace").decode("utf-8", "replace")


def _send(answer: Answer, start_response: StartResponse) -> Iterable[bytes]:
    start_response(_STATUS_LINES[answer.status], answer.headers)
    return [answer.body] if not answer.file else _file(answer)


def _file(answer: Answer) -> Iterable[bytes]:
    length = answer.end - answer.start
    if length > LARGEST_AT_ONCE:
        return _pieces(answer, length)
    with Path(answer.file).open("rb") as file:
        file.seek(answer.start)
        return [file.read(length)]


def _pieces(answer: Answer, left: int) -> Iterator[bytes]:
    with Path(answer.file).open("rb") as file:
        file.seek(answer.start)
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _unless_failed(
    application: Application, environ: Environ, start_response: StartResponse, away: Callable[[], Answer]
) -> Iterable[bytes]:
    """What the application answers, or ``away`` when that is an error of its own."""
    started: list[tuple[Any, ...]] = []
    body: Iterable[bytes] = ()
    try:
        body = application(environ, lambda *told: started.append(told))
    except Exception:
        logger.exception("a service behind the public pages failed")
    if started and not started[0][0].startswith("5"):
        start_response(*started[0])
        return body
    if hasattr(body, "close"):
        body.close()
    return _send(away(), start_response)
