"""One text before the second person: what changed, what it shows, what would keep it in, who learns of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wagtail.documents.models import Document
from wagtail.images.models import Image

from desk.people.models import User
from desk.vetted.models import FigureSnapshot, Proposal

from ..comparing import Difference, differences
from ..constants import OPEN_STEPS, Event, Kind, Step
from ..content import thawed
from ..errors import TextChanged
from ..gates import refusals
from ..models import Edition, HandIn, HomePage, ReleasePage, Subscriber, VettedPage
from ..quoting import exchanged_figures, quoted_series, vetted_figures
from ..services import identity
from ..services.publishing import outgoing_of_row
from ..services.vetting import refuse_changed
from . import persons

THUMBNAIL = "max-320x240"


@dataclass(frozen=True)
class Picture:
    """A picture that the text shows. ``changed``: its file in the library is another one than was handed in."""

    title: str
    address: str
    edit: int
    changed: bool


@dataclass(frozen=True)
class Reading:
    """Everything beside the text itself. ``obstacles``: sentences that would refuse it now; ``goes_out_at`` None: at once.

    ``compares``: the public has an earlier text of this page, so that ``differences`` says what would change.
    """

    row: HandIn
    page: VettedPage
    compares: bool
    differences: list[Difference]
    pictures: list[Picture]
    files: list[str]
    figures: list[FigureSnapshot]
    authors: list[str]
    able: list[str]
    objection: str
    may_return: bool
    obstacles: list[str]
    goes_out_at: datetime | None
    learns: list[str]
    notes: list[str]

    @property
    def mine(self) -> bool:
        return self.row.step in (Step.HANDED_IN, Step.REVIEWED) and not self.objection

    @property
    def is_open(self) -> bool:
        return self.row.step in OPEN_STEPS


def reading_of(row: HandIn, user: User, now: datetime) -> Reading:
    """``row`` with its page and persons (``select_related``)."""
    page = thawed(row.page, row.content)
    last = Edition.objects.filter(page_id=row.page_id).order_by("-number").first()
    withdraws = row.event == Event.WITHDRAWN
    compares = last is not None and not withdraws and row.step in OPEN_STEPS
    changes = _changes(row, page, last, now) if last is not None and compares else []
    waits = row.step in (Step.HANDED_IN, Step.REVIEWED)
    return Reading(
        row=row,
        page=page,
        compares=compares,
        differences=changes,
        pictures=list(_pictures(row)),
        files=list(_files(row)),
        figures=list(vetted_figures(quoted_series(page)).values()),
        authors=persons.names_of(row.authors),
        able=persons.able_to_act(row) if waits else [],
        objection=persons.objection(row, user),
        may_return=persons.may_return(user),
        obstacles=obstacles(row, now) if row.step in OPEN_STEPS else [],
        goes_out_at=row.publish_at if row.publish_at and row.publish_at > now else None,
        learns=list(_learns(row, page)),
        notes=list(_notes(row, page)),
    )


def _changes(row: HandIn, page: VettedPage, last: Edition, now: datetime) -> list[Difference]:
    """Between what the public has and what waits."""
    public = thawed(row.page, last.content)
    told = differences(public, page, hashes=(last.assets, row.assets), figures=exchanged_figures(public, page, by=now, at=now))
    renamed = identity.changes(public.identity, page.identity) if isinstance(page, HomePage) and isinstance(public, HomePage) else ()
    return told + [replace(change, label=change.label.capitalize()) for change in renamed]


def obstacles(row: HandIn, now: datetime) -> list[str]:
    """Sentences about what would refuse this text if it were approved now, for the time when it would go out."""
    at = max(now, row.publish_at) if row.publish_at else now
    found = refusals(outgoing_of_row(row), at)
    if row.step != Step.APPROVED:
        try:
            refuse_changed(row)
        except TextChanged as changed:
            found.append(str(changed))
    elif row.refusal and row.refusal not in found:
        found.append(row.refusal)
    return found


def _assets(row: HandIn, kind: str) -> dict[int, str]:
    """Hash that was handed in, by number of the library."""
    prefix = f"{kind}:"
    return {int(name.removeprefix(prefix)): digest for name, digest in row.assets.items() if name.startswith(prefix)}


def _pictures(row: HandIn) -> Iterator[Picture]:
    handed_in = _assets(row, "image")
    for image in Image.objects.filter(pk__in=handed_in):
        changed = image.get_file_hash() != handed_in[image.pk]
        yield Picture(image.title, image.get_rendition(THUMBNAIL).url, image.pk, changed)


def _files(row: HandIn) -> Iterator[str]:
    yield from Document.objects.filter(pk__in=_assets(row, "document")).values_list("title", flat=True)


def _learns(row: HandIn, page: VettedPage) -> Iterator[str]:
    """Who sees or is told what this step does to the public page."""
    yield f"Publik dan media, di alamat {page.public_path}"
    subscribers = Subscriber.objects.filter(kinds__kind=page.kind).count() if page.kind != Kind.HOME else 0
    if subscribers:
        yield f"{subscribers} pelanggan kabar {Kind(page.kind).label.lower()}, lewat pos-el"
    proposal = Proposal.objects.filter(pk=page.proposal).select_related("agency", "region").first() if page.proposal else None
    if proposal is not None:
        yield f"{proposal.unit_name} sebagai pengusul, di halaman Lapor"
    if row.event != Event.PUBLISHED or page.was_published:
        yield "Siapa pun yang membuka log pembaruan: isi lama dan baru, waktu, dan penjelasannya tetap terlihat"


def _notes(row: HandIn, page: VettedPage) -> Iterator[str]:
    """What is allowed and yet worth a second look."""
    if isinstance(page, ReleasePage):
        same = ReleasePage.objects.filter(number=page.number).exclude(pk=row.page_id).first()
        if same is not None:
            yield f"Nomor {page.number} juga dipakai siaran pers “{same.title}”."


def with_everything() -> Any:
    """Rows as ``reading_of`` needs them."""
    return HandIn.objects.select_related("page", "handed_in_by", "reviewed_by", "approved_by", "closed_by", "workflow_state")
