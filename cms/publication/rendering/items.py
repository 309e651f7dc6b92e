"""The pages of one item: what stands under its permalink, its English summary, and what stays of it after a withdrawal."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from ..comparing import differences
from ..constants import SECTION_SLUGS, Event, Kind
from ..content import thawed
from ..models import AgendaPage, Edition, VettedPage
from ..quoting import exchanged_figures
from .cards import cards_of, paths_of
from .documents import file_of
from .files import Rendered
from .frame import Frame
from .invitation import invitation
from .marking import marked_lead, marked_paragraphs
from .pictures import pictures_of
from .quoted import figures
from .sharing import headline, share_text
from .structured import Told, as_element, describe


def item(frame: Frame, editions: list[Edition], *, draft: bool = False) -> Iterator[Rendered]:
    """An item by all of its editions, oldest first: its page with the history, or what stays of it after a withdrawal.

    The page comes first, then what it shows that was not public before. ``draft``: a look at what is not public yet; its pictures
    come from the library.
    """
    newest = editions[-1]
    shown = next(edition for edition in reversed(editions) if edition.event != Event.WITHDRAWN)
    page = thawed(newest.page, shown.content)
    context = {**_context(frame, page, editions), **figures(page, frame)}
    if newest.event == Event.WITHDRAWN:
        yield frame.page(newest.path, "publication/public/withdrawn.html", context, status=410)
        return
    context |= {"lead": marked_lead(editions), "marks": marked_paragraphs(editions), "corrections": corrections(editions, frame.now)}
    context["share_text"] = share_text(page, context["canonical"])
    shows, fresh = ({}, []) if draft else shown_with(frame, page, editions)
    context |= shows
    yield frame.page(newest.path, page.template, context)
    if page.summary_en:
        english = english_path(newest.path)
        alone = {**context, "canonical": f"{frame.base_url}{english}", "structured": "", "abroad": True}
        yield frame.page(english, "publication/public/english.html", alone)
    yield from fresh


def shown_with(frame: Frame, page: VettedPage, editions: list[Edition]) -> tuple[dict[str, Any], list[Rendered]]:
    """What a page shows beside its text, and those of the files that are not public yet.

    ``pictures`` by number in the library; ``file``; ``cards`` by size; ``structured``: its JSON-LD; ``invitation``: an address.
    """
    newest = editions[-1]
    pictures, fresh = pictures_of(newest.assets)
    file, copied = file_of(newest.assets)
    cards, drawn = cards_of(frame, page, newest)
    url = f"{frame.base_url}{newest.path}"
    images = [f"{frame.base_url}{path}" for path in (*cards.values(), *(picture.largest.path for picture in pictures.values()))]
    shows = {
        "pictures": pictures,
        "file": file,
        "cards": cards,
        "structured": as_element(describe(Told(frame, page, editions, url, images, file))),
    }
    fresh = [*fresh, *copied, *drawn]
    if isinstance(page, AgendaPage):
        event = invitation(page, editions, url)
        return {**shows, "invitation": event.path}, [*fresh, event]
    return shows, fresh


def still_shown(frame: Frame, editions: list[Edition]) -> set[str]:
    """Addresses below an item's own that stand although its pages were built without making them again."""
    newest = editions[-1]
    if newest.event == Event.WITHDRAWN:
        return set()
    return set(paths_of(frame, thawed(newest.page, newest.content), newest).values())


def _context(frame: Frame, page: VettedPage, editions: list[Edition]) -> dict[str, Any]:
    """``editions`` newest first; ``zone``: on whose clock the item tells its times; ``updated``: its last correction or None."""
    first, newest = editions[0], editions[-1]
    kind = Kind(newest.kind)
    return {
        "page": page,
        "self": page,
        "first": first,
        "edition": newest,
        "editions": editions[::-1],
        "updated": newest if newest.event == Event.CORRECTED else None,
        "kind": kind,
        "section": {"label": kind.label, "path": f"/{SECTION_SLUGS[kind]}/"},
        "headline": headline(page),
        "canonical": f"{frame.base_url}{newest.path}",
        "in_indonesian": f"{frame.base_url}{newest.path}",
        "in_english": f"{frame.base_url}{english_path(newest.path)}" if page.summary_en else "",
        "zone": page.reader_zone,
    }


def english_path(path: str) -> str:
    return f"{path}en/"


def corrections(editions: list[Edition], now: datetime) -> list[dict[str, Any]]:
    """Each correction with what was and what is right, newest first; figures as they stood when it went out."""
    found = []
    for old, new in pairwise(editions):
        if new.event == Event.CORRECTED:
            texts = thawed(old.page, old.content), thawed(new.page, new.content)
            figures_then = exchanged_figures(*texts, by=new.published_at, at=now)
            changes = differences(*texts, hashes=(old.assets, new.assets), figures=figures_then)
            found.append({"edition": new, "changes": changes})
    return found[::-1]
