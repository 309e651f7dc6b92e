"""Visitors of the public page, as their browsers and mail programs would act."""

import re
from collections.abc import Iterable
from typing import Any

from django.core import mail
from django.test import Client
from django.utils import timezone

from cms.publication.constants import Kind
from cms.publication.models import SubscribedKind, Subscriber
from cms.publication.visitors import form_tokens
from cms.publication.visitors.subscription import FORM

ADDRESS = "warga@contoh.go.id"


def send_form(client: Client, *, email: str = ADDRESS, kinds: Iterable[str] = ("clarification",), **more: Any) -> Any:
    """The subscription form, as its page would send it."""
    data = {"email": email, "kinds": list(kinds), "situs": "", form_tokens.NAME: form_tokens.make(FORM), **more}
    return client.post("/langganan/", data)


def link_in(message: Any, word: str) -> str:
    """The path of the link in a mail that holds this word."""
    (found,) = set(re.findall(rf"https?://[^/\s]+(/langganan/{word}/\S+/)", message.body))
    return found


def last_mail() -> Any:
    return mail.outbox[-1]


def subscriber(email: str = ADDRESS, kinds: Iterable[str] = (Kind.CLARIFICATION, Kind.RELEASE)) -> Subscriber:
    """Somebody who confirmed a moment ago."""
    row = Subscriber.objects.create(email=email, confirmed_at=timezone.now())
    SubscribedKind.objects.bulk_create(SubscribedKind(subscriber=row, kind=kind, since=timezone.now()) for kind in kinds)
    return row
