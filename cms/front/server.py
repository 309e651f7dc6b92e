"""The front process: public pages for everybody, without Django and without a database.

    python -m cms.front.server

Reads from the environment: ``PUBLIC_ROOT`` (the tree), ``HOST``, ``PUBLIC_PORT``, ``PUBLIC_WORKERS`` (processes, 2 by default) and
``WEB_URL`` (the web process that answers what the tree relays). The workers share one socket and take one connection at a time, so
that whoever has time takes the next; one that dies is replaced.
"""

import asyncio
import gc
import logging
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .connection import SWEEP_SECONDS, Connection
from .room import Room
from .service import Front

logger = logging.getLogger("desk.front")
ROOT = Path(__file__).resolve().parents[2]
TOLD_TO_END = (signal.SIGTERM, signal.SIGINT)
AWAITED = (*TOLD_TO_END, signal.SIGCHLD)
BACKLOG = 4096  # connections that wait to be taken
MOST_CONNECTIONS = 8192  # per worker
SPARE_FILES = 128  # open files that are no connection
SECONDS_TO_FINISH = 10.0  # for answers on their way when the process is told to end
QUICK_DEATH_SECONDS = 1.0  # a worker that does not live that long would not do so again


def listening(host: str, port: int) -> socket.socket:
    """The socket of all workers; OSError when somebody else has the port."""
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=BACKLOG)


async def serve(service: Front, listener: socket.socket, parent: int) -> None:
    """Answer until SIGTERM or until the parent is gone, then finish what is on its way."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    for number in TOLD_TO_END:  # the loop's own handlers would outlive its pipe when it closes
        signal.signal(number, lambda *_signal: loop.call_soon_threadsafe(ended.set))
    room = Room(service, most=most_connections())
    server = await loop.create_server(lambda: Connection(room), sock=listener, backlog=1)  # asyncio takes as many at once
    listener.listen(BACKLOG)
    while not ended.is_set() and os.getppid() == parent:
        room.sweep(loop.time())
        await passed(ended, SWEEP_SECONDS)
    for number in TOLD_TO_END:
        signal.signal(number, signal.SIG_IGN)  # once is enough: the front and whoever keeps it both tell
    server.close()
    room.stopping, deadline = True, loop.time() + SECONDS_TO_FINISH
    while room.connections and loop.time() < deadline:
        room.sweep(loop.time())
        await asyncio.sleep(0.05)
    service.close()


async def passed(event: asyncio.Event, seconds: float) -> None:
    """When it happened, or after so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


def most_connections() -> int:
    """As many as the machine lets a process have; 1,024 files are few on polling night."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return MOST_CONNECTIONS if hard == resource.RLIM_INFINITY else max(1, min(MOST_CONNECTIONS, hard - SPARE_FILES))


class Workers:
    """Processes that answer at one socket; ``run`` keeps so many of them until the front is told to end."""

    def __init__(self, root: Path, web_url: str, listener: socket.socket) -> None:
        self.root, self.web_url, self.listener = root, web_url, listener
        self._began: dict[int, float] = {}  # when each process did
        self._ending = False

    def run(self, count: int) -> int:
        """Gives the exit code of the front: 0 when it was told to end.

        Signals wait until they are asked for: one that came to a handler between two steps could be lost, with a worker left behind.
        """
        signal.signal(signal.SIGCHLD, lambda *_signal: None)  # not ignored, so that it waits too
        signal.pthread_sigmask(signal.SIG_BLOCK, AWAITED)
        for _ in range(count):
            self._start()
        code = 0
        while self._began:
            if signal.sigwait(AWAITED) != signal.SIGCHLD:
                self._end()
            elif self._any_died_quickly():
                code = 1
                self._end()
        return code

    def _any_died_quickly(self) -> bool:
        """Take leave of all workers that ended, and put others in the place of those that would live."""
        quickly = False
        for process, status in ended_children():
            began = self._began.pop(process, None)
            if self._ending or began is None:  # none of ours: whoever became this process had a child
                continue
            logger.error("a worker of the front ended with %s", os.waitstatus_to_exitcode(status))
            if time.monotonic() - began < QUICK_DEATH_SECONDS:
                quickly = True
            else:
                self._start()
        return quickly

    def _start(self) -> None:
        parent, process = os.getpid(), os.fork()
        if process:
            self._began[process] = time.monotonic()
            return
        code = 1
        try:
            for number in AWAITED:
                signal.signal(number, signal.SIG_DFL)  # until it serves, it has nothing to finish
            signal.pthread_sigmask(signal.SIG_UNBLOCK, AWAITED)  # what came since the fork comes now
            self._began = {}  # the others are no children of this one
            front = Front(self.root, self.web_url)
            gc.freeze()  # what stands now stays
            asyncio.run(serve(front, self.listener, parent))
            code = 0
        except BaseException:
            logger.exception("a worker of the front failed")
        finally:
            os._exit(code)

    def _end(self) -> None:
        if self._ending:
            return
        self._ending = True
        self.listener.close()
        for process in self._began:
            with suppress(ProcessLookupError):  # it has just ended by itself
                os.kill(process, signal.SIGTERM)


def ended_children() -> Iterator[tuple[int, int]]:
    """Process and status of each child that ended since."""
    with suppress(ChildProcessError):  # there are no more
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            yield ended


def main() -> int:
    logging.basicConfig(level=logging.WARNING, format="[%(levelname)s] %(message)s")
    root = Path(os.environ.get("PUBLIC_ROOT") or ROOT / "var" / "public")
    web_url = os.environ.get("WEB_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    host, port = os.environ.get("HOST") or "127.0.0.1", int(os.environ["PUBLIC_PORT"])
    try:
        listener = listening(host, port)
    except OSError as error:
        sys.stderr.write(f"The public pages cannot have {host} port {port}: {error}\n")
        return 1
    return Workers(root, web_url, listener).run(int(os.environ.get("PUBLIC_WORKERS") or 2))


if __name__ == "__main__":
    sys.exit(main())
