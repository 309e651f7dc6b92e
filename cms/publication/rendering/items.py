"""The pages of one item: what stands under its permalink, its English summary, and what stays of it after a withdrawal."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..constants import SECTION_SLUGS, Event, Kind
from ..content import differences, thawed
from ..models import Edition, VettedPage
from .documents import file_of
from .files import Rendered
from .frame import Frame
from .pictures import pictures_of
from .quoted import figures
from .sharing import headline, share_text


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
    shows, fresh = ({}, []) if draft else shown_with(shown)
    context |= shows
    context["corrections"] = corrections(editions)
    context["share_text"] = share_text(page, context["canonical"])
    yield frame.page(newest.path, page.template, context)
    if page.summary_en:
        english = english_path(newest.path)
        yield frame.page(english, "publication/public/english.html", {**context, "canonical": f"{frame.base_url}{english}"})
    yield from fresh


def shown_with(edition: Edition) -> tuple[dict[str, Any], list[Rendered]]:
    """``pictures`` (by number in the library) and ``file`` of a page, and those of their bytes that are not public yet."""
    pictures, drawn = pictures_of(edition.assets)
    file, copied = file_of(edition.assets)
    return {"pictures": pictures, "file": file}, [*drawn, *copied]


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


def corrections(editions: list[Edition]) -> list[dict[str, Any]]:
    """Each correction with what was and what is right, newest first."""
    found = []
    for old, new in pairwise(editions):
        if new.event == Event.CORRECTED:
            changes = differences(thawed(old.page, old.content), thawed(new.page, new.content))
            found.append({"edition": new, "changes": changes})
    return found[::-1]
