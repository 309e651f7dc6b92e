"""A draft as the public would get it: through the code that makes the public pages, kept by nobody."""

from datetime import datetime

from ..constants import Event, Kind
from ..content import frozen
from ..models import Edition, VettedPage
from . import build, items, pages
from .frame import Frame, frame_at


def preview(page: VettedPage, now: datetime) -> bytes:
    """HTML of the page with the text that is in memory; it may never have been saved."""
    before = build.editions_of(page.pk) if page.pk else []
    edition = Edition(
        page=page,
        number=len(before) + 1,
        event=Event.CORRECTED if before else Event.PUBLISHED,
        kind=page.kind,
        path=before[-1].path if before else page.public_path,
        title=page.title,
        content=frozen(page),
        note=page.correction,
        published_at=now,
    )
    return shown(frame_at(now), [*before, edition])


def shown(frame: Frame, editions: list[Edition]) -> bytes:
    """HTML of a page of which the last of ``editions`` was not published."""
    newest = editions[-1]
    if newest.kind == Kind.HOME:
        return next(pages.home(frame.with_home(newest), draft=True)).body
    return next(items.item(frame, editions, draft=True)).body
