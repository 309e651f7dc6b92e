"""Whoever leads a unit or keeps a desk's papers without an account is told by mail alone, and each step is logged once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from desk.notices.models import Notice
from desk.notices.services import mail_due_notices
from desk.people import services as accounts
from desk.regions.models import Region
from desk.reporting.constants import Audience, Reminded
from desk.reporting.models import Reminder, ReminderLadder, ReminderStep
from desk.reporting.services.reminding import remind
from tests.factories import people, regions, rules

pytestmark = pytest.mark.django_db
DUE = datetime(2024, 11, 25, 3, tzinfo=UTC)  # Monday 10.00 WIB
AFTER = DUE + timedelta(hours=2)
LADDER = ((0, Audience.UNIT_HEAD), (120, Audience.SECRETARY))


@pytest.fixture
def desk():
    """Bogor Selatan is led by somebody with a mail address, Bogor Timur by somebody without one; neither has an account."""
    regions.make_regions()
    desk = people.desk()
    for code, email in (("32.71.01", "camat@selatan.id"), ("32.71.02", "")):
        region = Region.objects.get(code=code)
        accounts.create_person(name=f"Camat {region.name}", region=region, email=email, leads=True)
    desk.secretary = accounts.create_person(name="Sekretaris", region=desk.region, email="sekretaris@desk.id")
    desk.save()
    ladder = ReminderLadder.objects.create(name="Tangga")
    ReminderStep.objects.bulk_create(ReminderStep(ladder=ladder, minutes=minutes, audience=audience) for minutes, audience in LADDER)
    rules.saved(now=DUE - timedelta(days=3), ladder=ladder, desk=desk)
    return desk


@pytest.fixture
def mailbox(run_tasks):
    def at(moment):
        remind(moment)
        mail_due_notices(moment)
        run_tasks()
        return [(letter.to[0], letter.subject) for letter in mail.outbox]

    return at


def test_the_head_of_a_unit_gets_the_mail_once(desk, mailbox):
    letters = [mailbox(DUE) for _restart in range(3)][-1]

    assert [to for to, _subject in letters] == ["camat@selatan.id"]
    assert mail.outbox[0].body.startswith("Yth. Camat Bogor Selatan")
    assert "http" not in mail.outbox[0].body  # no door opens without an account
    row = Reminder.objects.get(obligation__region_id="32.71.01")
    assert (row.outcome, row.recipients, row.persons) == (Reminded.TOLD, [], [Notice.objects.get().person_id])


def test_without_an_address_nobody_is_told_and_the_log_says_so(desk):
    remind(DUE)

    assert Reminder.objects.get(obligation__region_id="32.71.02").outcome == Reminded.NOBODY


def test_a_secretary_without_account_gets_the_list_and_the_operators_see_it_in_the_product(desk, mailbox):
    operator = accounts.ensure_user(username="operator", name="Dewi", password_hash="!", email="operator@desk.id")
    accounts.assign_role(user=operator, role="operator", desk=desk)

    letters = mailbox(AFTER)

    listed = [to for to, subject in letters if subject == "2 laporan belum masuk"]
    assert sorted(listed) == ["operator@desk.id", "sekretaris@desk.id"]
    assert Notice.objects.exclude(user=None).get().user == operator
    told = Reminder.objects.filter(audience=Audience.SECRETARY)
    assert [(row.recipients, len(row.persons)) for row in told] == [([operator.pk], 1)] * 2


def test_an_account_that_is_switched_off_gets_nothing(desk, mailbox):
    user = people.user("camat", email="lama@selatan.id")
    accounts.create_person(name="Camat Lama", region=Region.objects.get(code="32.71.02"), user=user, email="lama@selatan.id", leads=True)
    user.is_active = False
    user.save()

    assert [to for to, _subject in mailbox(DUE)] == ["camat@selatan.id"]


def test_with_an_account_the_mail_goes_there(desk, mailbox):
    camat = people.user("camat", email="akun@selatan.id")
    accounts.create_person(name="Camat", region=Region.objects.get(code="32.71.01"), user=camat, email="pribadi@selatan.id", leads=True)

    assert sorted(to for to, _subject in mailbox(DUE)) == ["akun@selatan.id", "camat@selatan.id"]
