"""Which election counts where, what runs today and how long it is to voting day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.regions.selectors import lineage

from .constants import POLLS_CLOSE, POLLS_OPEN
from .models import Election, Stage


@dataclass(frozen=True)
class Countdown:
    """How far voting day is. ``days``: whole local days, negative when it is over. Moments are aware, in the region's zone."""

    election: Election
    days: int
    polls_open: datetime
    polls_close: datetime
    now: datetime

    @property
    def remaining(self) -> timedelta:
        """Until the polls open; never negative."""
        return max(self.polls_open - self.now, timedelta())

    @property
    def label(self) -> str:
        """``9 hari lagi``, ``Besok``, ``Hari ini``, ``3 hari yang lalu``."""
        if self.days < 0:
            return f"{-self.days} hari yang lalu"
        return {0: "Hari ini", 1: "Besok"}.get(self.days, f"{self.days} hari lagi")

    @property
    def polls_are_open(self) -> bool:
        return self.polls_open <= self.now < self.polls_close


def elections_of(region_code: str) -> list[Election]:
    """Every election that the people of this region vote in (its own and those above), nearest region first. One query."""
    found = Election.objects.filter(region_id__in=lineage(region_code)).select_related("region")
    return sorted(found, key=lambda election: (-len(str(election.region_id)), election.voting_day, election.key))


def election_of(region_code: str, today: date) -> Election | None:
    """The election that sets the clock of a region: an upcoming one (voting day today or later) before one that is over,
    then the nearest region upward (the city's before the province's), then the soonest or the most recent. One query.
    """
    return choose_election(elections_of(region_code), today)


def choose_election(elections: Iterable[Election], today: date) -> Election | None:
    """The rule of ``election_of`` on rows at hand."""

    def rank(election: Election) -> tuple[bool, int, int]:
        return election.voting_day < today, -len(str(election.region_id)), abs((election.voting_day - today).days)

    return min(elections, key=rank, default=None)


def running_stages(election: Election, today: date) -> list[Stage]:
    """Stages that run on this local day, in the order of the calendar. One query."""
    return list(election.stages.filter(starts_on__lte=today, ends_on__gte=today))


def current_stage(election: Election, today: date) -> Stage | None:
    """The running stage that tells most of the day: the one that began last, of those the one that ends first."""
    return min(running_stages(election, today), key=lambda stage: (-stage.starts_on.toordinal(), stage.ends_on), default=None)


def next_stage(election: Election, today: date) -> Stage | None:
    """The stage that begins next after this day. One query."""
    return election.stages.filter(starts_on__gt=today).first()


def countdown(election: Election, now: datetime) -> Countdown:
    """Days to voting day by the local day of the election's region."""
    zone = election.region.zone
    local = now.astimezone(zone)
    return Countdown(
        election=election,
        days=(election.voting_day - local.date()).days,
        polls_open=datetime.combine(election.voting_day, POLLS_OPEN, zone),
        polls_close=datetime.combine(election.voting_day, POLLS_CLOSE, zone),
        now=local,
    )
