"""Telling people. A caller tells inside the transaction of the change that it tells of; what rolls back was never told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from desk.core.mail import queue_mail
from desk.people.models import Person, User
from desk.people.selectors import Reader

from .causes import Fresh, fresh_words
from .models import WAITS_FOR_MAIL, Notice, NoticeSettings
from .quiet import after_quiet

LONGEST_TITLE = 160
BATCH = 200  # mails of one run
KEPT = timedelta(days=120)


@dataclass(frozen=True)
class Message:
    """What to tell whom: an account, or by mail alone a person without one. ``zone``: on whose clock quiet hours are read. ``about``, ``about_ids``: as in ``Notice``."""

    reader: Reader
    key: str
    title: str
    body: str
    link: str
    zone: ZoneInfo
    about: str = ""
    about_ids: Sequence[int] = ()


def tell(messages: Iterable[Message], *, now: datetime | None = None) -> None:
    """Put each message into its person's inbox, once for each cause; its mail follows when no quiet hours hold it back."""
    now = now or timezone.now()
    quiet = NoticeSettings.load()
    Notice.objects.bulk_create(
        (
            Notice(
                user=message.reader if isinstance(message.reader, User) else None,
                person=message.reader if isinstance(message.reader, Person) else None,
                key=message.key,
                title=message.title[:LONGEST_TITLE],
                body=message.body,
                link=message.link,
                made_at=now,
                mail_at=after_quiet(now, message.zone, quiet.quiet_from, quiet.quiet_until) if message.reader.email else None,
                about=message.about,
                about_ids=list(message.about_ids),
                simulation=message.reader.simulation,
            )
            for message in messages
        ),
        ignore_conflicts=True,
    )


def mail_due_notices(now: datetime | None = None) -> int:
    """Recurring: hand the mails whose time has come to the queue, each once however often this runs; how many.

    A person with several of them gets one mail. What no longer holds (``causes``) is not mailed.
    """
    now = now or timezone.now()
    with transaction.atomic():
        due = Notice.objects.select_for_update(of=("self",)).filter(WAITS_FOR_MAIL, mail_at__lte=now)
        notices = list(due.select_related("user", "person").order_by("user_id", "person_id", "made_at", "pk")[:BATCH])
        words = fresh_words(notices, now)
        by_reader: dict[Reader, list[Notice]] = {}
        for notice in notices:
            if notice.pk in words:
                by_reader.setdefault(notice.reader, []).append(notice)
        for reader, own in by_reader.items():
            told = [(words[notice.pk], notice.link) for notice in own]
            queue_mail(to=reader.email, subject=_subject(told), text=_letter(reader, told))
        Notice.objects.filter(pk__in=words).update(mailed_at=now)
        Notice.objects.filter(pk__in={notice.pk for notice in notices} - set(words)).update(withheld_at=now)
    return len(by_reader)


Told = tuple[Fresh, str]  # the words of a message, and where it leads


def _subject(told: Sequence[Told]) -> str:
    return told[0][0].title if len(told) == 1 else f"{len(told)} pesan dari Desk Pilkada"


def _letter(reader: Reader, told: Iterable[Told]) -> str:
    parts = [f"{words.title}\n\n{words.body}\n\n{settings.PUBLIC_URL + link if link else ''}".strip() for words, link in told]
    rule = "\n\n" + "-" * 20 + "\n\n"
    return f"Yth. {reader}\n\n{rule.join(parts)}\n\nPesan ini dikirim otomatis."


def mark_read(*, user: User, pk: int | None = None, now: datetime | None = None) -> int:
    """One own message as read, or all of them; how many were new."""
    unread = Notice.objects.filter(user=user, read_at=None)
    if pk is not None:
        unread = unread.filter(pk=pk)
    return unread.update(read_at=now or timezone.now())


def forget_old(now: datetime | None = None) -> None:
    """Recurring: messages older than four months."""
    Notice.objects.filter(made_at__lt=(now or timezone.now()) - KEPT).delete()
