"""Subscribing by e-mail: asked for, confirmed through a link, left through a link. The only place that writes these rows."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, SignatureExpired, Signer, TimestampSigner
from django.db import transaction
from django_q.tasks import async_task

from ..constants import Kind
from ..errors import LinkNotGood
from ..models import SubscribedKind, Subscriber, SubscriptionRequest
from . import limits

CONFIRM_WITHIN = timedelta(days=3)
KINDS = tuple(kind for kind in Kind if kind != Kind.HOME)  # what can be subscribed to
SEND_CONFIRMATION = "cms.publication.tasks.send_confirmation"  # path of the task; stands in queued rows

_confirming = TimestampSigner(salt="publication.subscription.confirm")
_leaving = Signer(salt="publication.subscription.leave")

BROKEN = "Tautan ini tidak lengkap. Buka lagi tautan dari pos-el yang kami kirim, atau isi formulir langganan sekali lagi."
EXPIRED = "Tautan ini berlaku tiga hari dan sudah lewat. Isi formulir langganan sekali lagi; kami kirim tautan yang baru."
USED = "Tautan ini sudah dipakai. Bila Anda pernah berhenti berlangganan dan ingin kembali, isi formulir langganan sekali lagi."


@transaction.atomic
def ask(*, email: str, kinds: Collection[str], now: datetime) -> None:
    """Send a link to this address. It is the same for an address that is subscribed already: nobody learns who is.

    More than a few letters a day to one address are not sent, without saying so.
    """
    if not limits.spend(limits.PER_EMAIL, email.lower(), now):
        return
    wanted = [kind.value for kind in KINDS if kind in kinds]
    request = SubscriptionRequest.objects.create(email=email, kinds=wanted, asked_at=now)
    async_task(SEND_CONFIRMATION, request.pk, task_name="mail", ack_failure=False)


def confirmation_token(request: SubscriptionRequest) -> str:
    return _confirming.sign(request.uuid.hex)


def leaving_token(subscriber: Subscriber) -> str:
    return _leaving.sign(subscriber.uuid.hex)


def asked_with(token: str) -> SubscriptionRequest:
    """The request that a link confirms. Raises LinkNotGood when it is broken, too old or used."""
    try:
        uuid = UUID(hex=_confirming.unsign(token, max_age=CONFIRM_WITHIN))
    except SignatureExpired as old:
        raise LinkNotGood(EXPIRED) from old
    except (BadSignature, ValueError) as wrong:
        raise LinkNotGood(BROKEN) from wrong
    request = SubscriptionRequest.objects.filter(uuid=uuid, used_at=None).first()
    if request is None:
        raise LinkNotGood(USED)
    return request


@transaction.atomic
def confirm(*, token: str, now: datetime) -> Subscriber:
    """The address is subscribed to what was asked for, in place of what it had. Raises LinkNotGood; a link works once."""
    request = SubscriptionRequest.objects.select_for_update().get(pk=asked_with(token).pk)
    if request.used_at is not None:
        raise LinkNotGood(USED)
    request.used_at = now
    request.save(update_fields=["used_at"])
    known = Subscriber.objects.select_for_update()
    subscriber, _made = known.get_or_create(email__iexact=request.email, defaults={"email": request.email, "confirmed_at": now})
    kept = subscriber.kinds.filter(kind__in=request.kinds).values_list("kind", flat=True)
    added = set(request.kinds) - set(kept)
    subscriber.kinds.exclude(kind__in=request.kinds).delete()
    SubscribedKind.objects.bulk_create(SubscribedKind(subscriber=subscriber, kind=kind, since=now) for kind in sorted(added))
    return subscriber


def subscriber_with(token: str) -> Subscriber | None:
    """Whose link of leaving this is; None when nothing is kept of that subscriber any more. Raises LinkNotGood."""
    try:
        uuid = UUID(hex=_leaving.unsign(token))
    except (BadSignature, ValueError) as wrong:
        raise LinkNotGood(BROKEN) from wrong
    return Subscriber.objects.filter(uuid=uuid).first()


@transaction.atomic
def leave(*, token: str) -> None:
    """Delete the subscriber with everything that is kept of that address. Doing it twice is the same. Raises LinkNotGood."""
    subscriber = subscriber_with(token)
    if subscriber is None:
        return
    SubscriptionRequest.objects.filter(email__iexact=subscriber.email).delete()
    subscriber.delete()


def forget_old(*, now: datetime) -> None:
    """Delete requests whose links work no more."""
    SubscriptionRequest.objects.filter(asked_at__lt=now - CONFIRM_WITHIN).delete()
