"""Reading the tree: the newest whole generation, noticed within ``PAUSE_SECONDS`` and swapped at once."""

import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from .manifest import MANIFEST, BadManifest, Manifest, read_manifest
from .pages import Page

logger = logging.getLogger("desk.front")
PAUSE_SECONDS = 0.2


class Tree:
    """One generation, never changed. Pages are made ready when first asked for; those that did not change are taken over."""

    def __init__(self, root: Path, manifest: Manifest, before: "Tree | None" = None) -> None:
        self.root, self.manifest = root, manifest
        self.generation = manifest.generation
        self.relay = manifest.relay
        self.ready: dict[str, Page] = {}
        if before is not None and before.manifest.headers == manifest.headers:
            for path, page in list(before.ready.items()):
                if manifest.files.get(path) == page.entry:
                    self.ready[path] = page

    def page(self, path: str) -> Page | None:
        page = self.ready.get(path)
        if page is None and (entry := self.manifest.files.get(path)) is not None:
            page = self.ready[path] = Page(self.root, entry, self.manifest.headers)
        return page

    def relays(self, path: str) -> bool:
        return path.startswith(self.relay) if self.relay else False


class Reader:
    """The tree at ``root`` as it stands now: ``reader.refresh()`` before each answer costs a look at the clock, and one
    ``os.stat`` when the last one is ``PAUSE_SECONDS`` ago.

    A manifest that is missing or broken keeps the last good generation; before the first one the tree is empty. Safe in threads:
    one of them loads, the others go on with what stands.
    """

    def __init__(self, root: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.root = root
        self.tree = Tree(root, Manifest())
        self._path = str(root / MANIFEST)
        self._clock = clock
        self._next_look = 0.0
        self._seen: tuple[int, ...] | None = None
        self._lock = threading.Lock()
        self.refresh(now=True)

    def refresh(self, *, now: bool = False) -> Tree:
        """The newest generation."""
        moment = self._clock()
        if (moment >= self._next_look or now) and self._lock.acquire(blocking=False):
            try:
                self._next_look = moment + PAUSE_SECONDS
                self._look()
            finally:
                self._lock.release()
        return self.tree

    def _look(self) -> None:
        try:
            stat = os.stat(self._path)
        except OSError:
            return
        seen = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
        if seen == self._seen:
            return
        try:
            self.tree = Tree(self.root, read_manifest(self.root), self.tree)
        except OSError:
            return  # looked for again
        except BadManifest:
            logger.exception("the public tree stays at generation %d", self.tree.generation)
        self._seen = seen
