"""A desk's weeks as a machine: whatever officers, reviewers, the admin, the worker and the clock do, in any order.

After each event ``check`` holds what nobody may break. The world below is made once; every run begins in it and is rolled back.
"""

from collections import Counter, defaultdict
from contextlib import ExitStack, suppress
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import time_machine
from django.db import transaction
from django.db.models import F
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desk.core.errors import DeskError
from desk.core.words import percent
from desk.notices.models import WAITS_FOR_MAIL, Notice
from desk.notices.services import mail_due_notices
from desk.people.models import Role, User
from desk.people.scope import scope_of
from desk.regions.models import Region
from desk.reporting.constants import Audience, Link, Rhythm, State
from desk.reporting.errors import DutyLocked, NotEditable, RuleRefused
from desk.reporting.models import (
    Decision,
    Entry,
    Obligation,
    Reminder,
    ReminderLadder,
    ReminderStep,
    ReportingRule,
    ReviewChain,
    Submission,
)
from desk.reporting.selectors.compliance import Figures
from desk.reporting.selectors.compliance_choice import Choice, subjects_of
from desk.reporting.selectors.reviewing import is_forward
from desk.reporting.selectors.rules import obliged_units, slots_of, window_of
from desk.reporting.services import ledger
from desk.reporting.services import rules as rule_services
from desk.reporting.services.chains import ChainPlan, save_chain
from desk.reporting.services.duty import reopen_duty
from desk.reporting.services.reminding import remind
from desk.reporting.services.review import decide, steps_for
from desk.reporting.services.sending import send_entry
from tests.factories import people, regions, rules

BEGIN = datetime(2024, 11, 20, 1, tzinfo=UTC)  # Wednesday, 08.00 WIB
DISTRICTS = ("32.71.01", "32.71.02")
DECIDERS = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD)
LADDER = ((-1440, Audience.UNIT), (-120, Audience.UNIT), (0, Audience.UNIT_HEAD), (120, Audience.SECRETARY), (1440, Audience.HEAD))
FROZEN = ("pk", "opens_at", "due_at", "on_time_until", "locks_at", "cancelled_at", "form_id")
ACTIONS = ("check", "accept", "release", "return", "back_sent", "back_checked", "back_accepted")
events = Counter()  # of all runs of this process, by name


def make_world():
    """Two kecamatan with two officers each, one of whom reviews too; a desk with everybody; a chain of three steps anybody may take."""
    regions.bogor()
    for code in DISTRICTS:
        for number in range(2):
            people.officer(Region.objects.get(code=code), username=f"petugas{number}.{code}")
    both = User.objects.get(username=f"petugas0.{DISTRICTS[0]}")
    people.services.assign_role(user=both, role=Role.OPERATOR, desk=people.desk())
    for make in (people.operator, people.duty_officer, people.head, people.viewer):
        make()
    User.objects.update(email="petugas@desk.id")
    kind = rules.report_type()
    kind.chain = save_chain(chain=ReviewChain(key="alur", name="Alur"), plan=ChainPlan(dict.fromkeys(Link, DECIDERS)), user=None)
    kind.save()
    ladder = ReminderLadder.objects.create(name="Tangga")
    ReminderStep.objects.bulk_create(ReminderStep(ladder=ladder, minutes=minutes, audience=audience) for minutes, audience in LADDER)


