"""A figure whose values a test sets, and followers and quotes that remember."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from desk.regions.models import Region
from desk.vetted import figures, followers, quoting
from desk.vetted.figures import Figure, FigureValue, Offer
from desk.vetted.quoting import Quote
from desk.vetted.series import Series

KEY = "demo_figure"
REASON = "Belum ada laporan yang diterima untuk angka percobaan ini."


@dataclass
class DemoFigures:
    """``values``: (region code, part) to value; what is not there has a reason instead. ``told``: series of the follower."""

    parts: dict[str, str] = field(default_factory=lambda: {"": ""})
    values: dict[tuple[str, str], FigureValue] = field(default_factory=dict)
    told: list[Series] = field(default_factory=list)
    quotes: dict[Series, list[Quote]] = field(default_factory=dict)

    def put(self, region: str, value: str, *, now: datetime, part: str = "", entries: Sequence[tuple[UUID, int]] = (), **more: Any) -> None:
        out_of = more.get("out_of")
        self.values[region, part] = FigureValue(
            Decimal(value),
            Decimal(out_of) if out_of else None,
            now,
            more.get("source", "laporan percobaan"),
            tuple(entries),
            more.get("share"),
        )

    def read(self, region: Region, _now: datetime) -> list[Offer]:
        found = [(part, label, self.values.get((region.code, part))) for part, label in self.parts.items()]
        return [Offer(part, label, value, "" if value else REASON) for part, label, value in found]

    def quotes_of(self, series: Series) -> list[Quote]:
        return self.quotes.get(series, [])


@pytest.fixture
def demo_figures() -> Generator[DemoFigures]:
    """The figure ``demo_figure`` ("Angka percobaan", in "unit"), the only one registered for one test."""
    kept = dict(figures._registry)
    figures._registry.clear()
    demo = DemoFigures()
    figures.register(Figure(KEY, "Angka percobaan", "unit", demo.read))
    followers.register("demo", demo.told.append)
    quoting.register("demo", demo.quotes_of)
    yield demo
    figures._registry.clear()
    figures._registry.update(kept)
    del followers._registry["demo"], quoting._registry["demo"]
