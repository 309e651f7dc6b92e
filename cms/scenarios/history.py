"""Four weeks of reporting before the moment of loading, through the same services that officers and operators use.

Every moment follows from ``now`` and every choice from a generator seeded with the scenario's name, so that loading at
the same moment gives the same history.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desk.regions.models import PollingStation, Region
from desk.reporting.models import Obligation, ReportingRule
from desk.reporting.services import ledger
from desk.reporting.services.duty import ask_for_reports

from .cast import Cast, Crew, Writer
from .checklists import checklist
from .constants import DUE_TIME, INCIDENT, PROPOSAL, READINESS, SITUATION, WEEKS_OF_HISTORY
from .duties import OF_VILLAGES, daily_rule, duties_of_week, weekly_rule
from .for_public import PROPOSALS, proposal_answers, write_figures
from .incident_reports import CASES, Case, case_answers
from .plans import ScenarioPlan
from .posting import Posting
from .weekly import WEEK, WeeklyDesk, weekly_answers

MONDAY_MORNING = time(8)
CASE_OF_GUEST = 2  # this case is told by the first further unit (a kelurahan), if the scenario has one


@dataclass(frozen=True)
class Chronicler:
    """Writes the history of one scenario as of ``posting.now``; nothing lies after it except what is due."""

    plan: ScenarioPlan
    cast: Cast
    root: Region
    posting: Posting
    step: Callable[[str], object]

    def write(self) -> None:
        main = self._posko()
        for weeks_ago in range(WEEKS_OF_HISTORY, 0, -1):
            main.week(self.monday - WEEK * weeks_ago, weeks_ago)
            self.step(f"Laporan pekan -{weeks_ago}")
        self._checklists()
        self.step("Kesiapan")
        self._incidents()
        self.step("Kejadian")
        if self.plan.newly_obliged:
            self._first_of_new_tier()
        else:
            self._ask_guests()
        self.step("Kewajiban pekan ini")
        write_figures(root=self.root, operator=self.cast.main.operator, vetter=self.cast.main.vetter, now=self.now)
        self._proposals()
        self.step("Angka dan usulan publikasi")

    @property
    def now(self) -> datetime:
        return self.posting.now

    @property
    def monday(self) -> date:
        """First day of the current reporting week: the latest Monday whose hour of duty is over."""
        local = self.now.astimezone(self.root.zone)
        monday = local.date() - timedelta(days=local.weekday())
        return monday if local >= self._local(monday, DUE_TIME) else monday - WEEK

    def _local(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.root.zone)

    def _posko(self) -> WeeklyDesk:
        """Every posko with its weekly rule, saved four weeks ago and its ledger kept up since; the daily rule was saved today."""
        main = self.cast.main
        above = self._weekly_rule(main)
        below = {str(crew.desk.region_id): WeeklyDesk(crew, self._weekly_rule(crew), self.posting) for crew in self.cast.lower}
        daily_rule(desk=main.desk, tier=main.gathers.tier, form=self.posting.forms[SITUATION], admin=self.cast.admin, now=self.now)
        return WeeklyDesk(main, above, self.posting, below)

    def _weekly_rule(self, crew: Crew) -> ReportingRule:
        first = self.monday - WEEK * WEEKS_OF_HISTORY
        rule = weekly_rule(
            desk=crew.desk,
            tier=crew.gathers.tier,
            form=self.posting.forms[SITUATION],
            first_due=first + WEEK,
            due_time=crew.gathers.due_time,
            admin=self.cast.admin,
            now=self._local(first, MONDAY_MORNING),
        )
        ledger.apply(rule, now=self.now)
        return rule

    def _ask(
        self, key: str, writers: Sequence[Writer], due_at: datetime, asked_at: datetime, period: tuple[date | None, date | None]
    ) -> dict[str, Obligation]:
        request = ask_for_reports(
            form=self.posting.forms[key],
            region=self.root,
            units=[writer.unit for writer in writers],
            due_at=due_at,
            user=self.cast.main.operator,
            period=period,
            now=asked_at,
        )
        return {str(obligation.region_id): obligation for obligation in request.obligations.all()}

    def _checklists(self) -> None:
        """The kecamatan asked for the ten points answered last Thursday; the last one still waits for the desk."""
        asked = self.cast.checked
        thursday = self.monday - timedelta(days=4)
        due_at = self._local(thursday + timedelta(days=1), time(16))
        obligations = self._ask(READINESS, asked, due_at, self._local(thursday - timedelta(days=3), MONDAY_MORNING), (None, None))
        definition = self.posting.version(READINESS).definition
        for writer in asked:
            stations = PollingStation.objects.subtree(writer.office.code).count()
            answers = checklist(self.posting.random, definition, writer.office, stations, thursday)
            sent_at = self._local(thursday, time(self.posting.random.randint(13, 17), self.posting.random.randint(0, 59)))
            entry = self.posting.send(READINESS, writer, answers, at=sent_at, obligation=obligations[writer.office.code])
            if writer is not asked[-1]:
                self.posting.decide(entry, "accept", by=self.cast.main.operator, at=sent_at + timedelta(hours=2))

    def _incidents(self) -> None:
        today = self.now.astimezone(self.root.zone).date()
        writers = self.cast.main.writers
        for number, case in enumerate(CASES):
            guest = number == CASE_OF_GUEST and self.cast.guests
            writer = self.cast.guests[0] if guest else writers[number % len(writers)]
            self._incident(
                writer, case, self._local(today - timedelta(days=case.days_ago), time(case.hour, self.posting.random.randint(0, 59)))
            )

    def _incident(self, writer: Writer, case: Case, occurred: datetime) -> None:
        answers = case_answers(self.posting.random, writer.office, case, occurred)
        entry = self.posting.send(INCIDENT, writer, answers, at=occurred + timedelta(minutes=50))
        if case.outcome:
            self.posting.decide(
                entry, case.outcome, by=self.cast.main.operator, at=occurred + timedelta(hours=2), reason=case.return_reason
            )

    def _proposals(self) -> None:
        today = self.now.astimezone(self.root.zone)
        for proposed, writer in zip(PROPOSALS, (self.cast.main.writers[0], (self.cast.guests or self.cast.main.writers)[-1]), strict=True):
            sent_at = self._local(today.date() - timedelta(days=proposed.days_ago), time(proposed.hour, self.posting.random.randint(0, 59)))
            answers = proposal_answers(writer.office, proposed, today=today, phone=writer.user.phone)
            entry = self.posting.send(PROPOSAL, writer, answers, at=sent_at)
            if proposed.accepted:
                self.posting.decide(entry, "accept", by=self.cast.main.operator, at=sent_at + timedelta(hours=1))

    def _ask_guests(self) -> None:
        """Units that no rule obliges are asked this week, once."""
        if not self.cast.guests:
            return
        week = (self.monday, self.monday + timedelta(days=6))
        self._ask(
            SITUATION,
            self.cast.guests,
            self._local(self.monday + WEEK, DUE_TIME),
            self.posting.past(self._local(self.monday, MONDAY_MORNING)),
            week,
        )

    def _first_of_new_tier(self) -> None:
        """A whole tier owes reports from the running week on; those whose officers we know were quick."""
        rule = weekly_rule(
            desk=self.cast.main.desk,
            tier=self.plan.newly_obliged,
            form=self.posting.forms[SITUATION],
            first_due=self.monday + WEEK,
            due_time=DUE_TIME,
            admin=self.cast.admin,
            now=self.posting.past(self._local(self.monday, MONDAY_MORNING)),
            kind=OF_VILLAGES,
        )
        duties = duties_of_week(rule, self.monday)
        for number, writer in enumerate(self.cast.guests):
            duty, sent_at = duties[writer.unit.region_code], self.now - timedelta(minutes=5 + 9 * number)
            answers = weekly_answers(self.posting.random, writer, duty, at=sent_at, weeks_left=1, nil=number % 2 == 1)
            answers.pop("socialization", None)  # the week has only begun
            self.posting.send(SITUATION, writer, answers, at=sent_at, obligation=duty)
