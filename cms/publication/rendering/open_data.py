"""Vetted content as JSON for whoever builds on it: ``/data/butir.json`` and ``/data/angka.json``. Described in docs/publication.md.

Nothing says when it was made, so that the bytes change only when the content does.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from desk.vetted.hashing import plain

from ..models import Quotation
from ..quoting import NOT_OFFICIAL, shown_figures
from .files import Rendered
from .frame import Frame
from .news import News

ITEMS, FIGURES = "/data/butir.json", "/data/angka.json"
VERSION = 1  # of the shape; grows when a name changes its meaning or goes away
PER_FILE = 200  # items
JSON = "application/json; charset=utf-8"


def items(frame: Frame, news: Sequence[News]) -> Iterator[Rendered]:
    """All items in files of ``PER_FILE``, the latest word first; each names the next one."""
    parts = [news[start : start + PER_FILE] for start in range(0, len(news), PER_FILE)] or [[]]
    for number, part in enumerate(parts, start=1):
        following = _items_path(number + 1) if number < len(parts) else ""
        told = {
            **_about(frame),
            "count": len(news),
            "next": f"{frame.base_url}{following}" if following else None,
            "items": [_item(frame, one) for one in part],
        }
        yield _file(_items_path(number), told)


def figures(frame: Frame) -> Rendered:
    """The vetted figures that public pages quote now, with where they stand. Two queries."""
    pages: dict[str, list[str]] = {}
    quotations = Quotation.objects.filter(item__withdrawn_at=None).order_by("series", "item__path")
    for key, path in quotations.values_list("series", "item__path"):
        pages.setdefault(key, []).append(f"{frame.base_url}{path}")
    shown = shown_figures(pages, frame.now)
    told = [_figure(frame, key, snapshot, pages[key]) for key, snapshot in sorted(shown.items())]
    return _file(FIGURES, {**_about(frame), "count": len(told), "figures": told})


def _items_path(number: int) -> str:
    return ITEMS if number == 1 else ITEMS.replace(".json", f"-{number}.json")


def _about(frame: Frame) -> dict[str, Any]:
    return {"version": VERSION, "publisher": frame.identity["name"], "simulation": frame.simulation}


def _item(frame: Frame, one: News) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "kind_label": str(one.kind.label),
        "label": one.label,
        "title": one.title,
        "summary": one.summary,
        "url": one.url,
        "region": one.region or None,
        "published_at": _stamp(frame, one.published_at),
        "changed_at": _stamp(frame, one.changed_at),
        "corrected_at": _stamp(frame, one.corrected_at),
        "withdrawn_at": _stamp(frame, one.withdrawn_at),
        "note": one.note or None,
    }


def _figure(frame: Frame, key: str, snapshot: Any, pages: list[str]) -> dict[str, Any]:
    return {
        "series": key,
        "title": snapshot.title,
        "region": snapshot.region_id,
        "region_name": snapshot.region.title,
        "value": plain(snapshot.value),
        "out_of": plain(snapshot.out_of),
        "unit": snapshot.unit,
        "numerator": plain(snapshot.numerator),
        "denominator": plain(snapshot.denominator),
        "counted": snapshot.counted,
        "words": snapshot.words,
        "as_of": _stamp(frame, snapshot.as_of),
        "source": snapshot.source,
        "official_result": False if snapshot.results else None,
        "note": NOT_OFFICIAL if snapshot.results else None,
        "sha256": snapshot.sha256,
        "pages": pages,
    }


def _stamp(frame: Frame, moment: datetime | None) -> str | None:
    return moment.astimezone(frame.zone).isoformat(timespec="seconds") if moment else None


def _file(path: str, told: dict[str, Any]) -> Rendered:
    return Rendered(path, json.dumps(told, ensure_ascii=False, indent=1).encode(), JSON)
