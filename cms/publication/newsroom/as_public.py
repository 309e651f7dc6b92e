"""A text that waits as the public would get it: the frozen content through the code that makes the public pages."""

from datetime import datetime

from ..models import Edition, HandIn
from ..rendering import build, preview
from ..rendering.frame import frame_at


def as_public(row: HandIn, now: datetime) -> str:
    """HTML of the page; of a withdrawal what would stay of it."""
    before = build.editions_of(row.page_id)
    return preview.shown(frame_at(now), [*before, _would_be(row, before, now)]).decode()


def _would_be(row: HandIn, before: list[Edition], now: datetime) -> Edition:
    """The edition that would go out now; never saved."""
    page = row.page.specific
    return Edition(
        page=row.page,
        number=len(before) + 1,
        event=row.event,
        kind=page.kind,
        path=before[-1].path if before else page.public_path,
        title=row.content["title"],
        content=row.content,
        assets=row.assets,
        note=row.note,
        handed_in_at=row.handed_in_at,
        approved_by=row.approved_by,
        approver_name=row.approved_by.get_full_name() if row.approved_by else "",
        published_at=max(now, row.publish_at) if row.publish_at else now,
    )
