"""Four weeks of reporting before the moment of loading, through the same services that officers and operators use.

Every moment follows from ``now`` and every choice from a generator seeded with the scenario's name, so that loading at
the same moment gives the same history.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from random import Random
from typing import Any
from uuid import UUID

from desk.calendar.prefills import stage_rows
from desk.people.models import User
from desk.regions.models import PollingStation, Region
from desk.reporting.constants import Tier
from desk.reporting.models import Entry, Obligation, ReportingRule
from desk.reporting.selectors.filling import context_for
from desk.reporting.services import ledger
from desk.reporting.services.duty import ask_for_reports
from desk.reporting.services.review import decide
from desk.reporting.services.sending import send_entry
from forms_config.intake import raw_of
from forms_config.models import Form, FormVersion

from .cast import Cast, Writer
from .checklists import checklist
from .constants import DUE_TIME, INCIDENT, PROPOSAL, READINESS, SITUATION, WEEKS_OF_HISTORY
from .duties import WEEKLY, daily_rule, duties_of_week, main_desk, report_type, weekly_rule
from .for_public import PROPOSALS, proposal_answers, write_figures
from .incident_reports import CASES, Case, case_answers
from .narratives import Answers, nil_report, row_id, situation_report
from .recaps import RecapDesk

WEEK = timedelta(days=7)
MONDAY_MORNING = time(8)
RECAP_TIME = time(15)  # of the Monday on which reports are due
CASE_OF_GUEST = 2  # this case is told by the first further unit (a kelurahan), if the scenario has one


class Course(Enum):
    """What became of one unit's weekly report."""

    ACCEPTED = "accepted"
    NIL = "nil"
    LATE = "late"
    MENDED = "mended"  # returned, sent again, accepted
    RETURNED = "returned"  # still with the officer
    WAITING = "waiting"  # sent, nobody has looked yet
    MISSING = "missing"


# (weeks before the current one, place of the kecamatan in its city) -> anything but the usual course
EXCEPTIONS: Mapping[tuple[int, int], Course] = {
    (4, 2): Course.NIL,
    (4, 5): Course.NIL,
    (3, 1): Course.NIL,
    (3, 5): Course.MISSING,
    (2, 2): Course.MENDED,
    (2, 3): Course.LATE,
    (2, 4): Course.NIL,
    (1, 1): Course.WAITING,
    (1, 3): Course.WAITING,
    (1, 4): Course.RETURNED,
}
TROUBLED = ((4, 0), (3, 3), (2, 0), (1, 1), (1, 5))  # reports that tell of an incident, each of another one
RETURN_REASON = "Potensi kerawanan belum menyebut lokasi yang tepat. Lengkapi nama RW atau titik kumpul, lalu kirim kembali."


