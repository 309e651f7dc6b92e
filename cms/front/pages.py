"""One address made ready: every answer it can give, with all its headers, computed once per content."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from .manifest import BLOBS, Entry

LARGEST_IN_MEMORY = 256 * 1024  # bytes; larger bodies are read from the disk by the server, in pieces
SUFFIXES = {"br": ".br", "gzip": ".gz", "": ""}  # content coding -> how the blob's name ends
CACHING = {"page": "no-cache", "asset": "public, max-age=31536000, immutable"}  # no-cache: kept, but asked for again each time
CONTENT_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
SECURITY = {"x-content-type-options": "nosniff", "referrer-policy": "strict-origin-when-cross-origin"}
DOCUMENTS = ("text/html", "image/svg+xml")  # what a browser runs, and so needs the policy

Headers = list[tuple[str, str]]

_PHRASES = {status.value: status.phrase for status in HTTPStatus}


@dataclass(slots=True)
class Answer:
    """What to send: ``body``, or when ``file`` is set the bytes ``start`` to ``end`` (exclusive) of that file. Never changed."""

    status: int
    headers: Headers
    body: bytes = b""
    file: str = ""
    start: int = 0
    end: int = 0
    _lines: bytes = field(default=b"", init=False, repr=False, compare=False)

    @property
    def lines(self) -> bytes:
        """Status line and headers as HTTP/1.1 writes them, without the empty line at the end; made when first asked for."""
        if not self._lines:
            lines = [f"HTTP/1.1 {self.status} {_PHRASES.get(self.status, '')}", *(f"{name}: {value}" for name, value in self.headers)]
            self._lines = "".join(f"{line}\r\n" for line in lines).encode("ascii")
        return self._lines


class Lost(OSError):
    """A body that the manifest names is not there or not the one that was written."""


class Variant:
    """One representation of a page: plain, or compressed."""

    __slots__ = ("body", "etag", "file", "full", "head", "headers", "size", "unchanged")

    def __init__(self, page: "Page", coding: str) -> None:
        path = page.folder / f"{page.entry.blob}{SUFFIXES[coding]}"
        self.size = path.stat().st_size
        self.file = str(path) if self.size > LARGEST_IN_MEMORY else ""
        self.body = b"" if self.file else path.read_bytes()
        self.etag = f'"{page.entry.blob[:32]}{"-" + coding if coding else ""}"'
        self.headers: Headers = [
            ("content-type", page.entry.type),
            *([("content-encoding", coding)] if coding else []),
            ("etag", self.etag),
            *page.headers,
        ]
        sized = [*self.headers, ("content-length", str(self.size))]
        self.full = Answer(page.entry.status, sized, self.body, self.file, 0, self.size)
        self.head = Answer(page.entry.status, sized)
        self.unchanged = Answer(304, [("etag", self.etag), *page.headers])


class Page:
    """All representations of one address."""

    __slots__ = ("_by_coding", "_by_preference", "entry", "folder", "headers")

    def __init__(self, root: Path, entry: Entry, common: Mapping[str, str]) -> None:
        self.entry = entry
        self.folder = root / BLOBS
        policy = {"content-security-policy": CONTENT_POLICY} if entry.type.startswith(DOCUMENTS) else {}
        offered = {"vary": "Accept-Encoding"} if entry.br or entry.gz else {"accept-ranges": "bytes"}
        self.headers: Headers = list(
            ({"cache-control": CACHING[entry.cache]} | SECURITY | policy | dict(common) | dict(entry.headers) | offered).items()
        )
        self._by_coding: dict[str, Variant] = {}
        self._by_preference: dict[tuple[str, ...], Variant] = {}

    def variant(self, preferred: tuple[str, ...]) -> Variant:
        """The representation that comes first among ``preferred``; plain when there is none of them. May raise ``Lost``."""
        found = self._by_preference.get(preferred)
        if found is None:
            there = {"br": self.entry.br, "gzip": self.entry.gz, "": True}
            coding = next((coding for coding in preferred if there.get(coding)), "")
            found = self._by_preference[preferred] = self.plain if coding == "" else self._made(coding)
        return found

    @property
    def plain(self) -> Variant:
        return self._made("")

    def _made(self, coding: str) -> Variant:
        made = self._by_coding.get(coding)
        if made is None:
            try:
                made = Variant(self, coding)
            except OSError as lost:
                raise Lost(f"The body {self.entry.blob} cannot be read: {lost}") from lost
            if coding == "" and (made.size != self.entry.size or not self._is_itself(made)):
                raise Lost(f"The body {self.entry.blob} is not what was written.")
            self._by_coding[coding] = made
        return made

    def _is_itself(self, made: Variant) -> bool:
        return bool(made.file) or hashlib.sha256(made.body).hexdigest() == self.entry.blob
