"""The ledger: one duty for each unit and period, made ahead, following the rule in the future and never in the past."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from desk.calendar import services as calendar
from desk.people.scope import scope_of
from desk.regions.models import Region
from desk.reporting.constants import Anchor, Rhythm, State, Units
from desk.reporting.errors import DutyLocked, DutyRefused, FormClosed, RuleRefused
from desk.reporting.models import Entry, Obligation, ReportingRule
from desk.reporting.selectors.rules import next_slots, obliged_units
from desk.reporting.services import ledger
from desk.reporting.services import rules as services
from desk.reporting.services.duty import reopen_duty
from tests.factories import people, regions, reports, rules

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 20, 1, tzinfo=UTC)  # Wednesday, 08.00 WIB


@pytest.fixture
def rule():
    return rules.saved(now=NOW)


def due_days(**conditions):
    found = Obligation.objects.filter(cancelled_at=None, **conditions).order_by("due_at").values_list("due_at", flat=True)
    return sorted({moment.astimezone(regions.bogor().zone).date() for moment in found})


def send(duty, officer, now, text="Aman."):
    return reports.send(duty.form, officer, {"uraian": text}, obligation=duty, now=now)


def first_duty():
    return Obligation.objects.select_related("form").filter(region_id="32.71.01").order_by("due_at").first()


def test_every_unit_owes_each_period_once_before_anybody_reports(rule):
    assert due_days() == [date(2024, 11, 25), date(2024, 12, 2), date(2024, 12, 9), date(2024, 12, 16)]
    assert Obligation.objects.count() == 2 * 4
    assert not Obligation.objects.filter(due_at__lte=NOW).exists()


def test_making_them_again_makes_none(rule):
    for hours in range(5):
        ledger.extend_all(NOW + timedelta(hours=hours))

    assert Obligation.objects.count() == 8


def test_the_database_refuses_a_second_duty_for_a_period(rule):
    duty = first_duty()
    duty.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        duty.save(force_insert=True)


def test_duties_are_due_on_the_clock_of_the_unit():
    samarinda = regions.samarinda()
    regions.region("64.72.01", "Palaran", "district", timezone="Asia/Makassar")
    rules.saved(now=NOW, desk=people.desk(samarinda, short_code="SMR"), report_type=rules.report_type("lain"))
    rules.saved(now=NOW)

    east = Obligation.objects.filter(region_id="64.72.01").earliest("due_at")
    west = Obligation.objects.filter(region_id="32.71.01").earliest("due_at")
    assert west.due_at - east.due_at == timedelta(hours=1)


def test_a_rule_without_an_end_reaches_further_every_week():
    rules.saved(now=NOW, ends_on=None)
    before = due_days()

    ledger.extend_all(NOW + timedelta(days=7))

    assert due_days() == [*before, before[-1] + timedelta(days=7)]


class TestChange:
    def test_future_duties_move_and_past_ones_never(self, rule):
        later = datetime(2024, 11, 26, 1, tzinfo=UTC)
        past = list(Obligation.objects.filter(due_at__lt=later).values_list("pk", "due_at", "locks_at"))
        rule.due_time, rule.lock_hours = time(14), 24

        change = services.save_rule(rule=rule, user=None, now=later)

        assert change.moved_count == 6
        assert list(Obligation.objects.filter(pk__in=[pk for pk, *_ in past]).values_list("pk", "due_at", "locks_at")) == past
        assert {duty.due_at.hour for duty in Obligation.objects.filter(due_at__gt=later)} == {7}
        assert Obligation.objects.count() == 8

    def test_a_preview_writes_nothing(self, rule):
        rule.due_time = time(14)

        told = services.preview(rule, now=NOW)

        assert told.change.moved_count == 8
        assert ReportingRule.objects.get().due_time == time(10)
        assert {duty.due_at.hour for duty in Obligation.objects.all()} == {3}

    def test_another_weekday_cancels_and_makes(self, rule):
        rule.weekdays = [2]

        change = services.save_rule(rule=rule, user=None, now=NOW)

        assert len(change.cancelled) == 8
        assert due_days() == [date(2024, 11, 20), date(2024, 11, 27), date(2024, 12, 4), date(2024, 12, 11)]

    def test_and_back_again_revives_the_same_rows(self, rule):
        before = set(Obligation.objects.values_list("pk", flat=True))
        rule.weekdays = [2]
        services.save_rule(rule=rule, user=None, now=NOW)
        rule.weekdays = [0]

        services.save_rule(rule=rule, user=None, now=NOW)

        assert set(Obligation.objects.filter(cancelled_at=None).values_list("pk", flat=True)) == before

    def test_what_is_answered_early_stays_as_it_was(self, rule):
        officer = people.officer()
        entry = send(first_duty(), officer, NOW)
        rule.weekdays = [2]

        services.save_rule(rule=rule, user=None, now=NOW)

        kept = Obligation.objects.get(entry=entry)
        assert kept.cancelled_at is None
        assert kept.due_at == datetime(2024, 11, 25, 3, tzinfo=UTC)

    def test_an_ended_rule_makes_no_more_and_leaves_the_past(self, rule):
        later = datetime(2024, 11, 26, 1, tzinfo=UTC)

        services.end_rule(rule=rule, user=None, now=later)
        ledger.extend_all(later)

        assert due_days() == [date(2024, 11, 25)]


class TestRegions:
    def test_a_closed_unit_owes_nothing_of_a_period_after_it(self, rule):
        Region.objects.filter(code="32.71.02").update(closed_on=date(2024, 11, 27))

        ledger.extend_all(NOW)

        assert due_days(region_id="32.71.02") == [date(2024, 11, 25), date(2024, 12, 2)]
        assert len(due_days(region_id="32.71.01")) == 4

    def test_a_new_unit_owes_from_the_running_period_on(self, rule):
        regions.region("32.71.03", "Bogor Utara", "district")

        ledger.extend_all(datetime(2024, 11, 27, 1, tzinfo=UTC))

        assert due_days(region_id="32.71.03") == [date(2024, 12, 2), date(2024, 12, 9), date(2024, 12, 16)]

    def test_a_renamed_unit_keeps_its_duties(self, rule):
        before = set(Obligation.objects.values_list("pk", flat=True))
        Region.objects.filter(code="32.71.01").update(name="Bogor Kidul")

        ledger.extend_all(NOW)

        assert set(Obligation.objects.values_list("pk", flat=True)) == before


class TestUnits:
    def test_all_agencies(self):
        dinkes = people.agency()
        rule = rules.saved(now=NOW, units=Units.AGENCIES)

        assert [one.unit.agency_id for one in obliged_units(rule)] == [dinkes.pk]
        assert Obligation.objects.filter(agency=dinkes).count() == 4

    def test_the_desk_itself(self):
        rule = rules.saved(now=NOW, units=Units.DESK)

        assert [one.unit.region_code for one in obliged_units(rule)] == ["32.71"]

    def test_chosen_ones(self):
        made = rules.rule(units=Units.CHOSEN)
        chosen = [Region.objects.get(code="32.71.02.1001")]

        rules.save(made, now=NOW, regions=chosen, agencies=[people.agency()])

        assert {one.unit.name for one in obliged_units(made)} == {"Kelurahan Sukasari", "Dinas Kesehatan"}


class TestCalendar:
    @pytest.fixture
    def election(self):
        return calendar.create_election(key="bogor", name="Pilkada", region=regions.bogor(), voting_day=date(2024, 11, 27))

    @pytest.fixture
    def daily(self, election):
        return rules.saved(
            now=NOW,
            rhythm=Rhythm.DAILY,
            due_time=time(16),
            starts_from=Anchor.VOTING_DAY,
            starts_shift=-7,
            ends_from=Anchor.VOTING_DAY,
            ends_shift=3,
        )

    def test_daily_from_seven_days_before_to_three_after(self, daily):
        assert due_days() == [date(2024, 11, 20) + timedelta(days=number) for number in range(11)]

    def test_moving_voting_day_moves_what_is_counted_from_it(self, daily, election):
        calendar.move_voting_day(election=election, voting_day=date(2024, 12, 4), now=NOW)

        assert due_days() == [date(2024, 11, 27) + timedelta(days=number) for number in range(11)]

    def test_a_stage_may_bound_a_rule(self, election):
        rules.saved(
            now=NOW,
            rhythm=Rhythm.DAILY,
            starts_from=Anchor.STAGE_START,
            starts_stage="quiet_period",
            ends_from=Anchor.STAGE_END,
            ends_stage="quiet_period",
        )

        assert due_days() == [date(2024, 11, 24), date(2024, 11, 25), date(2024, 11, 26)]

    def test_a_stage_that_is_not_there_is_named(self, election):
        with pytest.raises(RuleRefused, match="putaran"):
            rules.saved(now=NOW, starts_from=Anchor.STAGE_START, starts_stage="putaran-dua")

    def test_a_rule_whose_calendar_is_gone_stops_no_other(self, daily, election):
        rules.saved(now=NOW, report_type=rules.report_type("lain"), ends_on=None)
        election.stages.all().delete()
        election.delete()

        ledger.extend_all(NOW + timedelta(days=7))

        assert due_days(report_type__key="lain")[-1] == date(2024, 12, 30)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"starts_on": None}, "Tanggal mulai belum diisi"),
        ({"ends_on": date(2024, 10, 1)}, "selesai sebelum mulai"),
        ({"weekdays": []}, "Hari batas belum dipilih"),
        ({"rhythm": Rhythm.HOURLY, "every_hours": 5}, "Pilih 1, 2, 3"),
        ({"rhythm": Rhythm.ONCE, "ends_on": None}, "Tanggal selesai periode"),
        ({"grace_minutes": 120, "lock_hours": 1}, "terkunci sebelum toleransinya habis"),
        ({"rhythm": Rhythm.DAILY, "days_after": -1}, "sebelum periodenya mulai"),
        ({"units": Units.AGENCIES}, "Tidak ada unit"),
        ({"units": Units.CHOSEN}, "Tidak ada unit"),
        ({"tier": ""}, "Tingkat wilayah belum dipilih"),
        ({"starts_from": Anchor.VOTING_DAY}, "belum punya pemilihan"),
        ({"ends_on": date(2026, 12, 16)}, "lebih dari 400 hari"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_the_way_out(values, told):
    with pytest.raises(RuleRefused, match=told):
        rules.saved(now=NOW, **values)

    assert not ReportingRule.objects.exists()


def test_a_retired_form_makes_no_rule():
    form = rules.form()
    form.retired_at = NOW
    form.save()

    with pytest.raises(RuleRefused, match="dihentikan"):
        rules.saved(now=NOW)


def test_two_rules_of_one_type_may_not_oblige_a_unit_on_the_same_days(rule):
    with pytest.raises(RuleRefused, match="Kecamatan Bogor Selatan sudah diwajibkan"):
        rules.saved(now=NOW, rhythm=Rhythm.DAILY)

    rules.saved(now=NOW, rhythm=Rhythm.DAILY, starts_on=date(2024, 12, 17), ends_on=date(2024, 12, 20))


def test_units_of_another_region_are_refused():
    regions.semarang()
    with pytest.raises(RuleRefused, match="tidak berada di"):
        rules.save(rules.rule(units=Units.CHOSEN), now=NOW, regions=[Region.objects.get(code="33.74.01")])


class TestSending:
    @pytest.fixture
    def officer(self):
        return people.officer()

    @pytest.fixture
    def locking(self):
        return rules.saved(now=NOW, lock_hours=24, grace_minutes=30)

    def test_grace_is_on_time_and_after_it_is_late(self, locking, officer):
        duty = first_duty()

        entry = send(duty, officer, duty.due_at + timedelta(minutes=20))

        assert not entry.sent_late
        assert not entry.submissions.get().late

    def test_after_grace_is_late(self, locking, officer):
        duty = first_duty()

        assert send(duty, officer, duty.due_at + timedelta(minutes=31)).sent_late

    def test_after_the_lock_nothing_is_sent_and_the_typing_is_kept(self, locking, officer):
        duty = first_duty()

        with pytest.raises(DutyLocked, match="minta posko"):
            send(duty, officer, duty.locks_at + timedelta(seconds=1), "Banjir surut.")

        draft = Entry.objects.get()
        assert draft.state == State.DRAFT
        assert draft.draft["uraian"] == ["Banjir surut."]

    def test_a_desk_opens_it_again_with_a_reason(self, locking, officer):
        duty, operator = first_duty(), people.operator()
        now = duty.locks_at + timedelta(hours=1)

        with pytest.raises(DutyRefused, match="Alasan"):
            reopen_duty(obligation_id=duty.pk, until=now + timedelta(hours=2), user=operator, reason=" ", now=now)
        reopen_duty(obligation_id=duty.pk, until=now + timedelta(hours=2), user=operator, reason="Listrik padam.", now=now)

        assert send(first_duty(), officer, now + timedelta(hours=1)).state == State.SENT

    def test_another_regions_desk_does_not(self, locking):
        duty = first_duty()
        stranger = people.operator(regions.semarang())

        with pytest.raises(DutyRefused, match="Peran"):
            reopen_duty(obligation_id=duty.pk, until=duty.locks_at + timedelta(days=2), user=stranger, reason="x", now=duty.locks_at)

    def test_a_returned_report_may_be_mended_after_the_lock(self, locking, officer):
        duty = first_duty()
        entry = send(duty, officer, duty.due_at)
        reports.send_back(entry, people.operator())

        again = reports.send(duty.form, officer, {"uraian": "Lengkap."}, entry=entry, now=duty.locks_at + timedelta(days=1))

        assert again.state == State.SENT

    def test_a_period_that_has_not_begun_is_not_told_of(self, locking, officer):
        duty = Obligation.objects.select_related("form").filter(region_id="32.71.01").latest("due_at")

        with pytest.raises(FormClosed, match="belum mulai"):
            send(duty, officer, NOW)

    def test_a_cancelled_duty_is_not_owed(self, locking, officer):
        duty = first_duty()
        services.end_rule(rule=locking, user=None, now=NOW)

        with pytest.raises(FormClosed):
            send(duty, officer, NOW)


def test_a_preview_tells_the_first_due_times_in_every_zone():
    samarinda = regions.samarinda()
    regions.region("64.72.01", "Palaran", "district", timezone="Asia/Makassar")
    made = rules.rule(desk=people.desk(samarinda, short_code="SMR"), ends_on=None)

    (zone,) = next_slots(made, obliged_units(made), now=NOW, most=3)

    assert (str(zone.zone), zone.units, len(zone.slots)) == ("Asia/Makassar", 1, 3)
    assert zone.slots[0].due_at == datetime(2024, 11, 25, 2, tzinfo=UTC)


def test_an_officer_sees_what_the_rule_wants_of_the_running_period(rule):
    officer = people.officer()

    owed = Obligation.objects.owed_by(officer).filter(opens_at__lte=NOW)

    assert [duty.slot for duty in owed] == ["2024-11-18/2024-11-24"]
    assert scope_of(officer).units[0].region_code == owed[0].region_id


def test_saving_costs_the_same_for_every_number_of_weeks(django_assert_max_num_queries):
    made = rules.rule(starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    with django_assert_max_num_queries(24):
        services.save_rule(rule=made, user=None, now=datetime(2024, 1, 1, tzinfo=UTC))

    assert Obligation.objects.count() == 2 * 53  # Mondays of that year
