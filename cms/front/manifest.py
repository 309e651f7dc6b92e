"""The form of the tree on disk: one ``manifest.json`` that names everything, and bodies in ``blobs/`` named by their SHA-256.

Whatever is read from a manifest is checked here, so that nothing in it can leave ``blobs/`` or write a header of its own.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

MANIFEST = "manifest.json"
BLOBS = "blobs"
STATUSES = range(200, 600)

Caching = Literal["page", "asset"]

_BLOB = re.compile(r"[0-9a-f]{64}")
_HEADER_NAME = re.compile(r"[a-z0-9-]{1,100}")
_HEADER_VALUE = re.compile(r"[!-~]([ -~]*[!-~])?")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\\?#]")
# Decided here, by the server, or never sent at all: the public pages set no cookie.
_OWN_HEADERS = {"set-cookie", "content-length", "content-encoding", "content-range", "etag", "transfer-encoding", "connection", "vary"}


class BadManifest(ValueError):
    """A sentence that names what is wrong; for the log and for the developer who wrote the page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One address: which blob it answers with, and how. ``br`` and ``gz`` tell which compressed neighbours the blob has."""

    blob: str
    type: str
    size: int
    br: bool = False
    gz: bool = False
    status: int = 200
    cache: Caching = "page"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation of the tree. ``relay`` holds the beginnings of addresses that the web process answers."""

    generation: int = 0
    files: Mapping[str, Entry] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    relay: tuple[str, ...] = ()
    away: str = ""
    missing: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def blobs(self) -> set[str]:
        return {entry.blob for entry in self.files.values()}

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()


def read_manifest(root: Path) -> Manifest:
    """The generation that stands in ``root``; raises ``BadManifest`` or ``OSError``."""
    try:
        raw = json.loads((root / MANIFEST).read_bytes())
    except (ValueError, RecursionError) as broken:
        raise BadManifest(f"{MANIFEST} is no JSON: {broken}") from broken
    return _parse(raw)


def check_path(path: str) -> str:
    """An address as it is looked up: decoded, absolute, without steps up or doubled slashes; raises ``BadManifest``."""
    if not path.startswith("/") or "//" in path or _CONTROLS.search(path) or {".", ".."} & set(path.split("/")):
        raise BadManifest(f"{path!r} is no address of a page.")
    return path


def check_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Names in lower case, values of one printable line; raises ``BadManifest``."""
    checked = {str(name).lower(): value for name, value in headers.items()}
    for name, value in checked.items():
        if name in _OWN_HEADERS or not _HEADER_NAME.fullmatch(name):
            raise BadManifest(f"A page cannot set the header {name!r}.")
        check_value(value)
    return checked


def check_value(value: str) -> str:
    if not isinstance(value, str) or not _HEADER_VALUE.fullmatch(value):
        raise BadManifest(f"{value!r} is no value of a header.")
    return value


def _parse(raw: object) -> Manifest:
    if not isinstance(raw, dict):
        raise BadManifest("The manifest is no object.")
    try:
        return Manifest(
            generation=_whole(raw["generation"]),
            files={check_path(path): _entry(entry) for path, entry in raw["files"].items()},
            redirects={check_path(old): check_path(new) for old, new in raw.get("redirects", {}).items()},
            relay=tuple(check_path(path) for path in raw.get("relay", ())),
            away=str(raw.get("away", "")),
            missing=str(raw.get("missing", "")),
            headers=check_headers(raw.get("headers", {})),
        )
    except (KeyError, TypeError, AttributeError) as broken:
        raise BadManifest(f"The manifest lacks a part or holds one of a wrong kind: {broken!r}") from broken


def _entry(raw: Mapping[str, Any]) -> Entry:
    entry = Entry(**raw)
    if not _BLOB.fullmatch(entry.blob) or entry.cache not in ("page", "asset") or _whole(entry.status) not in STATUSES:
        raise BadManifest(f"{raw!r} describes no page.")
    _whole(entry.size)
    check_value(entry.type)
    if entry.headers:
        check_headers(entry.headers)
    return entry


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadManifest(f"{value!r} is no whole number.")
    return value
