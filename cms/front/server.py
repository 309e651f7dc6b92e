"""The front process: public pages for everybody, without Django and without a database.

    granian --interface rsgi cms.front.server:application

Reads ``PUBLIC_ROOT`` (the tree) and ``WEB_URL`` (the web process that answers what the tree relays) from the environment.
"""

import asyncio
import json
import logging
import os
import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from granian.rsgi import HTTPProtocol, Scope

from .answers import answer_away, answer_other, answer_page, answer_text
from .at_once import answer_at_once, to_the_loop
from .pages import Answer
from .reader import Reader, Tree
from .relay import LARGEST_REQUEST, METHODS, SECONDS, Asked, Unreachable, passed_headers, relay

logger = logging.getLogger("desk.front")
ROOT = Path(__file__).resolve().parents[2]
HEALTH = "/healthz"
RELAYS = 8  # at once, per process; each waits in a thread of its own
WAITING = 32  # relays that may queue for them
TOO_LARGE = "Kiriman ini terlalu besar.\n"
NOT_SO = "Cara ini tidak dilayani di alamat ini.\n"
PATH_SAFE = "/-._~!$&'()*+,;=:@"


class Front:
    """RSGI application. A page of the tree is answered at once; a relay waits in the loop and in threads and delays no page."""

    def __init__(self, root: Path, web_url: str) -> None:
        self.reader = Reader(root)
        self.web_url = web_url
        self._relaying = 0
        self._threads = ThreadPoolExecutor(RELAYS, thread_name_prefix="relay")

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        answer_at_once(loop)
        _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # a connection each; 1,024 are few on polling night

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        tree = self.reader.refresh()
        method, path, query, header = scope.method, scope.path, scope.query_string, scope.headers.get
        answer = answer_page(tree, method, path, query, header)
        if answer is None:
            if tree.relays(path):
                await to_the_loop()
                answer = await self._relayed(tree, scope, protocol)
            elif path == HEALTH:
                answer = health(tree)
            else:
                answer = answer_other(tree, method, path, query, header)
        send(answer, protocol)

    async def _relayed(self, tree: Tree, scope: Scope, protocol: HTTPProtocol) -> Answer:
        header, method = scope.headers.get, scope.method
        if method not in METHODS:
            return answer_text(405, NOT_SO, method, ("allow", ", ".join(METHODS)))
        if self._relaying >= RELAYS + WAITING:
            return answer_away(tree, method, header)
        self._relaying += 1
        try:
            async with asyncio.timeout(SECONDS):
                body = await received(protocol) if method == "POST" else b""
                if body is None:
                    return answer_text(413, TOO_LARGE, method)
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._threads, relay, self.web_url, asked(scope, body))
        except (Unreachable, TimeoutError) as failed:
            logger.warning("the web process is away: %s", failed)
            return answer_away(tree, method, header)
        finally:
            self._relaying -= 1


async def received(protocol: HTTPProtocol) -> bytes | None:
    """What the browser sends; ``None`` when it is more than a form of the public pages can be."""
    body = b""
    async for piece in protocol:
        body += piece
        if len(body) > LARGEST_REQUEST:
            return None
    return body


def asked(scope: Scope, body: bytes) -> Asked:
    header = scope.headers.get
    target = quote(scope.path, safe=PATH_SAFE) + (f"?{scope.query_string}" if scope.query_string else "")
    host = header("host") or scope.authority or ""
    headers = passed_headers(header, host=host, scheme=scope.scheme, client=scope.client.rpartition(":")[0])
    return Asked(scope.method, target, headers, body)


def health(tree: Tree) -> Answer:
    """200 while there is a front page to serve, and of which generation."""
    healthy = "/" in tree.manifest.files
    body = json.dumps({"status": "ok" if healthy else "unhealthy", "generation": tree.generation}).encode()
    headers = [("content-type", "application/json"), ("cache-control", "no-store"), ("content-length", str(len(body)))]
    return Answer(200 if healthy else 503, headers, body)


def send(answer: Answer, protocol: HTTPProtocol) -> None:
    if not answer.file:
        protocol.response_bytes(answer.status, answer.headers, answer.body)
    elif answer.status == 206:  # noqa: PLR2004
        protocol.response_file_range(answer.status, answer.headers, answer.file, answer.start, answer.end)
    else:
        protocol.response_file(answer.status, answer.headers, answer.file)


application = Front(
    Path(os.environ.get("PUBLIC_ROOT") or ROOT / "var" / "public"),
    os.environ.get("WEB_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}",
)