@dataclass
class Chronicler:
    """Writes the history of one scenario. ``now``: aware moment of loading; nothing lies after it except what is due."""

    cast: Cast
    root: Region
    now: datetime
    random: Random
    forms: Mapping[str, Form]
    checklists: int  # kecamatan that were asked for the ten points
    step: Callable[[str], object]

    def write(self) -> None:
        weekly = self._rules()
        for weeks_ago in range(WEEKS_OF_HISTORY, 0, -1):
            self._week(weekly, weeks_ago)
            self.step(f"Laporan pekan -{weeks_ago}")
        self._checklists()
        self.step("Kesiapan")
        self._incidents()
        self.step("Kejadian")
        self._ask_guests()
        self.step("Permintaan pekan ini")
        write_figures(root=self.root, operator=self.cast.operator, vetter=self.cast.vetter, now=self.now)
        self._proposals()
        self.step("Angka dan usulan publikasi")

    @property
    def monday(self) -> date:
        """First day of the current reporting week: the latest Monday whose hour of duty is over."""
        local = self.now.astimezone(self.root.zone)
        monday = local.date() - timedelta(days=local.weekday())
        return monday if local >= self._local(monday, DUE_TIME) else monday - WEEK

    def _local(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.root.zone)

    def _past(self, moment: datetime) -> datetime:
        return min(moment, self.now - timedelta(minutes=2))

    def _version(self, key: str) -> FormVersion:
        version = self.forms[key].current_version
        if version is None:
            raise RuntimeError(f"The starter form {key} is not published.")
        return version

    def _rules(self) -> ReportingRule:
        """The weekly rule, saved four weeks ago and its ledger kept up since; the daily one was saved today."""
        desk, form = main_desk(self.root), self.forms[SITUATION]
        first = self.monday - WEEK * WEEKS_OF_HISTORY
        saved_at = self._local(first, MONDAY_MORNING)
        weekly = weekly_rule(desk=desk, tier=Tier.DISTRICT, form=form, first_due=first + WEEK, admin=self.cast.admin, now=saved_at)
        ledger.apply(weekly, now=self.now)
        daily_rule(desk=desk, tier=Tier.DISTRICT, form=form, admin=self.cast.admin, now=self.now)
        return weekly

    def _recaps(self, weekly: ReportingRule) -> RecapDesk:
        return RecapDesk(
            desk=weekly.desk,
            report_type=report_type(WEEKLY),
            drafter=self.cast.operator,
            checker=self.cast.vetter,
            accepter=self.cast.secretary,
            releaser=self.cast.head,
        )

    def _week(self, weekly: ReportingRule, weeks_ago: int) -> None:
        start = self.monday - WEEK * weeks_ago
        week = (start, start + timedelta(days=6))
        obligations = duties_of_week(weekly, start)
        for place, writer in enumerate(self.cast.districts):
            course = EXCEPTIONS.get((weeks_ago, place), Course.ACCEPTED)
            if course is not Course.MISSING:
                told = (weeks_ago, place)
                trouble = TROUBLED.index(told) if told in TROUBLED else None
                self._weekly_report(writer, obligations[writer.unit.region_code], week, weeks_ago, course, trouble=trouble)
        written_at = self._local(start + WEEK, RECAP_TIME)
        if weeks_ago > 1:
            self._recaps(weekly).release(start, at=written_at)
        else:
            self._recaps(weekly).begin(start, at=self._past(written_at))

    def _ask(
        self, key: str, writers: tuple[Writer, ...], due_at: datetime, asked_at: datetime, period: tuple[date | None, date | None]
    ) -> dict[str, Obligation]:
        request = ask_for_reports(
            form=self.forms[key],
            region=self.root,
            units=[writer.unit for writer in writers],
            due_at=due_at,
            user=self.cast.operator,
            period=period,
            now=asked_at,
        )
        return {str(obligation.region_id): obligation for obligation in request.obligations.all()}

    def _weekly_report(
        self, writer: Writer, obligation: Obligation, week: tuple[date, date], weeks_ago: int, course: Course, *, trouble: int | None
    ) -> None:
        sent_at = self._sending_time(obligation.due_at, late=course is Course.LATE)
        if course is Course.NIL:
            answers = nil_report(self.random, writer.office, week)
        else:
            stages = self._stages(writer, obligation, sent_at)
            answers = situation_report(self.random, writer.office, week, stages=stages, weeks_left=weeks_ago, trouble=trouble)
        entry = self._send(SITUATION, writer, answers, at=sent_at, obligation=obligation)
        decided_at = sent_at + timedelta(minutes=self.random.randint(20, 90))
        if course in {Course.RETURNED, Course.MENDED}:
            self._decide(entry, "return", decided_at, reason=RETURN_REASON, questions=("risks",))
        if course is Course.MENDED:
            mended = decided_at + timedelta(hours=1)
            self._send(SITUATION, writer, _mend(answers), at=mended, obligation=obligation, again=entry)
            self._decide(entry, "accept", mended + timedelta(minutes=25))
        if course in {Course.ACCEPTED, Course.NIL, Course.LATE}:
            self._decide(entry, "accept", decided_at)

    def _sending_time(self, due_at: datetime, *, late: bool) -> datetime:
        if late:
            return due_at + timedelta(hours=3, minutes=self.random.randint(5, 50))
        return due_at - timedelta(minutes=self.random.choice((35, 75, 140, 840, 960, 1080)) + self.random.randint(0, 25))

    def _stages(self, writer: Writer, obligation: Obligation, sent_at: datetime) -> list[Answers]:
        context = context_for(unit=writer.unit, user=writer.user, now=sent_at, obligation=obligation)
        fallback = [{"id": row_id(self.random), "answers": {"stage": "Persiapan pemilihan", "stage_progress": 50}}]
        return stage_rows(context) or fallback

    def _send(
        self,
        key: str,
        writer: Writer,
        answers: Answers,
        *,
        at: datetime,
        obligation: Obligation | None = None,
        again: Entry | None = None,
    ) -> Entry:
        version = self._version(key)
        receipt = send_entry(
            uuid=again.uuid if again else UUID(row_id(self.random)),
            submission=UUID(row_id(self.random)) if again else None,
            form=self.forms[key],
            version=version,
            unit=writer.unit,
            user=writer.user,
            raw=raw_of(version.definition, answers),
            obligation=obligation,
            now=self._past(at),
        )
        return receipt.entry

    def _decide(self, entry: Entry, action: str, at: datetime, *, reason: str = "", questions: tuple[str, ...] = ()) -> None:
        operator: User = self.cast.operator
        decide(entry_id=entry.pk, action=action, user=operator, reason=reason, questions=questions, now=self._past(at))

    def _checklists(self) -> None:
        """The kecamatan asked for the ten points answered last Thursday; the last one still waits for the desk."""
        asked = self.cast.districts[: self.checklists]
        thursday = self.monday - timedelta(days=4)
        due_at = self._local(thursday + timedelta(days=1), time(16))
        obligations = self._ask(READINESS, asked, due_at, self._local(thursday - timedelta(days=3), MONDAY_MORNING), (None, None))
        definition = self._version(READINESS).definition
        for writer in asked:
            stations = PollingStation.objects.subtree(writer.office.code).count()
            answers = checklist(self.random, definition, writer.office, stations, thursday)
            sent_at = self._local(thursday, time(self.random.randint(13, 17), self.random.randint(0, 59)))
            entry = self._send(READINESS, writer, answers, at=sent_at, obligation=obligations[writer.office.code])
            if writer is not asked[-1]:
                self._decide(entry, "accept", sent_at + timedelta(hours=2))

    def _incidents(self) -> None:
        today = self.now.astimezone(self.root.zone).date()
        for number, case in enumerate(CASES):
            guest = number == CASE_OF_GUEST and self.cast.guests
            writer = self.cast.guests[0] if guest else self.cast.districts[number % len(self.cast.districts)]
            self._incident(writer, case, self._local(today - timedelta(days=case.days_ago), time(case.hour, self.random.randint(0, 59))))

    def _incident(self, writer: Writer, case: Case, occurred: datetime) -> None:
        answers = case_answers(self.random, writer.office, case, occurred)
        entry = self._send(INCIDENT, writer, answers, at=occurred + timedelta(minutes=50))
        if case.outcome:
            self._decide(entry, case.outcome, occurred + timedelta(hours=2), reason=case.return_reason)

    def _proposals(self) -> None:
        today = self.now.astimezone(self.root.zone)
        for proposed, writer in zip(PROPOSALS, (self.cast.districts[0], (self.cast.guests or self.cast.districts)[-1]), strict=True):
            sent_at = self._local(today.date() - timedelta(days=proposed.days_ago), time(proposed.hour, self.random.randint(0, 59)))
            answers = proposal_answers(writer.office, proposed, today=today, phone=writer.user.phone)
            entry = self._send(PROPOSAL, writer, answers, at=sent_at)
            if proposed.accepted:
                self._decide(entry, "accept", sent_at + timedelta(hours=1))

    def _ask_guests(self) -> None:
        """Units that no rule obliges are asked this week, once."""
        if not self.cast.guests:
            return
        week = (self.monday, self.monday + timedelta(days=6))
        self._ask(
            SITUATION,
            self.cast.guests,
            self._local(self.monday + WEEK, DUE_TIME),
            self._past(self._local(self.monday, MONDAY_MORNING)),
            week,
        )


def _mend(answers: Answers) -> Answers:
    """The same report with the places of its risks made exact, as the return asked."""
    risks: list[dict[str, Any]] = [
        {**risk, "answers": {**risk["answers"], "risk_location": f"{risk['answers']['risk_location']}, RW 04"}} for risk in answers["risks"]
    ]
    return {**answers, "risks": risks}
