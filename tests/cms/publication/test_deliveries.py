"""What goes public reaches those who subscribed to its kind, once each, whatever dies in between."""

from email import message_from_bytes
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django_q.models import OrmQ

from cms.publication import tasks
from cms.publication.constants import Kind
from cms.publication.models import Delivery, Subscriber
from cms.publication.services import deliveries
from tests.factories import publication
from tests.factories.visitors import subscriber

pytestmark = pytest.mark.django_db


class Unwell(EmailBackend):
    """A mail server that is told what to raise at which mail."""

    raises: list[Exception | None] = []

    def send_messages(self, messages):
        wrong = self.raises.pop(0) if self.raises else None
        if isinstance(wrong, KeyboardInterrupt):  # the process is killed after the server took the mail
            super().send_messages(messages)
        if wrong:
            raise wrong
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "tests.cms.publication.test_deliveries.Unwell"
    Unwell.raises = []
    return Unwell


def states():
    return sorted(Delivery.objects.values_list("state", flat=True))


def recipients():
    return sorted(message.to[0] for message in mail.outbox)


def test_those_who_chose_the_kind_are_written_to_once(clock, run_tasks):
    subscriber("satu@contoh.go.id", [Kind.CLARIFICATION])
    subscriber("dua@contoh.go.id", [Kind.CLARIFICATION, Kind.RELEASE])
    subscriber("tiga@contoh.go.id", [Kind.RELEASE])

    publication.publish(publication.draft_clarification())
    for _ in range(3):
        run_tasks()
        tasks.mail_subscribers()

    assert recipients() == ["dua@contoh.go.id", "satu@contoh.go.id"]


def test_a_release_wakes_the_worker_only_when_somebody_is_to_be_written_to(clock):
    publication.publish(publication.draft_release())
    assert OrmQ.objects.count() == 0

    subscriber(kinds=[Kind.CLARIFICATION])
    publication.publish(publication.draft_clarification())

    assert OrmQ.objects.count() == 1


def test_a_letter_tells_the_verdict_before_the_title_and_the_way_out(clock):
    publication.services.name_installation(name="Desk Pilkada Kota Bogor", simulation=True)
    publication.publish_home()
    subscriber()
    page = publication.publish(publication.draft_clarification())
    tasks.mail_subscribers()
    (letter,) = mail.outbox

    assert letter.subject == f"[Simulasi] Salah: {page.title}"
    assert letter.body.index("Salah") < letter.body.index(page.title) < letter.body.index(page.public_path)
    assert "Senin, 25 November 2024, 10.42 WIB" in letter.body
    assert "Klarifikasi, Siaran pers" in letter.body
    assert page.claim not in letter.body
    assert "Desk Pilkada Kota Bogor" in message_from_bytes(letter.message().as_bytes())["From"]


def test_a_correction_and_a_withdrawal_are_news_too(clock):
    subscriber()
    page = publication.publish(publication.draft_clarification())
    tasks.mail_subscribers()
    clock.shift(600)
    publication.correct(page, correction="Nomor keputusannya 13.", summary="Tetap hari Rabu.")
    tasks.mail_subscribers()
    clock.shift(600)
    publication.withdraw(page, "Sumbernya ditarik KPU.")
    tasks.mail_subscribers()

    assert [message.subject.partition(":")[0] for message in mail.outbox] == ["Salah", "Ralat", "Ditarik"]
    assert "Yang diralat: Nomor keputusannya 13." in mail.outbox[1].body
    assert "Alasan penarikan: Sumbernya ditarik KPU." in mail.outbox[2].body
    assert page.summary not in mail.outbox[2].body


def test_only_the_newest_edition_is_sent_when_two_went_out_before_the_worker_came(clock):
    subscriber()
    page = publication.publish(publication.draft_clarification())
    publication.correct(page, correction="Nomor keputusannya 13.", summary="Tetap hari Rabu.")

    tasks.mail_subscribers()

    assert [message.subject.partition(":")[0] for message in mail.outbox] == ["Ralat"]


