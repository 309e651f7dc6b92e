"""What the page *Satu pintu* lists: a fixed number of queries whatever waits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef
from wagtail.models import Page

from desk.people.models import User
from desk.regions.models import Region
from desk.vetted.constants import ProposalState
from desk.vetted.models import Proposal
from desk.vetted.selectors.proposals import open_proposals

from ..constants import OPEN_STEPS, Event, Kind, Step
from ..models import HandIn, PublicItem
from ..models.clocks import home_zone
from . import persons

NEWEST, LISTED = 10, 50  # published items, and texts in each other list


@dataclass(frozen=True)
class Line:
    """One text in a list. ``mine``: it waits for the person who looks."""

    row: HandIn
    title: str
    kind: str
    region: str
    zone: ZoneInfo | None
    authors: str
    mine: bool

    @property
    def since(self) -> datetime:
        """When it came to where it stands."""
        row = self.row
        return row.closed_at or row.approved_at or row.reviewed_at or row.handed_in_at

    @property
    def withdraws(self) -> bool:
        return self.row.event == Event.WITHDRAWN


@dataclass(frozen=True)
class Board:
    """Everything that the page shows, each list oldest first, what waits for the person before the rest."""

    review: list[Line] = field(default_factory=list)
    approval: list[Line] = field(default_factory=list)
    scheduled: list[Line] = field(default_factory=list)
    returned: list[Line] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    drafts: list[Page] = field(default_factory=list)
    published: list[PublicItem] = field(default_factory=list)


def board(user: User) -> Board:
    """Nine queries."""
    rows = [*_open_rows(), *_returned_to(user)]
    lines = _lines(rows, user)
    mine_first = sorted(lines, key=lambda line: (not line.mine, line.since))
    return Board(
        review=[line for line in mine_first if line.row.step == Step.HANDED_IN],
        approval=[line for line in mine_first if line.row.step == Step.REVIEWED],
        scheduled=sorted((line for line in lines if line.row.step == Step.APPROVED), key=lambda line: line.row.publish_at or line.since),
        returned=[line for line in lines if line.row.step == Step.RETURNED],
        proposals=list(open_proposals()[:LISTED]),
        drafts=[page for page in _drafts_of(user) if page.pk not in {row.page_id for row in rows}],
        published=list(
            PublicItem.objects.filter(withdrawn_at=None).defer("text").select_related("region").order_by("-changed_at")[:NEWEST]
        ),
    )


def waiting_for(user: User) -> int:
    """How many texts wait for this person: to review, to approve, to mend, and new proposals. At most three queries."""
    open_rows = HandIn.objects.filter(step__in=(Step.HANDED_IN, Step.REVIEWED)).only("step", "authors", "handed_in_by")
    mine = sum(persons.may_act(row, user) for row in open_rows) + len(_returned_to(user))
    return mine + (open_proposals().filter(state=ProposalState.RECEIVED).count() if persons.may_return(user) else 0)


def kind_of(row: HandIn) -> str:
    """The kind of the row's page, in words."""
    return str(Kind(row.page.specific_class.kind).label)


def _open_rows() -> list[HandIn]:
    return list(HandIn.objects.filter(step__in=OPEN_STEPS).select_related("page", "handed_in_by", "reviewed_by", "approved_by"))


def _returned_to(user: User) -> list[HandIn]:
    """Texts that came back and were not handed in again since; for everybody who wrote on them."""
    newer = HandIn.objects.filter(page_id=OuterRef("page_id"), pk__gt=OuterRef("pk"))
    rows = HandIn.objects.filter(~Exists(newer), step=Step.RETURNED).select_related("page", "handed_in_by", "closed_by")
    return [row for row in rows[:LISTED] if user.pk in persons.barred(row)]


def _lines(rows: Iterable[HandIn], user: User) -> list[Line]:
    rows = list(rows)
    names = {person.pk: str(person) for person in User.objects.filter(pk__in={pk for row in rows for pk in row.authors})}
    regions = Region.objects.in_bulk({row.content["region"] for row in rows if row.content.get("region")})
    zone = home_zone() if rows else None
    lines = []
    for row in rows:
        region = regions.get(row.content.get("region"))
        authors = ", ".join(sorted(names[pk] for pk in row.authors if pk in names))
        place, clock = (region.title, region.zone) if region else ("", zone)
        mine = persons.may_act(row, user)
        lines.append(Line(row=row, title=row.content["title"], kind=kind_of(row), region=place, zone=clock, authors=authors, mine=mine))
    return lines


def _drafts_of(user: User) -> list[Page]:
    """Drafts whose last words are this person's and that wait nowhere, newest first."""
    waiting = HandIn.objects.filter(page_id=OuterRef("pk"), step__in=OPEN_STEPS)
    mine = Page.objects.filter(~Exists(waiting), has_unpublished_changes=True, latest_revision__user=user)
    mine = mine.exclude(public_item__withdrawn_at__gte=F("latest_revision_created_at"))  # withdrawn, and not touched since
    return [page for page in mine.order_by("-latest_revision_created_at")[:LISTED] if is_vetted(page)][:NEWEST]


def is_vetted(page: Page) -> bool:
    """Whether this page goes through the one door. No query."""
    return bool(getattr(page.specific_class, "through_one_door", False))
