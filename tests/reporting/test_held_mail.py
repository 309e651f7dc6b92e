"""Mail that quiet hours held back is looked at again when it goes: it tells of what is still owed then, and of nothing else."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import ModelLogEntry

from desk.notices import causes
from desk.notices.models import Notice
from desk.notices.services import mail_due_notices
from desk.people import services as accounts
from desk.regions.models import Region
from desk.reporting.constants import LOG_MAIL_WITHHELD, Audience
from desk.reporting.models import Obligation, ReminderLadder, ReminderStep
from desk.reporting.services import rules as rule_services
from desk.reporting.services.reminding import remind
from tests.factories import people, regions, reports, rules

pytestmark = pytest.mark.django_db
DUE = datetime(2024, 11, 25, 15, tzinfo=UTC)  # Monday 22.00 WIB, within the quiet hours 21.00 to 05.00
MIDNIGHT, DAWN = DUE + timedelta(hours=2), datetime(2024, 11, 25, 22, tzinfo=UTC)  # 05.00 WIB
LADDER = ((-60, Audience.UNIT), (0, Audience.UNIT_HEAD), (120, Audience.SECRETARY))


@pytest.fixture
def world(clock):
    """Both kecamatan owe a report by 22.00; each has an officer and a camat, the desk a secretary, all with mail addresses."""
    regions.make_regions()
    desk = people.desk()
    for code, name in regions.BOGOR_DISTRICTS.items():
        region = Region.objects.get(code=code)
        accounts.assign_role(user=people.user(f"petugas.{code}", email=f"petugas@{code}.id"), role="officer", region=region)
        camat = people.user(f"camat.{code}", name=f"Camat {name}", email=f"camat@{code}.id")
        accounts.create_person(name=f"Camat {name}", region=region, user=camat, leads=True)
    secretary = people.user("sekretaris", email="sekretaris@desk.id")
    desk.secretary = accounts.create_person(name="Sekretaris", region=desk.region, user=secretary)
    desk.save()
    ladder = ReminderLadder.objects.create(name="Tangga")
    ReminderStep.objects.bulk_create(ReminderStep(ladder=ladder, minutes=minutes, audience=audience) for minutes, audience in LADDER)
    made = rules.saved(now=DUE - timedelta(days=3), ladder=ladder, desk=desk, due_time=time(22), lock_hours=72)
    clock.move_to(MIDNIGHT)
    remind(DUE)
    remind(MIDNIGHT)
    return made


@pytest.fixture
def mailbox(clock, run_tasks):
    """``mailbox(moment)``: the worker comes by then; whom it wrote to."""

    def at(moment):
        clock.move_to(moment)
        mail_due_notices(moment)
        run_tasks()
        return sorted(letter.to[0] for letter in mail.outbox)

    return at


def send(code, now):
    duty = Obligation.objects.select_related("form").filter(region_id=code).earliest("due_at")
    officer = people.user(f"petugas.{code}")
    return reports.send(duty.form, officer, {"uraian": "Aman."}, obligation=duty, now=now)


EVERYBODY = sorted([*(f"{who}@{code}.id" for code in regions.BOGOR_DISTRICTS for who in ("petugas", "camat")), "sekretaris@desk.id"])


def test_what_is_still_owed_is_told_when_the_quiet_hours_end(world, mailbox):
    assert mailbox(MIDNIGHT) == []
    assert mailbox(DAWN) == EVERYBODY


def test_whoever_sent_in_the_night_gets_no_mail_and_the_secretary_a_shorter_list(world, mailbox, clock):
    clock.move_to(MIDNIGHT)
    send("32.71.01", MIDNIGHT)

    assert mailbox(DAWN) == ["camat@32.71.02.id", "petugas@32.71.02.id", "sekretaris@desk.id"]
    (letter,) = [letter for letter in mail.outbox if letter.to == ["sekretaris@desk.id"]]
    assert letter.subject == "1 laporan belum masuk"
    assert "Bogor Timur" in letter.body and "Bogor Selatan" not in letter.body


def test_a_mail_of_which_nothing_is_left_is_not_sent_and_the_log_says_so(world, mailbox, client):
    for code in regions.BOGOR_DISTRICTS:
        send(code, MIDNIGHT)

    assert mailbox(DAWN) == []
    assert mailbox(DAWN + timedelta(days=1)) == []
    lines = ModelLogEntry.objects.filter(action=LOG_MAIL_WITHHELD)
    assert sorted({line.data["to"] for line in lines if line.label.endswith("Selatan")}) == ["Camat Bogor Selatan", "Dewi Lestari"]
    assert lines.count() == 6  # two officers, two camat, the secretary about both
    assert all(notice.withheld_at == DAWN and notice.mailed_at is None for notice in Notice.objects.all())
    client.force_login(people.user("sekretaris"))
    assert "pos-el tidak dikirim karena sudah tidak ditunggu" in client.get(reverse("notices:inbox")).text


def test_a_returned_report_was_sent(world, mailbox):
    reports.send_back(send("32.71.01", MIDNIGHT), people.operator(), now=MIDNIGHT)

    assert "petugas@32.71.01.id" not in mailbox(DAWN)


@pytest.mark.parametrize("become", ["cancelled", "locked"])
def test_a_duty_that_nobody_can_answer_any_more_is_not_told_of(world, mailbox, become):
    if become == "cancelled":
        Obligation.objects.update(due_at=DAWN + timedelta(hours=1))  # only what is not due yet follows its rule
        rule_services.end_rule(rule=world, user=None, now=MIDNIGHT)
    else:
        Obligation.objects.update(locks_at=DAWN - timedelta(hours=1))

    assert mailbox(DAWN) == []


def test_mail_by_day_tells_what_was_told(world, mailbox, clock):
    Notice.objects.all().delete()
    noon = datetime(2024, 12, 2, 14, tzinfo=UTC)  # an hour before the next due time, 21.00: the hour the quiet begins
    Obligation.objects.filter(due_at__gt=DAWN).update(due_at=noon - timedelta(hours=1))
    clock.move_to(noon - timedelta(hours=2))
    remind(noon - timedelta(hours=2))

    assert mailbox(noon - timedelta(hours=2)) == ["petugas@32.71.01.id", "petugas@32.71.02.id"]


def test_a_cause_is_registered_once():
    with pytest.raises(causes.AlreadyRegistered):
        causes.register("reporting.unit", lambda _notices, _now: {})
