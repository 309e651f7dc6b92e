"""Rows that a report became, shown beside it. A capability registers under its destination's key in ``AppConfig.ready``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from desk.people.models import User


@dataclass(frozen=True)
class TraceLink:
    """One row made of a report: what it is called, where it is shown, and its state (key of ``core.states``, may be empty)."""

    kind: str
    title: str
    address: str
    state: str = ""
    withdrawn: bool = False


Tracer = Callable[[User, UUID], list[TraceLink]]  # (reader, entry): rows that the reader may see, in at most one query

_registry: dict[str, Tracer] = {}


def register(destination: str, tracer: Tracer) -> None:
    """Add a tracer. A second one for the same destination raises ``ValueError``."""
    if destination in _registry:
        raise ValueError(f"Trace links of {destination!r} are registered twice.")
    _registry[destination] = tracer


def links_of(user: User, entry: UUID, destinations: Iterable[str]) -> list[TraceLink]:
    """Rows that these destinations made of the report. One query per destination."""
    return [link for key in dict.fromkeys(destinations) if key in _registry for link in _registry[key](user, entry)]
