"""Figures that capabilities offer for the public. Each registers its own in ``AppConfig.ready``; nobody reads them live in public.

A figure is read for one region with all its parts at once, from *accepted* data only, and says why when there is none.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from desk.regions.models import Region

from .hashing import digest, listed, plain
from .series import SEPARATOR
from .share import Share

KEY = re.compile(r"[a-z][a-z0-9_]{1,59}")
PLACES = 6  # decimal places that a snapshot keeps
LONGEST_PART = 120  # characters


@dataclass(frozen=True)
class FigureValue:
    """``as_of``: aware moment the data speak of. ``source``: one Indonesian phrase without a full stop. ``share``: of a percentage.

    ``entries``: every accepted report it came from, as (uuid, number of the submission that was read).
    """

    value: Decimal
    out_of: Decimal | None
    as_of: datetime
    source: str
    entries: tuple[tuple[UUID, int], ...] = ()
    share: Share | None = None

    def __post_init__(self) -> None:
        if self.as_of.tzinfo is None or not self.source:
            raise ValueError("A figure needs an aware moment and a source.")
        for number in (self.value, self.out_of):
            exponent = 0 if number is None else number.as_tuple().exponent
            if not isinstance(exponent, int) or exponent < -PLACES:
                raise ValueError(f"A figure needs finite numbers of at most {PLACES} decimal places.")

    @property
    def fingerprint(self) -> str:
        """Equal for two readings that give the same figure from the same reports, whenever they were made."""
        return digest({"value": plain(self.value), "out_of": plain(self.out_of), "sources": listed(self.entries)})


@dataclass(frozen=True)
class Offer:
    """One part of a figure for a region: its value, or the full Indonesian sentence that says why there is none."""

    part: str
    label: str
    value: FigureValue | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) == (not self.reason):
            raise ValueError(f"The offer {self.part!r} needs either a value or a reason.")
        if len(self.part) > LONGEST_PART or SEPARATOR in self.part:
            raise ValueError(f"{self.part!r} is no key of a part.")


Reader = Callable[[Region, datetime], Sequence[Offer]]


@dataclass(frozen=True)
class Figure:
    """``key`` is stored: never rename. ``unit`` follows the number ("unit", "persen").

    ``results``: tells of votes; whoever shows them in public asks the gates first (``cms.publication.gates``).
    ``read``: every part for this region at this moment, in as many queries as it takes whatever the number of parts.
    """

    key: str
    label: Any
    unit: Any
    read: Reader
    results: bool = False

    def offer(self, region: Region, part: str, now: datetime) -> Offer | None:
        return next((offer for offer in self.read(region, now) if offer.part == part), None)


_registry: dict[str, Figure] = {}


def register(figure: Figure) -> None:
    """Add a figure. A second one with the same key, or a key that is none, raises ``ValueError``."""
    if not KEY.fullmatch(figure.key):
        raise ValueError(f"{figure.key!r} is no key of a figure.")
    if figure.key in _registry:
        raise ValueError(f"Figure {figure.key!r} is registered twice.")
    _registry[figure.key] = figure


def find(key: str) -> Figure | None:
    return _registry.get(key)


def registered() -> tuple[Figure, ...]:
    return tuple(_registry.values())
