"""Writing the tree of public pages. Many processes may write at once; a reader sees one whole generation or the one before.

Bodies come first, each complete and on the disk under the name of its content; then one rename puts the new manifest in place.
"""

import contextlib
import fcntl
import gzip
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import brotli

from .manifest import BLOBS, MANIFEST, BadManifest, Caching, Entry, Manifest, check_headers, check_path, check_value, read_manifest

LOCK = "lock"
GRACE_SECONDS = 3600  # a reader may still hold the generation before, and a slow one be in the middle of a body
WRITERS = 8  # threads; waiting for the disk costs more than compressing
SMALLEST_COMPRESSED = 256  # bytes; below, the headers cost more than is won
WORTH_IT = 0.95  # of the plain size
PAGE_QUALITY, ASSET_QUALITY = 6, 11  # of brotli: 8 % smaller at 11, 20 times slower; assets are written once and never again
_TEXT = re.compile(r"text/|application/(json|javascript|xml|manifest\+json|[\w.-]+\+(xml|json))\b|image/svg\+xml|font/(ttf|otf)")


@dataclass(frozen=True, slots=True)
class File:
    """What an address answers with. ``page`` is asked for again each time, ``asset`` carries its content in its address."""

    body: bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200
    cache: Caching = "page"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for the whole tree; ``None`` keeps what stands.

    ``relay``: beginnings of addresses that the web process answers. ``away`` and ``missing``: addresses of the page for a
    service that does not answer (sent with 503) and for an unknown address (404). ``headers``: on every answer.
    """

    relay: Iterable[str] | None = None
    away: str | None = None
    missing: str | None = None
    redirects: Mapping[str, str] | None = None
    headers: Mapping[str, str] | None = None


def write_tree(
    root: Path,
    changes: Mapping[str, File],
    removed: Iterable[str] = (),
    *,
    rules: Rules | None = None,
    whole: bool = False,
    generation: int | None = None,
) -> int:
    """Put ``changes`` (address -> file) into the tree, take ``removed`` out; returns the generation that stands afterwards.

    ``whole``: the changes are everything, other addresses go. ``generation``: the number of the state that was rendered, one
    more than the last by default; a part of a state older than what stands changes nothing. Addresses are decoded
    (``/siaran-pers/``); a bad one or a bad header raises ``BadManifest`` and leaves the tree as it was. Bodies are compressed
    before the lock is taken; a writer that first asks which generation stands takes ``locked`` around both.
    """
    prepared = _prepare(root, changes)
    with locked(root) as tree:
        return tree.put(changes, removed, rules=rules, whole=whole, generation=generation, prepared=prepared)


@contextlib.contextmanager
def locked(root: Path) -> Iterator["LockedTree"]:
    """The only writer, until the block ends: render inside and ``put`` what came out."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield LockedTree(root)
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)  # closing is not enough when a process was forked meanwhile


