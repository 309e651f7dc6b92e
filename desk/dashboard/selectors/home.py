"""What somebody at a desk sees first: what waits, who has not reported, what happened, how far voting day is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from desk.calendar.models import Stage
from desk.calendar.selectors import Countdown, countdown, current_stage, election_of
from desk.incidents.models import Incident
from desk.incidents.selectors import incidents_of
from desk.people.models import User
from desk.people.selectors import within
from desk.regions.models import Region
from desk.reporting.models import Entry
from desk.reporting.models.entry import EntryQuerySet
from desk.reporting.selectors import queue
from desk.reporting.selectors.compliance import Duty, newest_round
from desk.reporting.selectors.compliance_choice import Subject
from desk.reporting.selectors.compliance_rounds import Round
from desk.vetted.models import FigureSnapshot
from desk.vetted.selectors import figures

INCIDENTS_SHOWN = 5
ABSENT_SHOWN = 6
BROKEN_SHOWN = 5
FIGURES_SHOWN = 5


@dataclass(frozen=True)
class WaitingForm:
    """How many reports of one form wait for this person."""

    key: str
    title: str
    count: int


@dataclass(frozen=True)
class LatestRound:
    """The round asked for last: who has reported and who has not."""

    subject: Subject
    round: Round
    asked: int
    absent: Sequence[Duty]

    @property
    def reported(self) -> int:
        return self.asked - len(self.absent)

    @property
    def named(self) -> Sequence[Duty]:
        return self.absent[:ABSENT_SHOWN]

    @property
    def unnamed(self) -> int:
        return max(len(self.absent) - ABSENT_SHOWN, 0)


@dataclass(frozen=True)
class Home:
    region: Region
    zone: ZoneInfo
    now: datetime
    countdown: Countdown | None
    stage: Stage | None
    deciding: bool
    waiting: queue.Waiting
    by_form: Sequence[WaitingForm]
    latest: LatestRound | None
    incidents: Sequence[Incident]
    broken: Sequence[Entry]
    figures: Sequence[FigureSnapshot]  # that wait for a second person


def read_home(*, user: User, region: Region, now: datetime) -> Home:
    """At most thirteen queries, whatever the number of rows."""
    today = now.astimezone(region.zone).date()
    election = election_of(region.code, today)
    mine = queue.waiting_for(user)
    by_form = [WaitingForm(*row) for row in _by_form(mine)]
    incidents = incidents_of(user, region).select_related("region", "agency").order_by("-occurred_at", "-pk")
    broken = Entry.objects.served_by(user).filter(within(region.code), handover_failed=True).select_related("form", "region", "agency")
    return Home(
        region=region,
        zone=region.zone,
        now=now,
        countdown=countdown(election, now) if election else None,
        stage=current_stage(election, today) if election else None,
        deciding=queue.decides(user),
        waiting=queue.counted(mine),
        by_form=by_form,
        latest=_latest(user, region, now),
        incidents=list(incidents[:INCIDENTS_SHOWN]),
        broken=list(broken.defer("form__body", "form__checks", "draft").order_by("sent_at")[:BROKEN_SHOWN]),
        figures=list(figures.waiting_for(user).filter(within(region.code)).whole().order_by("pk")[:FIGURES_SHOWN]),
    )


def _by_form(entries: EntryQuerySet) -> list[tuple[str, str, int]]:
    counted = entries.order_by().values_list("form__key", "form__title").annotate(count=Count("pk"))
    return sorted(counted, key=lambda row: (-row[2], row[1]))


def _latest(user: User, region: Region, now: datetime) -> LatestRound | None:
    """Of what is due the latest; six queries."""
    found = newest_round(user, region, now)
    if found is None:
        return None
    return LatestRound(found.subject, found.round, len(found.duties), [duty for duty in found.duties if not duty.reported])
