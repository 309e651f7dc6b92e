"""What a recap means to the tier above: which duty there its release fulfils, and what of it that tier has not read yet."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from desk.people.models import User

from ..constants import State
from ..models import Entry, Obligation, Recap, RecapRelease
from .gathering import duties_below


def duty_above(recap: Recap) -> Obligation | None:
    """The duty that the recap's release fulfils: of the desk's own region, for the same type and period, toward another desk.

    The one it was begun for as long as that stands, else one that was made since. None: nobody above asks for it. At most one query.
    """
    begun_for = recap.obligation
    if begun_for is not None and begun_for.cancelled_at is None:
        return begun_for
    owed = Obligation.objects.filter(
        region_id=recap.region_id,
        agency=None,
        report_type_id=recap.report_type_id,
        slot=recap.slot,
        cancelled_at=None,
    ).exclude(rule__desk_id=recap.desk_id)
    found = owed.filter(rule__isnull=False, recap=None).select_related("rule__desk").order_by("due_at", "pk").first()
    return found or begun_for


@dataclass(frozen=True)
class Unread:
    """A release that the tier above does not have: ``entry``, its report there, was sent before it."""

    release: RecapRelease
    entry: Entry

    @property
    def may_be_sent(self) -> bool:
        """Whether a ralat reaches the report: it was returned."""
        return self.entry.state == State.RETURNED


def unread_of(recap: Recap) -> Unread | None:
    """The newest release of this recap, when the report above is older. One query."""
    return next(iter(_unread(Recap.objects.filter(pk=recap.pk))), None)


def unread_in(entry: Entry) -> Unread | None:
    """The newest release of the recap that this report tells of, when the report is older. At most one query."""
    return next(iter(_unread(Recap.objects.filter(obligation_id=entry.obligation_id))), None) if entry.obligation_id else None


def unread_below(recap: Recap, user: User) -> list[Unread]:
    """Releases of the desks below that the reports of this recap do not hold, as far as ``user`` may read them. One query."""
    return _unread(Recap.objects.visible_to(user).filter(obligation__in=duties_below(recap)))


def _unread(recaps: QuerySet[Recap]) -> list[Unread]:
    later = RecapRelease.objects.filter(recap=OuterRef("recap"), number__gt=OuterRef("number"))
    newest = RecapRelease.objects.filter(~Exists(later), recap__in=recaps.order_by())
    found = newest.filter(recap__obligation__entry__submission_count__gt=0, recap__obligation__entry__sent_at__lt=F("released_at"))
    rows = found.select_related("recap__region", "recap__obligation__entry", "recap__obligation__rule__desk")
    told = rows.defer("content", "letter", "recap__obligation__entry__draft").order_by("recap__region_id")
    return [Unread(release, duty.entry) for release in told if (duty := release.recap.obligation) is not None]
