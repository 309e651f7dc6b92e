"""What the front answers: a page of the tree at once, a relay after the web process has answered, its own health."""

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from .answers import answer_away, answer_other, answer_page, answer_text
from .pages import Answer
from .reader import Reader, Tree
from .relay import METHODS, SECONDS, Asked, Unreachable, passed_headers, relay
from .requests import Request

logger = logging.getLogger("desk.front")
HEALTH = "/healthz"
RELAYS = 8  # at once, per process; each waits in a thread of its own
WAITING = 32  # relays that may queue for them
TOO_LARGE = "Kiriman ini terlalu besar.\n"
NOT_SO = "Cara ini tidak dilayani di alamat ini.\n"
PATH_SAFE = "/-._~!$&'()*+,;=:@"


class Front:
    """The service of every connection of one process."""

    def __init__(self, root: Path, web_url: str) -> None:
        self.reader = Reader(root)
        self.web_url = web_url
        self._relaying = 0
        self._threads = ThreadPoolExecutor(RELAYS, thread_name_prefix="relay")

    def answer(self, request: Request) -> Answer | None:
        """As ``connection.Service``."""
        tree = self.reader.refresh()
        answer = answer_page(tree, request.method, request.path, request.query, request.header)
        if answer is not None:
            return answer
        if tree.relays(request.path):
            return self._not_relayed(tree, request)
        if request.path == HEALTH:
            return health(tree, request.method)
        return answer_other(tree, request.method, request.path, request.query, request.header)

    def _not_relayed(self, tree: Tree, request: Request) -> Answer | None:
        """Why a request for the web process does not get there; None when it may."""
        if request.method not in METHODS:
            return answer_text(405, NOT_SO, request.method, ("allow", ", ".join(METHODS)))
        if request.body is None:
            return answer_text(413, TOO_LARGE, request.method)
        return None

    async def relayed(self, request: Request) -> Answer:
        """As ``connection.Service``. Away too when so many wait already that this one would wait too long."""
        if self._relaying >= RELAYS + WAITING:
            return self.lost(request)
        self._relaying += 1
        try:
            async with asyncio.timeout(SECONDS):
                return await asyncio.get_running_loop().run_in_executor(self._threads, relay, self.web_url, asked(request))
        except (Unreachable, TimeoutError) as failed:
            logger.warning("the web process is away: %s", failed)
            return self.lost(request)
        finally:
            self._relaying -= 1

    def lost(self, request: Request) -> Answer:
        """As ``connection.Service``."""
        return answer_away(self.reader.tree, request.method, request.header)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def asked(request: Request) -> Asked:
    """What the web process is asked for it."""
    header = request.header
    target = quote(request.path, safe=PATH_SAFE) + (f"?{request.query}" if request.query else "")
    headers = passed_headers(header, host=header("host") or "", scheme="http", client=request.client)
    return Asked(request.method, target, headers, request.body or b"" if request.method == "POST" else b"")


def health(tree: Tree, method: str) -> Answer:
    """200 while there is a front page to serve, and of which generation."""
    healthy = "/" in tree.manifest.files
    body = json.dumps({"status": "ok" if healthy else "unhealthy", "generation": tree.generation}).encode()
    headers = [("content-type", "application/json"), ("cache-control", "no-store"), ("content-length", str(len(body)))]
    return Answer(200 if healthy else 503, headers, b"" if method == "HEAD" else body)
