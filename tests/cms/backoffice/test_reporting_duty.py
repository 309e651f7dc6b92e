"""An admin defines who owes what by when: always after a preview, always through the services."""

import pytest
from django.urls import reverse

from desk.calendar.services import create_election
from desk.reporting.constants import Audience, Link
from desk.reporting.models import Obligation, ReminderLadder, ReportingRule, ReportType, ReviewChain
from desk.reporting.services.chains import plan_of
from tests.factories import people, regions, rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, clock):
    client.force_login(people.admin())
    return client


def filled(**values):
    desk, kind, form = people.desk(), rules.report_type(), rules.form()
    return {
        "name": "Laporan mingguan kecamatan",
        "report_type": kind.pk,
        "form": form.pk,
        "desk": desk.pk,
        "units": "tier",
        "tier": "district",
        "rhythm": "weekly",
        "weekdays": ["0"],
        "due_time": "10:00",
        "days_after": "0",
        "grace_minutes": "0",
        "starts_from": "date",
        "starts_on": "2024-11-18",
        "starts_shift": "0",
        "ends_from": "date",
        "ends_on": "2024-12-16",
        "ends_shift": "0",
    } | values


def add(client, **values):
    return client.post(reverse("reportingrule:add"), filled(**values))


def test_a_rule_is_shown_before_it_is_saved(admin):
    page = add(admin)

    assert "2 unit" in page.text
    assert "Senin, 2 Desember 2024, 10.00 WIB" in page.text
    assert "<b>6</b> kewajiban dibuat" in page.text
    assert not ReportingRule.objects.exists()


def test_a_confirmed_rule_makes_its_duties(admin):
    add(admin, simpan="1")

    assert ReportingRule.objects.get().report_type.key == "mingguan"
    assert Obligation.objects.count() == 6


def test_a_changed_rule_tells_what_moves_and_what_stays(admin):
    add(admin, simpan="1")
    rule = ReportingRule.objects.get()

    page = admin.post(reverse("reportingrule:edit", args=[rule.pk]), filled(due_time="14:00"))

    assert "<b>6</b> kewajiban yang belum jatuh tempo ikut berubah" in page.text
    assert {duty.due_at.hour for duty in Obligation.objects.all()} == {3}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"weekdays": []}, "Hari batas belum dipilih"),
        ({"ends_on": "2024-11-01"}, "selesai sebelum mulai"),
        ({"units": "agencies"}, "Tidak ada unit"),
        ({"starts_from": "voting_day"}, "belum punya pemilihan"),
    ],
)
def test_a_refusal_stands_in_the_form_and_keeps_what_was_typed(admin, values, told):
    page = add(admin, **values, simpan="1")

    assert told in page.text
    assert "Laporan mingguan kecamatan" in page.text
    assert not ReportingRule.objects.exists()


def test_units_are_chosen_from_those_of_the_desk(admin):
    page = add(admin, units="chosen", chosen=["32.71.02", "32.71.02.1001"], simpan="1")

    assert page.status_code == 302
    assert {str(region.code) for region in ReportingRule.objects.get().regions.all()} == {"32.71.02", "32.71.02.1001"}


def test_a_unit_of_another_region_is_no_choice(admin):
    regions.semarang()

    page = add(admin, units="chosen", chosen=["33.74.01"], simpan="1")

    assert page.status_code == 200
    assert not ReportingRule.objects.exists()


def test_daily_around_voting_day(admin):
    create_election(key="bogor", name="Pilkada", region=regions.bogor(), voting_day=rules.date(2024, 11, 27))
    window = {"starts_from": "voting_day", "starts_shift": "-7", "ends_from": "voting_day", "ends_shift": "3"}

    add(admin, rhythm="daily", due_time="16:00", **window, simpan="1")
    listed = admin.get(reverse("reportingrule:index"))

    assert Obligation.objects.count() == 2 * 6  # from today, 25 November, to H+3
    assert "H-7 s.d. H+3" in listed.text


def test_a_rule_is_ended_and_its_past_stays(admin, clock):
    add(admin, simpan="1")
    rule = ReportingRule.objects.get()
    clock.move_to("2024-12-03T02:00:00+00:00")

    asked = admin.get(reverse("reportingrule:delete", args=[rule.pk]))
    admin.post(reverse("reportingrule:delete", args=[rule.pk]))

    assert "4 kewajiban yang belum jatuh tempo" in asked.text
    assert ReportingRule.objects.get().ended_at is not None
    assert Obligation.objects.filter(cancelled_at=None).count() == 2


def test_the_preview_of_another_voting_day_counts_the_duties_that_follow(admin):
    election = create_election(key="bogor", name="Pilkada", region=regions.bogor(), voting_day=rules.date(2024, 12, 10))
    window = {"starts_from": "voting_day", "starts_shift": "-7", "ends_from": "voting_day", "ends_shift": "3"}
    add(admin, rhythm="daily", due_time="16:00", **window, simpan="1")
    before = set(Obligation.objects.values_list("pk", "due_at", "cancelled_at"))
    values = {"name": election.name, "region": election.region_id, "key": election.key, "voting_day": "2024-12-17"}

    page = admin.post(reverse("election:edit", args=[election.pk]), values)

    assert "28 kewajiban lapor" in page.text  # seven days of two kecamatan go, seven come
    assert set(Obligation.objects.values_list("pk", "due_at", "cancelled_at")) == before


