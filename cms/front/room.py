"""All connections of a front process, and what they may hold together: places for so many, and so many bytes that nobody takes.

A connection alone is bounded where it is (``connection``). Thousands of strangers who connect and never ask, or ask and never read,
are bounded here: whoever waited longest for nothing makes room, so that those who come and read find a place.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from .pages import Answer
from .requests import Request

if TYPE_CHECKING:
    from .connection import Connection

CHUNK = 16 * 1024  # bytes read at once
MOST_UNSENT = 64 * 1024 * 1024  # bytes of answers that readers have not taken, of a process
PART_FREED = 8  # this part of what is full is freed at once, so that the search for it is worth while
PATIENCE_SECONDS = 5.0  # in a full room; nobody who came just now makes place


class Service(Protocol):
    """Who knows the answers."""

    def answer(self, request: Request) -> Answer | None:
        """The answer, at once; None when it has to be waited for."""

    async def relayed(self, request: Request) -> Answer:
        """The answer that has to be waited for."""

    def lost(self, request: Request) -> Answer:
        """The answer when the file of the first one is not there."""


@dataclass(slots=True)
class Room:
    """``unsent``: bytes that readers have not taken; between two sweeps it only grows, ``relieve`` counts anew."""

    service: Service
    most: int
    connections: set["Connection"] = field(default_factory=set)
    stopping: bool = False
    chunk: memoryview = field(default_factory=lambda: memoryview(bytearray(CHUNK)))  # one for all: what is read is parsed at once
    unsent: int = 0
    crowded: bool = False  # nobody could make place since the last sweep

    def sweep(self, now: float) -> None:
        """End what idles, stalls or never comes to its end; while stopping everything that is not in the middle of something."""
        for connection in list(self.connections):
            connection.tidy(now)
        self.unsent, self.crowded = sum(connection.unsent for connection in self.connections), False

    def has_place(self, now: float) -> bool:
        """Whether one more may come; in a full room those go who have waited for nothing longest."""
        if len(self.connections) < self.most:
            return True
        if self.crowded:
            return False
        waiting = [connection for connection in self.connections if now - connection.stands_since > PATIENCE_SECONDS]
        waiting.sort(key=lambda connection: connection.stands_since)
        leaving = waiting[: max(1, self.most // PART_FREED)]
        for connection in leaving:
            self.end(connection)
        self.crowded = not leaving
        return bool(leaving)

    def holds(self, more: int) -> None:
        """So many bytes were not taken at once. Beyond the bound those go who have taken nothing for the longest time."""
        self.unsent += more
        if self.unsent > MOST_UNSENT:
            self._relieve()

    def _relieve(self) -> None:
        readers = [connection for connection in self.connections if connection.unsent]
        self.unsent = sum(connection.unsent for connection in readers)
        if self.unsent <= MOST_UNSENT:
            return
        for connection in sorted(readers, key=lambda connection: connection.stands_since):
            if self.unsent <= MOST_UNSENT - MOST_UNSENT // PART_FREED:
                break
            self.unsent -= connection.unsent
            self.end(connection)

    def end(self, connection: "Connection") -> None:
        """At once; its place is free from now on."""
        self.connections.discard(connection)
        connection.abort()
