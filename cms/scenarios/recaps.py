"""The weekly recaps of a simulation's desk: written by one person, and each further step taken by another."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.people.models import Desk, User
from desk.reporting.constants import RecapAct
from desk.reporting.models import Recap, ReportType
from desk.reporting.selectors.recap import content_of, fingerprint
from desk.reporting.services.recap import begin_recap
from desk.reporting.services.recap_steps import take_step

PAUSE = timedelta(minutes=40)  # between two steps


@dataclass(frozen=True)
class RecapDesk:
    """Where recaps are written and who takes each step: drafted, checked, accepted, released."""

    desk: Desk
    report_type: ReportType
    drafter: User
    checker: User
    accepter: User
    releaser: User

    def begin(self, monday: date, *, at: datetime) -> Recap:
        """The recap of the week from ``monday``, begun at ``at``: a draft."""
        end = monday + timedelta(days=6)
        return begin_recap(report_type=self.report_type, desk=self.desk, period_start=monday, period_end=end, user=self.drafter, now=at)

    def release(self, monday: date, *, at: datetime) -> None:
        """The same, taken to its release."""
        recap = self.begin(monday, at=at)
        steps = ((RecapAct.CHECK, self.checker), (RecapAct.ACCEPT, self.accepter), (RecapAct.RELEASE, self.releaser))
        for number, (act, user) in enumerate(steps, start=1):
            take_step(recap_id=recap.pk, act=act, user=user, seen=fingerprint(content_of(recap)), now=at + number * PAUSE)