def test_a_moved_stage_moves_what_is_counted_from_it(admin):
    election = create_election(key="bogor", name="Pilkada", region=regions.bogor(), voting_day=rules.date(2024, 12, 10))
    window = {"starts_from": "stage_start", "starts_stage": "quiet_period", "ends_from": "stage_end", "ends_stage": "quiet_period"}
    add(admin, rhythm="daily", due_time="16:00", **window, simpan="1")
    stage = election.stages.get(key="quiet_period")
    values = {"election": election.pk, "name": stage.name, "starts_on": "2024-12-06", "ends_on": "2024-12-07", "key": stage.key}

    admin.post(reverse("stage:edit", args=[stage.pk]), values)

    days = {duty.period_start.isoformat() for duty in Obligation.objects.filter(cancelled_at=None)}
    assert days == {"2024-12-06", "2024-12-07"}


def test_a_chain_is_made_of_roles(admin):
    values = {
        "name": "Tiga langkah",
        "key": "tiga",
        "check_roles": ["duty_officer"],
        "accept_roles": ["operator"],
        "release_roles": ["head"],
    }

    admin.post(reverse("reviewchain:add"), values)

    assert list(plan_of(ReviewChain.objects.get(key="tiga")).links) == [Link.CHECK, Link.ACCEPT, Link.RELEASE]
    assert "Kirim &gt; Periksa &gt; Terima &gt; Rilis" in admin.get(reverse("reviewchain:index")).text


def test_a_chain_is_shortened_in_its_form(admin):
    values = {"name": "Alur", "key": "alur", "check_roles": ["duty_officer"], "accept_roles": ["operator"]}
    admin.post(reverse("reviewchain:add"), values)
    chain = ReviewChain.objects.get(key="alur")

    shown = admin.get(reverse("reviewchain:edit", args=[chain.pk]))
    admin.post(reverse("reviewchain:edit", args=[chain.pk]), values | {"check_roles": []})

    assert "checked" in shown.text
    assert list(plan_of(chain).links) == [Link.ACCEPT]


def test_a_ladder_has_its_steps_in_words(admin):
    steps = {
        "steps-TOTAL_FORMS": "2",
        "steps-INITIAL_FORMS": "0",
        "steps-MIN_NUM_FORMS": "1",
        "steps-MAX_NUM_FORMS": "1000",
        "steps-0-minutes": "-1440",
        "steps-0-audience": Audience.UNIT,
        "steps-1-minutes": "120",
        "steps-1-audience": Audience.SECRETARY,
    }

    empty = admin.get(reverse("reminderladder:add"))
    admin.post(reverse("reminderladder:add"), {"name": "Tangga", **steps})

    assert "1 hari sebelum batas waktu" in empty.text
    assert list(ReminderLadder.objects.get(name="Tangga").steps.values_list("minutes", "audience")) == [
        (-1440, Audience.UNIT),
        (120, Audience.SECRETARY),
    ]


def test_a_fresh_installation_has_a_ladder_that_a_new_rule_begins_with(admin):
    ladder = ReminderLadder.objects.get()
    people.desk()

    form = admin.get(reverse("reportingrule:add")).context["form"]
    shown = admin.get(reverse("reminderladder:edit", args=[ladder.pk]))

    assert (ladder.name, form["ladder"].value()) == ("Tangga bawaan", ladder.pk)
    rungs = [(-1440, Audience.UNIT), (-120, Audience.UNIT), (0, Audience.UNIT_HEAD), (120, Audience.SECRETARY)]
    assert list(ladder.steps.values_list("minutes", "audience")) == rungs
    assert "2 jam setelah batas waktu" in shown.text


def test_another_ladder_may_become_the_one_for_new_rules(admin):
    old, mine = ReminderLadder.objects.get(), ReminderLadder.objects.create(name="Tangga", preset=True)

    assert admin.get(reverse("reportingrule:add")).context["form"]["ladder"].value() == mine.pk
    old.refresh_from_db()
    assert not old.preset
    add(admin, ladder="", simpan="1")
    assert ReportingRule.objects.get().ladder is None  # a rule may go without


def test_a_report_type_keeps_its_key(admin):
    admin.post(reverse("reporttype:add"), {"name": "Harian", "key": "harian"})
    kind = ReportType.objects.get(key="harian")

    admin.post(reverse("reporttype:edit", args=[kind.pk]), {"name": "Laporan harian", "key": "lain"})

    assert ReportType.objects.get(pk=kind.pk).key == "harian"


@pytest.mark.parametrize("who", [people.editor, people.approver])
def test_editors_of_the_public_page_configure_no_duty(client, clock, who):
    client.force_login(who())

    assert client.get(reverse("reportingrule:index")).status_code == 302
