"""Writing a page from code and taking it through the one door with two people, as the admin does with its screens."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from wagtail.fields import StreamField

from desk.people.models import User

from ..models import Edition, VettedPage
from .home import ensure_home, section_of
from .publishing import release_if_due
from .vetting import approve, hand_in, review

Section = tuple[str, Mapping[str, Any]]  # block type and its value
Written = TypeVar("Written", bound=VettedPage)


@transaction.atomic
def write_page(page_class: type[Written], *, by: User, page: Written | None = None, **values: Any) -> Written:
    """A draft: a new page of this class below its section, or a change of ``page``. Streams are lists of (block type, value).

    The content is checked as the admin would check it. Raises ValidationError.
    """
    ensure_home()
    draft: Written = page_class() if page is None else page_class.objects.get(pk=page.pk).get_latest_revision_as_object()
    for field, value in values.items():
        page_class._meta.get_field(field)
        setattr(draft, field, value)
    if page is None:
        draft.live = False
        section_of(page_class.kind).add_child(instance=draft)
    for field in page_class._meta.get_fields():
        if isinstance(field, StreamField) and field.name in values:
            stream = getattr(draft, field.name)
            stream.stream_block.clean(stream)
    draft.full_clean()
    draft.save_revision(user=by)
    return draft


@transaction.atomic
def take_through(page: VettedPage, *, author: User, approver: User, now: datetime | None = None) -> Edition | None:
    """Hand in, review and approve; the edition, or None when it waits for its time."""
    row = hand_in(page=page, by=author, now=now)
    review(hand_in_id=row.pk, by=approver, now=now)
    approve(hand_in_id=row.pk, by=approver, now=now)
    return release_if_due(hand_in_id=row.pk, now=now)


@transaction.atomic
def publish_home(
    *,
    author: User,
    approver: User,
    body: Sequence[Section] | None = None,
    notices: Sequence[Section] | None = None,
    now: datetime | None = None,
    **values: Any,
) -> VettedPage:
    """Fill the home page and take it through the one door. What is not given stays."""
    streams = {name: stream for name, stream in (("body", body), ("notices", notices)) if stream is not None}
    home = ensure_home()
    draft = write_page(type(home), by=author, page=home, **values, **streams)
    take_through(draft, author=author, approver=approver, now=now)
    home.refresh_from_db()
    return home