def test_an_edition_that_was_overtaken_while_it_waited_is_passed_over(clock, server):
    subscriber()
    page = publication.publish(publication.draft_clarification())
    server.raises = [SMTPServerDisconnected("away")]
    with pytest.raises(SMTPServerDisconnected):
        tasks.mail_subscribers()
    publication.correct(page, correction="Nomor keputusannya 13.", summary="Tetap hari Rabu.")

    tasks.mail_subscribers()

    assert [message.subject.partition(":")[0] for message in mail.outbox] == ["Ralat"]
    assert states() == ["passed_over", "sent"]


def test_who_subscribed_after_it_went_out_gets_the_next_one(clock):
    publication.publish(publication.draft_clarification())
    clock.shift(60)
    subscriber()

    tasks.mail_subscribers()

    assert mail.outbox == []


def test_yesterdays_news_is_no_news(clock):
    subscriber()
    publication.publish(publication.draft_clarification())
    clock.shift(25 * 3600)

    assert tasks.mail_subscribers() == 0
    assert mail.outbox == []


def test_a_mail_server_that_is_away_for_a_while_loses_nothing(clock, server):
    for number in range(3):
        subscriber(f"warga{number}@contoh.go.id")
    publication.publish(publication.draft_clarification())
    server.raises = [None, SMTPServerDisconnected("away")]

    with pytest.raises(SMTPServerDisconnected):
        tasks.mail_subscribers()
    clock.shift(60)
    tasks.mail_subscribers()

    assert recipients() == [f"warga{number}@contoh.go.id" for number in range(3)]


def test_a_worker_that_is_killed_while_it_sends_never_sends_twice(clock, server):
    for number in range(3):
        subscriber(f"warga{number}@contoh.go.id")
    publication.publish(publication.draft_clarification())
    server.raises = [None, KeyboardInterrupt()]

    with pytest.raises(KeyboardInterrupt):
        tasks.mail_subscribers()
    for _ in range(3):
        clock.shift(600)
        tasks.mail_subscribers()

    assert recipients() == [f"warga{number}@contoh.go.id" for number in range(3)]
    assert states() == ["sending", "sent", "sent"]


def test_an_address_that_the_server_refuses_holds_up_nobody(clock, server):
    for number in range(3):
        subscriber(f"warga{number}@contoh.go.id")
    publication.publish(publication.draft_clarification())
    server.raises = [SMTPRecipientsRefused({"warga0@contoh.go.id": (550, b"no such user")})]

    assert tasks.mail_subscribers() == 2
    assert states() == ["failed", "sent", "sent"]


def test_what_is_refused_again_and_again_is_given_up(clock, server):
    subscriber()
    publication.publish(publication.draft_clarification())
    for _ in range(deliveries.MOST_TRIES):
        server.raises = [SMTPServerDisconnected("away")]
        with pytest.raises(SMTPServerDisconnected):
            tasks.mail_subscribers()

    assert tasks.mail_subscribers() == 0
    assert states() == ["failed"]


def test_who_left_while_the_mail_waited_is_not_written_to(clock, server):
    subscriber()
    publication.publish(publication.draft_clarification())
    server.raises = [SMTPServerDisconnected("away")]
    with pytest.raises(SMTPServerDisconnected):
        tasks.mail_subscribers()
    Subscriber.objects.all().delete()

    assert tasks.mail_subscribers() == 0
    assert mail.outbox == []


def test_many_subscribers_are_served_over_several_connections(clock):
    for number in range(deliveries.BATCH * 2 + 1):
        subscriber(f"warga{number}@contoh.go.id")
    publication.publish(publication.draft_clarification())

    assert tasks.mail_subscribers() == deliveries.BATCH * 2 + 1


def test_a_title_adds_no_header(clock):
    subscriber()
    page = publication.draft_clarification(title="Pemungutan suara\r\nBcc: lain@contoh.go.id")
    publication.publish(page)

    tasks.mail_subscribers()

    (letter,) = mail.outbox
    assert letter.recipients() == ["warga@contoh.go.id"]
    assert message_from_bytes(letter.message().as_bytes())["Bcc"] is None


def test_an_embargoed_text_is_written_about_when_it_goes_out(clock, now):
    subscriber()
    until = now.replace(hour=9)
    publication.publish(publication.draft_release(embargo_until=until, publish_at=until))
    tasks.mail_subscribers()
    assert mail.outbox == []

    clock.move_to(until)
    tasks.publish_approved()
    tasks.mail_subscribers()

    assert len(mail.outbox) == 1