class Weeks(RuleBasedStateMachine):
    """``answered``: keys of duties that were sent, as far as the machine itself saw it; ``past``: duties as they stood when due."""

    def __init__(self):
        super().__init__()
        self.now, self.answered, self.past, self.sendings = BEGIN, set(), {}, []
        self.stack = ExitStack()
        self.clock = self.stack.enter_context(time_machine.travel(BEGIN, tick=False))
        self.stack.enter_context(transaction.atomic())
        self.stack.callback(transaction.set_rollback, True)
        self.users = list(User.objects.order_by("pk"))
        self.officers = [user for user in self.users if scope_of(user).units]
        self.reviewers = [user for user in self.users if scope_of(user).roots]
        self.operator = User.objects.get(username="operator.32.71")
        self.viewer = User.objects.get(username="pengamat.32.71")

    def teardown(self):
        self.stack.close()

    @initialize(lock=st.sampled_from([None, 24]), grace=st.sampled_from([0, 30]))
    def save_the_first_rule(self, lock, grace):
        rules.saved(now=self.now, ladder=ReminderLadder.objects.get(name="Tangga"), lock_hours=lock, grace_minutes=grace, ends_on=None)

    # What people, worker and clock do

    @rule(minutes=st.sampled_from([1, 20, 90, 600, 1440, 4000]))
    def move_the_clock(self, minutes):
        events["clock"] += 1
        self.now += timedelta(minutes=minutes)
        self.clock.move_to(self.now)

    @rule(who=st.integers(0, 3), which=st.integers(0, 7), nil=st.booleans())
    def send(self, who, which, nil):
        owed = Obligation.objects.owed_by(self.officers[who]).filter(opens_at__lte=self.now)
        duties = list(owed.select_related("form").order_by("-due_at", "region_id")[:8])
        if not duties:
            return
        duty = duties[which % len(duties)]
        entry = Entry.objects.filter(obligation=duty).first()
        sending = {
            "uuid": entry.uuid if entry else uuid4(),
            "submission": uuid4() if entry and entry.submission_count else None,
            "form": duty.form,
            "unit": scope_of(self.officers[who]).units[0],
            "user": self.officers[who],
            "raw": {"is_nil": ["ya" if nil else "tidak"], "uraian": ["Aman."]},
            "obligation": duty,
        }
        self._send(sending, duty)

    def _send(self, sending, duty):
        events["send"] += 1
        shut = duty.is_locked(self.now) and duty.pk not in self.answered
        try:
            receipt = send_entry(**sending, now=self.now)
        except DutyLocked:
            assert shut
        except NotEditable:
            assert Entry.objects.get(obligation=duty).state not in {State.DRAFT, State.RETURNED}
        else:
            assert not shut and not receipt.repeated
            self.answered.add(duty.pk)
            self.sendings.append((sending, receipt.submission.uuid))

    @precondition(lambda self: self.sendings)
    @rule(which=st.integers(0, 50))
    def replay(self, which):
        """A telephone sends the very same submission again, however much happened since."""
        events["replay"] += 1
        sending, submission = self.sendings[which % len(self.sendings)]
        before = Submission.objects.count()
        receipt = send_entry(**sending, now=self.now)
        assert receipt.repeated and receipt.submission.uuid == submission
        assert Submission.objects.count() == before

    @precondition(lambda self: self.sendings)
    @rule(which=st.integers(0, 20), who=st.integers(0, 10), action=st.sampled_from(ACTIONS))
    def try_a_step(self, which, who, action):
        self._decide(self._report(which), self.users[who % len(self.users)], action)

    @precondition(lambda self: self.sendings)
    @rule(which=st.integers(0, 20), step=st.integers(0, 20))
    def take_a_step(self, which, step):
        """One of those that the pages offer to somebody."""
        entry = self._report(which)
        offered = [(user, found.action) for user in self.reviewers for found in steps_for(entry, user)]
        if offered:
            self._decide(entry, *offered[step % len(offered)])

    @staticmethod
    def _report(which):
        sent = list(Entry.objects.exclude(first_sent_at=None).order_by("-sent_at", "pk"))
        return sent[which % len(sent)]

    def _decide(self, entry, user, action):
        events["step"] += 1
        offered = action in {step.action for step in steps_for(entry, user)}
        try:
            decide(entry_id=entry.pk, action=action, user=user, reason="Mohon dilengkapi.", now=self.now)
        except DeskError:
            assert not offered
        else:
            assert offered

    @rule(
        change=st.fixed_dictionaries(
            {},
            optional={
                "due_time": st.sampled_from([time(8), time(10), time(16, 30)]),
                "weekdays": st.sampled_from([[0], [2], [0, 3]]),
                "rhythm": st.sampled_from([Rhythm.WEEKLY, Rhythm.WEEKLY, Rhythm.DAILY]),
                "lock_hours": st.sampled_from([None, 6, 24]),
                "grace_minutes": st.sampled_from([0, 45]),
                "ends_on": st.sampled_from([None, date(2024, 12, 9)]),
            },
        )
    )
    def edit_the_rule(self, change):
        events["rule"] += 1
        made = ReportingRule.objects.select_related("desk__region", "report_type", "form").filter(ended_at=None).first()
        if made is None:
            return
        for name, value in change.items():
            setattr(made, name, value)
        with suppress(DeskError):
            rule_services.save_rule(rule=made, user=None, now=self.now)

    @rule()
    def end_the_rule_and_make_another(self):
        """While one goes on, another one of the type for the same units is refused."""
        events["rule"] += 1
        running = ReportingRule.objects.select_related("desk__region").filter(ended_at=None).first()
        with suppress(RuleRefused), transaction.atomic():
            rules.saved(now=self.now, name="Lain", ladder=ReminderLadder.objects.get(name="Tangga"), ends_on=None)
            assert running is None or running.ends_on is not None
        if running is not None:
            rule_services.end_rule(rule=running, user=None, now=self.now)

    @rule()
    def let_the_worker_extend(self):
        events["worker"] += 1
        ledger.extend_all(self.now)
        for made in ReportingRule.objects.filter(ended_at=None).select_related("desk__region"):
            window, standing = window_of(made, self.now.date()), self._standing()
            for one in obliged_units(made):
                for slot in slots_of(made, window, ZoneInfo(one.unit.timezone), now=self.now):
                    expected = one.until is None or slot.start < one.until
                    assert standing[one.unit.region_code, slot.key] == expected or (one.unit.region_code, slot.key) in self._answered()

    @staticmethod
    def _standing():
        return Counter(Obligation.objects.filter(cancelled_at=None).values_list("region_id", "slot"))

    def _answered(self):
        return set(Obligation.objects.filter(pk__in=self.answered).values_list("region_id", "slot"))

    @rule(times=st.integers(1, 2))
    def let_the_worker_remind(self, times):
        events["remind"] += 1
        for _restart in range(times):
            known = set(Reminder.objects.values_list("pk", flat=True))
            remind(self.now)
            new = Reminder.objects.exclude(pk__in=known)
            assert not self.answered & set(new.values_list("obligation_id", flat=True))
        assert times == 1 or not new.exists()

    @rule()
    def let_the_worker_mail(self):
        """What waited through the night tells of something that is still owed, or stays away."""
        events["mail"] += 1
        waiting = list(Notice.objects.filter(WAITS_FOR_MAIL).values_list("pk", flat=True))
        mail_due_notices(self.now)
        for notice in Notice.objects.filter(pk__in=waiting).exclude(mailed_at=None):
            assert not set(notice.about_ids) <= self.answered
        for notice in Notice.objects.filter(pk__in=waiting).exclude(withheld_at=None):
            told = Obligation.objects.filter(pk__in=notice.about_ids)
            assert all(duty.pk in self.answered or duty.cancelled_at or duty.is_locked(self.now) for duty in told)

    @rule(code=st.sampled_from(DISTRICTS), days=st.sampled_from([None, 3]))
    def close_a_unit(self, code, days):
        events["unit"] += 1
        closed_on = None if days is None else self.now.date() + timedelta(days=days)
        Region.objects.filter(code=code).update(closed_on=closed_on)

    @rule(hours=st.sampled_from([1, 30]))
    def open_again(self, hours):
        duty = Obligation.objects.filter(cancelled_at=None, locks_at__lt=self.now).order_by("-due_at", "pk").first()
        if duty is None:
            return
        events["reopen"] += 1
        with suppress(DeskError):
            reopen_duty(obligation_id=duty.pk, until=self.now + timedelta(hours=hours), user=self.operator, reason="Listrik.", now=self.now)

    # What holds after each event

    @invariant()
    def check(self):
        self._one_duty_for_each_unit_and_period()
        self._the_past_stays()
        self._shares_are_shares()
        self._a_duty_is_answered_when_its_report_is_sent()
        self._steps_are_taken_by_different_people()

    def _one_duty_for_each_unit_and_period(self):
        assert all(count == 1 for count in self._standing().values())

    def _the_past_stays(self):
        rows = {row[0]: row for row in Obligation.objects.filter(due_at__lte=self.now, cancelled_at=None).values_list(*FROZEN)}
        assert all(rows.get(pk) == row for pk, row in self.past.items())
        self.past = rows

    def _shares_are_shares(self):
        region = Region.objects.get(code="32.71")
        subject = next(iter(subjects_of(region, self.now)), None)
        if subject is None:
            assert not self.answered
            return
        figures = Figures(Choice(region, subject, weeks=500), self.viewer, self.now)
        for tally in [*figures.by_unit.values(), figures.total]:
            assert 0 <= tally.timely <= tally.reported <= tally.counted <= tally.owed
            shares = [percent(part, tally.counted) for part in (tally.reported, tally.timely)]
            assert all(share == "-" or 0 <= float(share.rstrip("%").replace(",", ".")) <= 100 for share in shares)
        assert figures.total.reported == len(self.answered)

    def _a_duty_is_answered_when_its_report_is_sent(self):
        assert not Obligation.objects.exclude(answered_at=F("entry__first_sent_at")).exclude(answered_at=None, entry__first_sent_at=None)

    def _steps_are_taken_by_different_people(self):
        senders = defaultdict(set)
        for entry, number, sender in Submission.objects.values_list("entry_id", "number", "sent_by_id"):
            senders[entry].add((number, sender))
        rounds = defaultdict(list)
        rows = Decision.objects.order_by("pk").values_list("entry_id", "submission__number", "from_state", "to_state", "decided_by_id")
        for entry, number, before, after, user in rows:
            assert user not in {sender for sent, sender in senders[entry] if sent <= number}
            taken = rounds[entry, number]
            if not is_forward(before, after):
                taken.clear()
                continue
            assert user not in {by for _step, by in taken}
            assert (before, after) not in {step for step, _by in taken}
            taken.append(((before, after), user))
