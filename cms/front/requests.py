"""A request as the front reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote

import httptools

from .pages import Answer
from .relay import PASSED_IN

LONGEST_REMEMBERED = 256  # bytes of an address; longer ones are nobody's links
REMEMBERED = 1024
_READ = ("expect", "host", "if-range", "range", "x-forwarded-for", "x-forwarded-proto")
KEPT = frozenset(name.encode() for name in (*_READ, *PASSED_IN))  # the headers that anybody here asks for


@dataclass(slots=True)
class Request:
    """``path`` is decoded, ``query`` is not. ``headers``: those of ``KEPT``, in lower case. ``body``: None when it is larger than any form of ours.

    ``old``: asked in HTTP/1.0. ``refusal``: the answer when it could not be read.
    """

    method: str = "GET"
    path: str = ""
    query: str = ""
    headers: Mapping[bytes, bytes] = field(default_factory=dict)
    body: bytes | None = b""
    client: str = ""
    keep_alive: bool = False
    old: bool = False
    refusal: Answer | None = None

    def header(self, name: str) -> str | None:
        """Its value; None when it is missing or is not plain text."""
        value = self.headers.get(name.encode())
        return value.decode() if value is not None and value.isascii() else None


def address(target: bytes) -> tuple[str, str]:
    """Path and query of a request target, which may be a whole address; both empty when it is neither."""
    return _remembered(target) if len(target) <= LONGEST_REMEMBERED else _read(target)


def _read(target: bytes) -> tuple[str, str]:
    if target.startswith(b"/") and b"#" not in target:
        path, _, query = target.partition(b"?")
    else:
        try:
            url = httptools.parse_url(target)
        except httptools.HttpParserInvalidURLError:
            return "", ""
        path, query = url.path or b"/", url.query or b""
    return unquote(path.decode("utf-8", "replace"), errors="replace"), query.decode("utf-8", "replace")


_remembered = lru_cache(maxsize=REMEMBERED)(_read)
