"""Messages: once for each cause, mail outside quiet hours, nobody else's."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse

from desk.notices.models import Notice, NoticeSettings
from desk.notices.quiet import after_quiet
from desk.notices.services import Message, forget_old, mail_due_notices, tell
from desk.notices.whatsapp import link_to, number_of
from tests.factories import people, regions

pytestmark = pytest.mark.django_db
WIB, WITA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar")
NOON = datetime(2024, 11, 25, 5, tzinfo=UTC)  # 12.00 WIB
NIGHT = datetime(2024, 11, 25, 15, tzinfo=UTC)  # 22.00 WIB


@pytest.fixture
def reader():
    regions.make_regions()
    return people.user("pembaca", email="pembaca@example.org")


def message(user, key="sebab", **values):
    return Message(user, key, **{"title": "Laporan menunggu", "body": "Batas hari ini.", "link": "/lapor/", "zone": WIB, **values})


def letters(deliver_mail):
    deliver_mail()
    return [(letter.to[0], letter.subject) for letter in mail.outbox]


@pytest.fixture
def deliver_mail(monkeypatch):
    """The queue of mails, worked off at once."""
    from desk.core import mail as core_mail

    tasks = []
    monkeypatch.setattr(core_mail, "async_task", lambda _path, *args, **_more: tasks.append(args))
    return lambda: [core_mail.deliver(*tasks.pop(0)) for _task in list(tasks)]


def test_the_same_cause_tells_once(reader):
    for _again in range(3):
        tell([message(reader)], now=NOON)

    assert Notice.objects.count() == 1


def test_mail_is_handed_over_once_however_often_the_worker_runs(reader, deliver_mail):
    tell([message(reader)], now=NOON)

    assert [mail_due_notices(NOON), mail_due_notices(NOON), mail_due_notices(NOON + timedelta(hours=1))] == [1, 0, 0]
    assert letters(deliver_mail) == [("pembaca@example.org", "Laporan menunggu")]


def test_several_messages_are_one_mail(reader, deliver_mail):
    tell([message(reader, "a"), message(reader, "b", title="Lain")], now=NOON)
    mail_due_notices(NOON)

    assert letters(deliver_mail) == [("pembaca@example.org", "2 pesan dari Desk Pilkada")]
    assert "Lain" in mail.outbox[0].body


def test_quiet_hours_hold_the_mail_back_and_not_the_inbox(reader, deliver_mail):
    tell([message(reader)], now=NIGHT)

    assert Notice.objects.filter(user=reader).exists()
    assert mail_due_notices(NIGHT) == 0
    assert mail_due_notices(datetime(2024, 11, 25, 22, tzinfo=UTC)) == 1  # 05.00 WIB


def test_an_account_without_an_address_has_an_inbox_only():
    tell([message(people.user("tanpa"))], now=NOON)

    assert mail_due_notices(NOON) == 0


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        (NOON, WIB, NOON),
        (datetime(2024, 11, 25, 13, 59, tzinfo=UTC), WIB, datetime(2024, 11, 25, 13, 59, tzinfo=UTC)),
        (datetime(2024, 11, 25, 14, tzinfo=UTC), WIB, datetime(2024, 11, 25, 22, tzinfo=UTC)),
        (datetime(2024, 11, 25, 13, 30, tzinfo=UTC), WITA, datetime(2024, 11, 25, 21, tzinfo=UTC)),
        (datetime(2024, 11, 25, 21, 59, tzinfo=UTC), WIB, datetime(2024, 11, 25, 22, tzinfo=UTC)),
        (datetime(2024, 11, 25, 22, tzinfo=UTC), WIB, datetime(2024, 11, 25, 22, tzinfo=UTC)),
    ],
)
def test_quiet_hours_end_in_the_readers_morning(moment, zone, expected):
    assert after_quiet(moment, zone, time(21), time(5)) == expected


def test_equal_times_are_no_quiet_hours(reader):
    NoticeSettings.objects.create(quiet_from=time(0), quiet_until=time(0))
    tell([message(reader)], now=NIGHT)

    assert Notice.objects.get().mail_at == NIGHT


def test_the_inbox_shows_own_messages_and_marks_them(client, reader):
    tell([message(reader), message(people.user("lain", email="l@example.org"), title="Rahasia orang lain")], now=NOON)
    client.force_login(reader)

    page = client.get(reverse("notices:inbox"))
    answer = client.post(reverse("notices:read", args=[Notice.objects.get(user=reader).pk]))

    assert "Laporan menunggu" in page.text
    assert "Rahasia" not in page.text
    assert answer.url == "/lapor/"
    assert Notice.objects.get(user=reader).read_at is not None


def test_somebody_elses_message_is_not_there(client, reader):
    tell([message(people.user("lain"))], now=NOON)
    client.force_login(reader)

    assert client.post(reverse("notices:read", args=[Notice.objects.get().pk])).status_code == 404
    assert client.post(reverse("notices:read_all")).status_code == 302
    assert Notice.objects.get().read_at is None


def test_old_messages_are_forgotten(reader):
    tell([message(reader)], now=NOON)

    forget_old(NOON + timedelta(days=121))

    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("0812 3456 789", "628123456789"),
        ("+62 812-3456-789", "628123456789"),
        ("62812345678", "62812345678"),
        ("0251 555 0101", ""),
        ("112", ""),
        ("", ""),
    ],
)
def test_indonesian_numbers_open_whatsapp(phone, number):
    assert number_of(phone) == number
    assert link_to(phone, "Yth. & lain") == (f"https://wa.me/{number}?text=Yth.%20%26%20lain" if number else "")
