"""Editions to subscribers, in small batches by the worker. Safe to run twice and to be killed: no edition reaches anybody twice.

A row of ``Delivery`` is claimed before its mail is handed over. What a dying worker had claimed stays claimed, because the mail
may have left; what the server refused for the moment is tried again with the next run.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from time import monotonic

from django.core.mail import get_connection
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django_q.tasks import async_task

from desk.core.mail import deliver

from ..constants import Kind
from ..models import Delivery, Edition, Subscriber, SubscriptionRequest
from ..rendering.frame import Frame, frame_at
from . import letters

logger = logging.getLogger(__name__)

NEWS_FOR = timedelta(days=1)  # an edition older than this is no news any more, also after an outage
BATCH = 20  # mails through one connection
KEPT = timedelta(days=30)  # what was sent when, for questions
AT_ONCE = 60.0  # seconds of one run; the worker has other work, and a task is ended after Q_CLUSTER["timeout"]
PREPARED_AT_ONCE = 500  # rows
MOST_TRIES = 3
MAIL_SUBSCRIBERS = "cms.publication.tasks.mail_subscribers"  # path of the task; stands in queued rows


def announce(edition: Edition) -> None:
    """Wake the worker when somebody subscribed to this kind; without it the next minute's run would find the edition."""
    if Subscriber.objects.filter(kinds__kind=edition.kind).exists():
        async_task(MAIL_SUBSCRIBERS, task_name="mail", ack_failure=False)


def mail_subscribers(*, now: datetime) -> int:
    """One run: line up what went out lately, then send for a while. Gives the number of mails that were sent."""
    _line_up(now)
    started, sent = monotonic(), 0
    frame = frame_at(now)
    while monotonic() - started < AT_ONCE:
        waiting = list(Delivery.objects.filter(state=Delivery.State.WAITING).order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not waiting:
            break
        sent += _send_batch(frame, waiting)
    return sent


def send_confirmation(request_id: int, *, now: datetime) -> None:
    """The letter with the link, if the request still waits for it."""
    request = SubscriptionRequest.objects.filter(pk=request_id, used_at=None).first()
    if request is not None:
        letter = letters.confirmation(frame_at(now), request)
        deliver(letter.to, letter.subject, letter.text, letter.html, letter.headers)


def forget_old(now: datetime) -> None:
    Delivery.objects.filter(made_at__lte=now - KEPT).delete()


def _line_up(now: datetime) -> None:
    """A waiting delivery for every subscriber and recent edition that has none. Only the newest edition of a page is news."""
    old = Delivery.objects.filter(state=Delivery.State.WAITING, made_at__lte=now - NEWS_FOR)
    old.update(state=Delivery.State.PASSED_OVER, changed_at=now)
    newer = Edition.objects.filter(page_id=OuterRef("page_id"), number__gt=OuterRef("number"))
    recent = Edition.objects.filter(~Exists(newer), published_at__gt=now - NEWS_FOR).exclude(kind=Kind.HOME)
    for edition in recent.only("pk", "kind", "published_at"):
        chosen = Subscriber.objects.filter(kinds__kind=edition.kind, kinds__since__lte=edition.published_at)
        missing = chosen.exclude(deliveries__edition=edition).values_list("pk", flat=True)[:PREPARED_AT_ONCE]
        rows = [Delivery(subscriber_id=pk, edition=edition, made_at=now, changed_at=now) for pk in missing]
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def _send_batch(frame: Frame, waiting: list[int]) -> int:
    connection = get_connection()
    connection.open()
    try:
        return sum(_send(frame, pk, connection) for pk in waiting)
    finally:
        connection.close()


def _send(frame: Frame, pk: int, connection: object) -> int:
    """Hand one mail over; 1 when it left. Raises what the mail server's outage raises; the row then waits again."""
    if not _move(pk, Delivery.State.WAITING, Delivery.State.SENDING, tries=F("tries") + 1):
        return 0  # somebody else has it, or the subscriber left
    delivery = Delivery.objects.select_related("subscriber", "edition__page").filter(pk=pk).first()
    if delivery is None:
        return 0
    if Edition.objects.filter(page_id=delivery.edition.page_id, number__gt=delivery.edition.number).exists():
        _move(pk, Delivery.State.SENDING, Delivery.State.PASSED_OVER)
        return 0
    letter = letters.of_edition(frame, delivery.edition, delivery.subscriber)
    try:
        deliver(letter.to, letter.subject, letter.text, letter.html, letter.headers, connection=connection)
    except SMTPRecipientsRefused:
        logger.info("the mail server refused a subscriber's address", extra={"delivery": pk})
        _move(pk, Delivery.State.SENDING, Delivery.State.FAILED)
        return 0
    except Exception:
        again = delivery.tries < MOST_TRIES
        _move(pk, Delivery.State.SENDING, Delivery.State.WAITING if again else Delivery.State.FAILED)
        raise
    _move(pk, Delivery.State.SENDING, Delivery.State.SENT)
    return 1


def _move(pk: int, before: Delivery.State, after: Delivery.State, **more: object) -> bool:
    """Change the state if it is still ``before``; one statement, so that two workers cannot both."""
    return bool(Delivery.objects.filter(pk=pk, state=before).update(state=after, changed_at=timezone.now(), **more))
