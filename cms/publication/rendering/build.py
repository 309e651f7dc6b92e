"""Which addresses a change touches, and building them. Called inside the transaction of the change."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from ..constants import Event, Kind
from ..models import Edition, PublicFile, PublicItem, SectionPage, TreeState
from . import assets, cards, ecosystem, files, items, pages
from .files import Rendered
from .frame import Frame, frame_at
from .links import linking_to
from .shown import no_longer_shown
from .stamp import stamp_at

_waiting: ContextVar[list[Edition] | None] = ContextVar("editions of a block of publications", default=None)


def after_edition(edition: Edition, *, now: datetime) -> None:
    """Build what this edition changes: its own pages, the lists it stands in, the home page and the log."""
    waiting = _waiting.get()
    if waiting is None:
        _build(edition, now=now)
    else:
        waiting.append(edition)


@contextmanager
def together(*, now: datetime) -> Iterator[None]:
    """Let the publications of one transaction build all of it once, when the block ends well."""
    waiting: list[Edition] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    frame = frame_at(now)
    changed = histories({edition.page_id for edition in waiting if edition.kind != Kind.HOME})
    everything(now=now, removed={path for editions in changed for path in _left(frame, editions)})


def _build(edition: Edition, *, now: datetime) -> None:
    """Identity and menu stand on every page: after the home page or the first item of its kind, all of it."""
    if edition.kind == Kind.HOME:
        everything(now=now)
        return
    frame, editions = frame_at(now), editions_of(edition.page_id)
    left = _left(frame, editions)
    if _opens_its_section(edition):
        everything(now=now, removed=left)
        return
    own = list(items.item(frame, editions))
    if edition.event != Event.CORRECTED:  # a link to it begins or ceases to lead somewhere
        own += [file for history in histories(linking_to(edition.page_id)) for file in items.item(frame, history)]
    files.put([*own, *pages.section_lists(frame, Kind(edition.kind)), *shared(frame)], removed=left)


def _opens_its_section(edition: Edition) -> bool:
    """Whether it is the first item of its kind: the menu of every page names the kind from now on."""
    return edition.number == 1 and not PublicItem.objects.filter(kind=edition.kind).exclude(page_id=edition.page_id).exists()


def _left(frame: Frame, editions: list[Edition]) -> set[str]:
    """Addresses of an item and of the lists of its kind that go unless they are built again."""
    kind = Kind(editions[-1].kind)
    return (_below(editions[-1].path) | no_longer_shown(editions) | pages.built_lists(kind)) - items.still_shown(frame, editions)


def _below(path: str) -> set[str]:
    """Addresses of an item and of everything that stands below its own."""
    return set(PublicFile.objects.filter(path__startswith=path, removed=False).values_list("path", flat=True))


def after_figure(series_key: str, *, now: datetime) -> None:
    """Build the pages that quote a figure of which a newer snapshot was vetted."""
    quoting = dict(PublicItem.objects.filter(quotations__series=series_key).values_list("page_id", "kind"))
    if not quoting:
        return
    frame = frame_at(now)
    changed = histories(page_id for page_id, kind in quoting.items() if kind != Kind.HOME)
    own = [file for history in changed for file in items.item(frame, history)]
    files.put([*own, *shared(frame)])


def editions_of(page_id: int) -> list[Edition]:
    """Oldest first."""
    return next(histories([page_id]), [])


def histories(page_ids: Iterable[int]) -> Iterator[list[Edition]]:
    """The editions of each page, oldest first. Two queries for all."""
    sections = {section.path: section for section in SectionPage.objects.select_related("locale")}
    editions = Edition.objects.filter(page_id__in=list(page_ids)).select_related("page").order_by("page_id", "number")
    for _page_id, history in groupby(editions, attrgetter("page_id")):
        yield [_below_its_section(edition, sections) for edition in history]


def _below_its_section(edition: Edition, sections: Mapping[str, SectionPage]) -> Edition:
    """Treebeard's own memory of the parent, which it would ask for page by page."""
    above = sections.get(edition.page.path[: -edition.page.steplen])
    if above is not None:
        edition.page._cached_parent_obj = above
    return edition


def shared(frame: Frame) -> Iterator[Rendered]:
    """Pages that any change may touch, and the files that every page needs."""
    yield from frame.assets()
    yield from pages.home(frame)
    yield pages.updates(frame)
    yield from ecosystem.files(frame)


@transaction.atomic
def everything(*, now: datetime, removed: Iterable[str] = ()) -> int:
    """Build all of it and note with what; gives the number of changed addresses.

    Assets and cards that no page names any more go, and of ``removed`` what is not built again.
    """
    frame = frame_at(now)
    rendered = [*_all(frame)]
    outdated = PublicFile.objects.filter(path__startswith=assets.BELOW, removed=False).values_list("path", flat=True)
    changed = files.put(rendered, removed=[*outdated, *cards.unnamed(frame, rendered), *removed])
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
    for history in histories(PublicItem.objects.exclude(kind=Kind.HOME).values_list("page_id", flat=True)):
        yield from items.item(frame, history)
