"""RSS 2.0, Atom and JSON Feed 1.1 of everything that goes out, and RSS and Atom of each section.

A corrected item keeps its id and says so with its new time; a withdrawn one is marked and keeps nothing but its reason.
Times stand on the page's own clock (RFC 822 in RSS, RFC 3339 elsewhere).
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from ..constants import SECTION_SLUGS, Kind
from .files import Rendered
from .frame import Frame
from .news import News

NEWEST = 50  # items of a feed
RSS, ATOM, JSON = "umpan.xml", "umpan-atom.xml", "umpan.json"
TYPES = {RSS: "application/rss+xml", ATOM: "application/atom+xml", JSON: "application/feed+json"}
FORMS: dict[str, type[SyndicationFeed]] = {RSS: Rss201rev2Feed, ATOM: Atom1Feed}


def everything(frame: Frame, news: Sequence[News]) -> Iterator[Rendered]:
    """The three feeds of all kinds."""
    yield from _both(frame, "/", _name(frame), news)
    yield Rendered(f"/{JSON}", json.dumps(_json(frame, news), ensure_ascii=False).encode(), f"{TYPES[JSON]}; charset=utf-8")


def of_section(frame: Frame, kind: Kind, news: Sequence[News]) -> Iterator[Rendered]:
    """RSS and Atom of one kind."""
    yield from _both(frame, f"/{SECTION_SLUGS[kind]}/", f"{kind.label} - {_name(frame)}", [one for one in news if one.kind == kind])


def _both(frame: Frame, base: str, title: str, news: Sequence[News]) -> Iterator[Rendered]:
    for name, form in FORMS.items():
        feed = form(
            title=title,
            link=f"{frame.base_url}{base}",
            description=f"Keterangan resmi dari {frame.identity['name']}, diperiksa dan disetujui sebelum terbit.",
            language="id",
            author_name=frame.identity["name"],
            feed_url=f"{frame.base_url}{base}{name}",
        )
        for one in news[:NEWEST]:
            feed.add_item(**_entry(frame, one))
        feed.latest_post_date = lambda: _latest(frame, news)  # type: ignore[method-assign]
        yield Rendered(f"{base}{name}", feed.writeString("utf-8").encode(), f"{TYPES[name]}; charset=utf-8")


def _entry(frame: Frame, one: News) -> dict[str, Any]:
    return {
        "title": one.headline,
        "link": one.url,
        "description": one.lead,
        "unique_id": one.url,
        "pubdate": one.published_at.astimezone(frame.zone),
        "updateddate": one.changed_at.astimezone(frame.zone),
        "author_name": frame.identity["name"],
        "categories": _categories(one),
    }


def _categories(one: News) -> list[str]:
    happened = "Ditarik" if one.withdrawn_at else "Ralat" if one.corrected_at else ""
    return list(dict.fromkeys(word for word in (str(one.kind.label), one.label, happened) if word))


def _latest(frame: Frame, news: Sequence[News]) -> datetime:
    """The last word of the feed; that of the home page while there is none. The same bytes as long as nothing changes."""
    moment = news[0].changed_at if news else frame.home.published_at if frame.home else datetime(1970, 1, 1, tzinfo=frame.zone)
    return moment.astimezone(frame.zone)


def _json(frame: Frame, news: Sequence[News]) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _name(frame),
        "home_page_url": f"{frame.base_url}/",
        "feed_url": f"{frame.base_url}/{JSON}",
        "language": "id",
        "authors": [{"name": frame.identity["name"], "url": f"{frame.base_url}/"}],
        "items": [
            {
                "id": one.url,
                "url": one.url,
                "title": one.headline,
                "content_text": one.lead,
                "date_published": one.published_at.astimezone(frame.zone).isoformat(),
                "date_modified": one.changed_at.astimezone(frame.zone).isoformat(),
                "tags": _categories(one),
            }
            for one in news[:NEWEST]
        ],
    }


def _name(frame: Frame) -> str:
    return f"{frame.identity['name']}{' (Simulasi)' if frame.simulation else ''}"
