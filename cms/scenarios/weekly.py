"""The weekly reports of one posko of a simulation: who sent when, what the posko decided, and the recap of each week.

A unit with a posko of its own reports by the recap that this one releases; any other unit by whoever files for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from desk.calendar.prefills import stage_rows
from desk.reporting.models import Entry, Obligation, ReportingRule
from desk.reporting.selectors.filling import context_for

from .cast import Crew, Writer
from .constants import SITUATION
from .courses import Course
from .duties import WEEKLY, duties_of_week, report_type
from .narratives import Answers, nil_report, row_id, situation_report
from .posting import Posting
from .recaps import TO_RELEASE, RecapDesk

WEEK = timedelta(days=7)
DECIDED_BY_THEN = (Course.ACCEPTED, Course.NIL, Course.LATE)
OF_UNIT = "Potensi kerawanan belum menyebut lokasi yang tepat. Lengkapi nama RW atau titik kumpul, lalu kirim kembali."
OF_DESK = "Angka alat peraga berbeda dengan laporan kecamatan. Periksa kembali, lalu terbitkan ralat rekapnya."


@dataclass(frozen=True)
class WeeklyDesk:
    """``rule``: what units owe this posko; ``below``: the posko of its units, by region code."""

    crew: Crew
    rule: ReportingRule
    posting: Posting
    below: Mapping[str, "WeeklyDesk"] = field(default_factory=dict)

    def week(self, monday: date, weeks_ago: int) -> None:
        """All reports of the week from ``monday`` and its recap, as far as they lie before the moment of loading."""
        self.gather(monday, weeks_ago)
        begun_at = self._after(monday, self.crew.gathers.recap_time)
        if weeks_ago > 1:
            self.recaps.release(monday, at=begun_at)
        else:
            self.recaps.begin(monday, at=self.posting.past(begun_at))

    def gather(self, monday: date, weeks_ago: int) -> None:
        duties, gathers = duties_of_week(self.rule, monday), self.crew.gathers
        for place, writer in enumerate(self.crew.writers):
            told, code = (weeks_ago, place), writer.unit.region_code
            course = gathers.courses.get(told, Course.ACCEPTED)
            if code in self.below:
                self._hear_from(self.below[code], monday, weeks_ago, course)
            elif course is not Course.MISSING:
                trouble = gathers.first_trouble + gathers.troubled.index(told) if told in gathers.troubled else None
                self._receive(writer, duties[code], weeks_ago, course, trouble=trouble)

    @property
    def recaps(self) -> RecapDesk:
        return RecapDesk(self.crew, report_type(WEEKLY))

    def _after(self, monday: date, at: time) -> datetime:
        """That time of the Monday on which the reports of the week are due."""
        return datetime.combine(monday + WEEK, at, self.crew.desk.region.zone)

    def _hear_from(self, desk: "WeeklyDesk", monday: date, weeks_ago: int, course: Course) -> None:
        """The posko below gathers its own reports and releases its recap, or is not that far yet."""
        desk.gather(monday, weeks_ago)
        begun_at = desk._after(monday, desk.crew.gathers.recap_time)
        if course is Course.LATE:
            begun_at = self._after(monday, self.crew.gathers.due_time)
        sent_at = begun_at + TO_RELEASE
        if sent_at > self.posting.now:
            desk.recaps.begin(monday, at=self.posting.past(begun_at))
        elif course is Course.MISSING:
            desk.recaps.accept(monday, at=begun_at)
        else:
            entry = desk.recaps.release(monday, at=begun_at)
            if entry is not None:
                self._answer(entry, course, sent_at + timedelta(minutes=15), OF_DESK, "violation_counts")

    def _receive(self, writer: Writer, duty: Obligation, weeks_ago: int, course: Course, *, trouble: int | None) -> None:
        """One report of a unit that has no posko of its own."""
        sent_at, random = self._sending_time(duty.due_at, late=course is Course.LATE), self.posting.random
        answers = weekly_answers(random, writer, duty, at=sent_at, weeks_left=weeks_ago, nil=course is Course.NIL, trouble=trouble)
        entry = self.posting.send(SITUATION, writer, answers, at=sent_at, obligation=duty)
        decided_at = sent_at + timedelta(minutes=random.randint(20, 90))
        self._answer(entry, course, decided_at, OF_UNIT, "risks")
        if course is Course.MENDED:
            mended = decided_at + timedelta(hours=1)
            self.posting.send(SITUATION, writer, _mend(answers), at=mended, obligation=duty, again=entry)
            self.posting.decide(entry, "accept", by=self.crew.operator, at=mended + timedelta(minutes=25))

    def _answer(self, entry: Entry, course: Course, at: datetime, reason: str, question: str) -> None:
        """What the posko decides first, if it has looked."""
        if course in DECIDED_BY_THEN:
            self.posting.decide(entry, "accept", by=self.crew.operator, at=at)
        elif course in {Course.RETURNED, Course.MENDED}:
            self.posting.decide(entry, "return", by=self.crew.operator, at=at, reason=reason, questions=(question,))

    def _sending_time(self, due_at: datetime, *, late: bool) -> datetime:
        random = self.posting.random
        if late:
            return due_at + timedelta(hours=3, minutes=random.randint(5, 50))
        return due_at - timedelta(minutes=random.choice((35, 75, 140, 840, 960, 1080)) + random.randint(0, 25))


def weekly_answers(
    random: Random, writer: Writer, duty: Obligation, *, at: datetime, weeks_left: int, nil: bool = False, trouble: int | None = None
) -> Answers:
    """What this office answers to a weekly duty at that moment; ``weeks_left`` and ``trouble`` as in ``situation_report``."""
    if duty.period_start is None or duty.period_end is None:
        raise ValueError("A weekly duty has a period.")
    week = (duty.period_start, duty.period_end)
    if nil:
        return nil_report(random, writer.office, week)
    context = context_for(unit=writer.unit, user=writer.user, now=at, obligation=duty)
    fallback = [{"id": row_id(random), "answers": {"stage": "Persiapan pemilihan", "stage_progress": 50}}]
    stages = stage_rows(context) or fallback
    return situation_report(random, writer.office, week, stages=stages, weeks_left=weeks_left, trouble=trouble)


def _mend(answers: Answers) -> Answers:
    """The same report with the places of its risks made exact, as the return asked."""
    risks = [
        {**risk, "answers": {**risk["answers"], "risk_location": f"{risk['answers']['risk_location']}, RW 04"}} for risk in answers["risks"]
    ]
    return {**answers, "risks": risks}
