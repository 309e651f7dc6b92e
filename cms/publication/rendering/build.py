"""Which addresses a change touches, and building them. Called inside the transaction of the change."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from ..constants import Event, Kind
from ..models import Edition, PublicFile, PublicItem, TreeState
from . import assets, ecosystem, files, items, pages
from .files import Rendered
from .frame import Frame, frame_at
from .links import linking_to
from .shown import no_longer_shown
from .stamp import stamp_at


def after_edition(edition: Edition, *, now: datetime) -> None:
    """Build what this edition changes: its own pages, the lists it stands in, the home page and the log."""
    frame = frame_at(now)
    if edition.kind == Kind.HOME:
        everything(now=now)  # the identity stands on every page
        return
    editions = editions_of(edition.page_id)
    own = list(items.item(frame, editions))
    gone = (_below(edition.path) | no_longer_shown(editions)) - {file.path for file in own} - items.still_shown(frame, editions)
    if edition.event != Event.CORRECTED:  # a link to it begins or ceases to lead somewhere
        own += [file for page_id in linking_to(edition.page_id) for file in items.item(frame, editions_of(page_id))]
    lists = list(pages.section_lists(frame, Kind(edition.kind)))
    gone.add(pages.list_path(Kind(edition.kind), len(lists) + 1))  # a withdrawal may empty the last page
    files.put([*own, *lists, *shared(frame)], removed=gone)


def _below(path: str) -> set[str]:
    """Addresses of an item and of everything that stands below its own."""
    return set(PublicFile.objects.filter(path__startswith=path, removed=False).values_list("path", flat=True))


def after_figure(series_key: str, *, now: datetime) -> None:
    """Build the pages that quote a figure of which a newer snapshot was vetted."""
    quoting = list(PublicItem.objects.filter(quotations__series=series_key))
    if not quoting:
        return
    frame = frame_at(now)
    own = [file for item in quoting if item.kind != Kind.HOME for file in items.item(frame, editions_of(item.page_id))]
    files.put([*own, *shared(frame)])


def editions_of(page_id: int) -> list[Edition]:
    return list(Edition.objects.filter(page_id=page_id).select_related("page", "approved_by").order_by("number"))


def shared(frame: Frame) -> Iterator[Rendered]:
    """Pages that any change may touch, and the files that every page needs."""
    yield from frame.assets()
    yield pages.home(frame)
    yield pages.updates(frame)
    yield from ecosystem.files(frame)


@transaction.atomic
def everything(*, now: datetime) -> int:
    """Build all of it and note with what; gives the number of changed addresses. Assets that no page names any more go."""
    frame = frame_at(now)
    rendered = [*_all(frame)]
    outdated = PublicFile.objects.filter(path__startswith=assets.BELOW, removed=False).values_list("path", flat=True)
    changed = files.put(rendered, removed=outdated)
    TreeState.objects.filter(pk=1).update(stamp=stamp_at(now))
    return changed


def bring_up_to_date(*, now: datetime) -> int:
    """Build all of it again when the code or the day is another than last time; otherwise nothing. Safe to repeat."""
    known = TreeState.objects.filter(pk=1).values_list("stamp", flat=True).first()
    return everything(now=now) if known != stamp_at(now) else 0


def _all(frame: Frame) -> Iterable[Rendered]:
    yield from shared(frame)
    yield from pages.notes(frame)
    for kind in frame.kinds:
        yield from pages.section_lists(frame, kind)
    for page_id in PublicItem.objects.exclude(kind=Kind.HOME).values_list("page_id", flat=True):
        yield from items.item(frame, editions_of(page_id))
