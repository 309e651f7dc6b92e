"""Values that a question may begin with: from the user, the unit, the clock, the calendar or the last accepted entry."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class FillContext:
    """Who fills for which unit, and when. ``now`` is aware; ``timezone`` is the unit's IANA zone. ``user_position`` is asked only when
    a form begins with it: looking it up may cost a query."""

    unit_code: str
    unit_name: str
    timezone: str
    now: datetime
    agency_id: int | None = None
    user_name: str = ""
    user_phone: str = ""
    user_position: Callable[[], str] = str
    period: tuple[date | None, date | None] = (None, None)
    last_answers: dict[str, Any] = field(default_factory=dict)  # of the unit's last accepted entry of the form

    @property
    def local_now(self) -> datetime:
        return self.now.astimezone(ZoneInfo(self.timezone))

    @property
    def offset(self) -> str:
        """Offset of the unit's clock as +07:00; Indonesia has no daylight saving time."""
        return self.local_now.isoformat()[-6:]


@dataclass(frozen=True)
class Prefill:
    """A named source of first values. ``families``: question families it can fill. ``provide`` gives a canonical answer or None."""

    key: str  # stored: never rename
    label: Any
    families: frozenset[str]
    provide: Callable[[FillContext], Any]


_registry: dict[str, Prefill] = {}


def register(prefill: Prefill) -> None:
    """Add a source of first values. A second one with the same key raises ``ValueError``."""
    if prefill.key in _registry:
        raise ValueError(f"Prefill {prefill.key!r} is registered twice.")
    _registry[prefill.key] = prefill


def find(key: str) -> Prefill | None:
    return _registry.get(key)


def registered() -> tuple[Prefill, ...]:
    return tuple(_registry.values())
