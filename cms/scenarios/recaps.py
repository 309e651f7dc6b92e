"""The weekly recaps of a simulation's desk: written by one person, and each further step taken by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.people.models import User
from desk.reporting.constants import RecapAct
from desk.reporting.models import Entry, Recap, ReportType
from desk.reporting.selectors.recap import content_of, fingerprint
from desk.reporting.services.recap import begin_recap
from desk.reporting.services.recap_steps import take_step

from .cast import Crew

PAUSE = timedelta(minutes=40)  # between two steps
STEPS = (RecapAct.CHECK, RecapAct.ACCEPT, RecapAct.RELEASE)
TO_RELEASE = len(STEPS) * PAUSE  # from the beginning of a recap


@dataclass(frozen=True)
class RecapDesk:
    """Where recaps are written: drafted by the operator, checked by the duty officer, accepted by the secretary, released by the head."""

    crew: Crew
    report_type: ReportType

    def begin(self, monday: date, *, at: datetime) -> Recap:
        """The recap of the week from ``monday``, begun at ``at``: a draft."""
        return begin_recap(
            report_type=self.report_type,
            desk=self.crew.desk,
            period_start=monday,
            period_end=monday + timedelta(days=6),
            user=self.crew.operator,
            now=at,
        )

    def release(self, monday: date, *, at: datetime) -> Entry | None:
        """The same, taken to its release; the report that it sent to the tier above (None: nobody asks for it)."""
        return self._take(self.begin(monday, at=at), STEPS, at)

    def accept(self, monday: date, *, at: datetime) -> None:
        """The same, but the head has not released it."""
        self._take(self.begin(monday, at=at), STEPS[:-1], at)

    def _take(self, recap: Recap, acts: Sequence[RecapAct], at: datetime) -> Entry | None:
        people: dict[RecapAct, User] = dict(zip(STEPS, (self.crew.vetter, self.crew.secretary, self.crew.head), strict=True))
        sent = None
        for number, act in enumerate(acts, start=1):
            seen = fingerprint(content_of(recap))
            outcome = take_step(recap_id=recap.pk, act=act, user=people[act], seen=seen, now=at + number * PAUSE)
            if outcome.hindrance:
                raise RuntimeError(f"The recap of {self.crew.desk} did not reach the tier above: {outcome.hindrance}")
            sent = outcome.entry
        return sent