class LockedTree:
    """The tree while its lock is held; made by ``locked``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def manifest(self, *, whole: bool = False) -> Manifest:
        """What stands; an empty tree when there is none.

        A manifest that cannot be read raises ``BadManifest``: a part put over it would be all that is left of the pages. The
        way out is to write the ``whole``.
        """
        try:
            return read_manifest(self.root)
        except FileNotFoundError:
            return Manifest()
        except BadManifest:
            if whole:
                return Manifest()
            raise

    def put(
        self,
        changes: Mapping[str, File],
        removed: Iterable[str] = (),
        *,
        rules: Rules | None = None,
        whole: bool = False,
        generation: int | None = None,
        prepared: Mapping[str, Entry] | None = None,
    ) -> int:
        """As ``write_tree``."""
        before = self.manifest(whole=whole)
        if generation is not None and generation < before.generation and not whole:
            return before.generation
        entries = dict(prepared or {})
        # Prepared outside the lock: another writer may have cleared a blob away since.
        gone = {path: file for path, file in changes.items() if path not in entries or not _blob(self.root, entries[path].blob).exists()}
        entries |= _prepare(self.root, gone)
        files = ({} if whole else dict(before.files)) | entries
        for path in set(removed) - changes.keys():
            files.pop(path, None)
        standing = before.generation if generation is None else generation
        after = _follow(replace(before, files=files, generation=standing), rules or Rules())
        if after == before:
            return standing
        if generation is None:
            after = replace(after, generation=standing + 1)
        _write(self.root / MANIFEST, after.to_json())
        _sync_folder(self.root)
        self._clear(named=after.blobs(), dropped=before.blobs() - after.blobs())
        return after.generation

    def _clear(self, named: set[str], dropped: set[str]) -> None:
        """A blob's time is the last moment that it was written or named; unnamed ones go when that is long ago."""
        for blob in dropped:
            for path in (self.root / BLOBS).glob(f"{blob}*"):
                os.utime(path)
        oldest = time.time() - GRACE_SECONDS
        with os.scandir(self.root / BLOBS) as found:
            for item in found:
                with contextlib.suppress(FileNotFoundError):  # a writer outside the lock has just renamed its body into place
                    if item.name.partition(".")[0] not in named and item.stat().st_mtime < oldest:
                        os.unlink(item.path)


def _follow(manifest: Manifest, rules: Rules) -> Manifest:
    if rules.relay is not None:
        manifest = replace(manifest, relay=tuple(check_path(path) for path in rules.relay))
    if rules.redirects is not None:
        manifest = replace(manifest, redirects={check_path(old): check_path(new) for old, new in rules.redirects.items()})
    if rules.headers is not None:
        manifest = replace(manifest, headers=check_headers(rules.headers))
    away = manifest.away if rules.away is None else rules.away
    missing = manifest.missing if rules.missing is None else rules.missing
    return replace(manifest, away=away, missing=missing)


def _prepare(root: Path, changes: Mapping[str, File]) -> dict[str, Entry]:
    """Every body on the disk, plain and compressed, and the entries that name them."""
    for path in changes:
        check_path(path)
    (root / BLOBS).mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(WRITERS) as threads:  # brotli, gzip and the disk all let go of the interpreter
        entries = threads.map(lambda file: _store(root, file), changes.values())
        prepared = dict(zip(changes, entries, strict=True))
    if prepared:
        _sync_folder(root / BLOBS)
    return prepared


def _store(root: Path, file: File) -> Entry:
    blob = hashlib.sha256(file.body).hexdigest()
    plain = _blob(root, blob)
    packed = {"br": False, "gz": False}
    if len(file.body) >= SMALLEST_COMPRESSED and _TEXT.match(file.type):
        quality = ASSET_QUALITY if file.cache == "asset" else PAGE_QUALITY
        most = int(len(file.body) * WORTH_IT)
        packed["br"] = _keep(plain.with_suffix(".br"), lambda: brotli.compress(file.body, quality=quality), most)
        packed["gz"] = _keep(plain.with_suffix(".gz"), lambda: gzip.compress(file.body, mtime=0), most)
    _keep(plain, lambda: file.body, len(file.body))
    return Entry(
        blob=blob,
        type=check_value(file.type),
        size=len(file.body),
        status=file.status,
        cache=file.cache,
        headers=check_headers(file.headers),
        **packed,
    )


def _blob(root: Path, blob: str) -> Path:
    return root / BLOBS / blob


def _keep(path: Path, content: Callable[[], bytes], most: int) -> bool:
    """Whether ``path`` is there afterwards. What is there is whole and right: it is named by its content and was renamed into place."""
    with contextlib.suppress(FileNotFoundError):
        os.utime(path)
        return True
    body = content()
    if len(body) > most:
        return False
    _write(path, body)
    return True


def _write(path: Path, body: bytes) -> None:
    """All of it or nothing, also when the power fails."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix="new-", delete=False) as file:
        file.write(body)
        file.flush()
        os.fchmod(file.fileno(), 0o644)  # the front may be another user
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def _sync_folder(folder: Path) -> None:
    """A rename is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
