"""Passing a request on to the web process: the few addresses of the public pages that need the database (search, subscription).

Bounded in every direction: time, size, and how many at once. Blocking, and so run in threads of its own; whatever goes wrong is one
exception, ``Unreachable``.
"""

import http.client
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from .answers import Header
from .pages import Answer

SECONDS = 10.0  # for the whole way; a search that takes longer is away
LARGEST_REQUEST = 64 * 1024  # bytes; a form of a few fields
LARGEST_ANSWER = 2 * 1024 * 1024  # bytes
METHODS = ("GET", "HEAD", "POST")
# No cookie goes in and none comes out: the public pages know nobody.
PASSED_IN = (
    "accept", "accept-encoding", "accept-language", "content-type", "if-none-match", "if-modified-since", "origin", "referer",
    "sec-fetch-site", "user-agent", "x-request-id",
)  # fmt: skip
KEPT_BACK = {
    "connection", "content-length", "date", "keep-alive", "proxy-authenticate", "server", "set-cookie", "te", "trailer",
    "transfer-encoding", "upgrade",
}  # fmt: skip
BODILESS = (204, 304)  # answers without a body, and without a length of one


class Unreachable(Exception):
    """The web process did not give an answer that can be passed on."""


class Asked(NamedTuple):
    method: str
    target: str  # path and query, encoded
    headers: Mapping[str, str]
    body: bytes


def passed_headers(header: Header, *, host: str, scheme: str, client: str) -> dict[str, str]:
    """The headers that the web process gets. A proxy in front has said already who asks and how; otherwise we do."""
    passed = {name: value for name in PASSED_IN if (value := header(name)) is not None}
    forwarded = {
        "host": host,
        "x-forwarded-proto": header("x-forwarded-proto") or scheme,
        "x-forwarded-for": header("x-forwarded-for") or client,
    }
    return passed | forwarded


def relay(web_url: str, asked: Asked, connect: Callable[..., http.client.HTTPConnection] = http.client.HTTPConnection) -> Answer:
    """What the web process at ``web_url`` answers; raises ``Unreachable`` for an error of its own, too much or too late."""
    place = urlsplit(web_url)
    connection = connect(place.hostname or "127.0.0.1", place.port or 80, timeout=SECONDS)
    try:
        connection.request(asked.method, asked.target, body=asked.body or None, headers=dict(asked.headers))
        with connection.getresponse() as response:
            body = response.read(LARGEST_ANSWER + 1)
            headers = [(name.lower(), value) for name, value in response.getheaders() if _may_pass(name, value)]
            length = response.getheader("content-length")
    except (OSError, http.client.HTTPException) as failed:
        raise Unreachable(f"{web_url} does not answer: {failed!r}") from failed
    finally:
        connection.close()
    if response.status >= 500 or len(body) > LARGEST_ANSWER:  # noqa: PLR2004
        raise Unreachable(f"{web_url} answers {response.status} with {len(body)} bytes")
    if asked.method == "HEAD" or response.status in BODILESS:
        sized = [("content-length", length)] if length is not None and response.status not in BODILESS else []
    elif length is not None and length != str(len(body)):
        raise Unreachable(f"{web_url} breaks off after {len(body)} of {length} bytes")
    else:
        sized = [("content-length", str(len(body)))]
    return Answer(response.status, [*headers, *sized], body)


def _may_pass(name: str, value: str) -> bool:
    """The server refuses, with the whole answer, a header that is not printable ASCII."""
    return name.lower() not in KEPT_BACK and value.isascii() and value.isprintable()
