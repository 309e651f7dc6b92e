"""A simulated month of Kalimantan Timur: exact counts of reminders, messages and mails, worked out from who sends when.

Every expected number is arithmetic on the letters of ``month.WEEKLY`` and ``month.DAILY`` and on how many rungs each letter passes.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import Value
from django.db.models.functions import Concat

from cms.scenarios.courses import Course
from cms.scenarios.kaltim import COURSES, SECRETARIES
from cms.scenarios.plans import office_account
from desk.notices.models import Notice
from desk.people.models import User
from desk.reporting.constants import Reminded
from desk.reporting.models import Obligation, Reminder, ReportingRule
from desk.reporting.services.rules import end_rule
from tests.scenarios.conftest import FULL, WEDNESDAY
from tests.scenarios.month import DAILY, DOWN, HOUR, OFFICES, WEEKLY, play, worker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kaltim")]
STEP = HOUR / 4 if FULL else 2 * HOUR  # every rung comes at an even hour
WEEKS = timedelta(weeks=4)
HEADS = [office_account(title, of="sekda") for title, _name in SECRETARIES]
SECRETARY = "sekretaris.kaltim"
DAY_BEFORE, TWO_HOURS_BEFORE, DUE, TWO_HOURS_AFTER = -1440, -120, 0, 120
# Which letters have not sent yet when a rung comes.
WEEKLY_OPEN = {DAY_BEFORE: "ASLVN", TWO_HOURS_BEFORE: "SLVN", DUE: "LVN", TWO_HOURS_AFTER: "VN"}
DAILY_OPEN = {DAY_BEFORE: "MDLN", TWO_HOURS_BEFORE: "DLN", DUE: "LN", TWO_HOURS_AFTER: "N"}
MISSED = [
    place for (weeks, place), course in COURSES.items() if weeks <= 2 and course is Course.MISSING
]  # before loading, not older than 14 days


@pytest.fixture
def people_with_mail():
    """Everybody has an address; the villages' new rule is left to a test of its own."""
    User.objects.update(email=Concat("username", Value("@contoh.id")))
    end_rule(rule=ReportingRule.objects.get(tier="village"), user=None, now=WEDNESDAY)


def those(letters, standing):
    """Places of the offices that do one of these."""
    return {place for place, letter in enumerate(letters) if letter in standing}


def rungs_of(pattern, still_open):
    """How often each rung is passed: by who has not sent when it comes, or when the worker is back."""
    return {
        minutes: sum(len(those(letters, "N" if late(pattern, day, minutes) else standing)) for day, letters in pattern.items())
        for minutes, standing in still_open.items()
    }


def late(pattern, day, minutes):
    """Whether the rung came while no worker ran: the first one of a weekly report comes the day before."""
    return day == DOWN and not (pattern is WEEKLY and minutes == DAY_BEFORE)


def messages():
    """How many messages each account gets, one for each run in which it has something to be told."""
    told = Counter()
    for pattern, still_open in ((WEEKLY, WEEKLY_OPEN), (DAILY, DAILY_OPEN)):
        for day, letters in pattern.items():
            for minutes, standing in still_open.items():
                if not late(pattern, day, minutes):
                    told += Counter(readers(minutes, those(letters, standing)))
    never = those(WEEKLY[DOWN], "N") | those(DAILY[DOWN], "N")  # one digest for each, a day later
    told += Counter([*readers(DUE, never), *readers(DAY_BEFORE, never), SECRETARY])
    return told + Counter({name: 1 for place in MISSED for name in (OFFICES[place], HEADS[place])}) + Counter([SECRETARY])


def readers(minutes, places):
    if minutes == TWO_HOURS_AFTER:
        return [SECRETARY] if places else []
    return [(HEADS if minutes == DUE else OFFICES)[place] for place in sorted(places)]


def passed(kind):
    """How often each rung is in the log, for duties that were made before loading or later."""
    rows = Reminder.objects.filter(obligation__report_type__key=kind, obligation__due_at__gt=WEDNESDAY)
    return Counter(rows.values_list("minutes", flat=True))


def outcomes():
    """What the log says became of the rungs of these duties: everybody has somebody who is told."""
    never = those(WEEKLY[DOWN], "N"), those(DAILY[DOWN], "N")
    passed_over = len(never[1])  # the daily report's first rung; its second one was told instead
    return {
        Reminded.PASSED_OVER: passed_over,
        Reminded.TOLD: sum(map(sum, (weekly_rungs().values(), daily_rungs().values()))) - passed_over,
    }


def weekly_rungs():
    return rungs_of(WEEKLY, WEEKLY_OPEN)


def daily_rungs():
    return rungs_of(DAILY, DAILY_OPEN)


def test_a_month_reminds_exactly_those_who_had_not_sent(people_with_mail, clock, run_tasks):
    play(clock, run_tasks, first=WEDNESDAY, last=WEDNESDAY + WEEKS, every=STEP)

    expected, of_month = messages(), Reminder.objects.filter(obligation__due_at__gt=WEDNESDAY)
    assert passed("mingguan") == weekly_rungs()
    assert passed("harian") == daily_rungs()
    assert Counter(of_month.values_list("outcome", flat=True)) == outcomes()
    assert Counter(Notice.objects.values_list("user__username", flat=True)) == expected
    assert Counter(letter.to[0] for letter in mail.outbox) == {f"{name}@contoh.id": count for name, count in expected.items()}


def test_the_first_run_after_loading_tells_of_old_duties_in_one_digest_each(clock):
    clock.move_to(WEDNESDAY)

    worker()["reporting.reminders"]()

    told = Counter(Notice.objects.values_list("user__username", flat=True))
    assert told == {name: 1 for place in MISSED for name in (OFFICES[place], HEADS[place], SECRETARY)}


def test_a_thousand_villages_that_have_not_sent_are_one_line_of_the_secretary_s_inbox(clock):
    due = Obligation.objects.filter(report_type__key="mingguan-desa").earliest("due_at").due_at

    clock.move_to(due + timedelta(minutes=TWO_HOURS_AFTER))
    worker()["reporting.reminders"]()

    rows = Reminder.objects.filter(obligation__report_type__key="mingguan-desa")
    assert Counter(rows.values_list("minutes", flat=True)) == dict.fromkeys(WEEKLY_OPEN, 1038 - 7)
    notices = Notice.objects.filter(user__username=SECRETARY, made_at=due + timedelta(minutes=TWO_HOURS_AFTER))
    offices = 10 + 10 + 1  # weekly, yesterday's daily one, and Mahakam Ulu's of last week; older daily ones are locked
    late = 1_038 - 7 + offices
    assert [notice.title for notice in notices] == [f"{late:_} laporan belum masuk".replace("_", ".")]
