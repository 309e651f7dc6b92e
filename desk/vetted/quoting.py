"""Where a figure is quoted in public. Whoever builds pages registers a reader; the desk shows what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .series import Series


@dataclass(frozen=True)
class Quote:
    """One place: the page's title, its public address, and a word on it ("belum terbit"), which may be empty."""

    title: str
    address: str
    note: str = ""


Reader = Callable[[Series], Sequence[Quote]]  # at most one query

_registry: dict[str, Reader] = {}


def register(name: str, reader: Reader) -> None:
    """Add a reader. A second one with the same name raises ``ValueError``."""
    if name in _registry:
        raise ValueError(f"Reader of quotes {name!r} is registered twice.")
    _registry[name] = reader


def quotes_of(series: Series) -> list[Quote]:
    return [quote for reader in _registry.values() for quote in reader(series)]
