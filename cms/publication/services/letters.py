"""Letters to subscribers: what they say and the headers that let a mail program leave for them."""

from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from desk.core import words

from ..constants import Event, Kind
from ..content import thawed
from ..models import Edition, Subscriber, SubscriptionRequest
from ..rendering.frame import Frame
from . import subscriptions

EVENT_WORDS = {Event.CORRECTED: "Ralat", Event.WITHDRAWN: "Ditarik"}


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def confirmation(frame: Frame, request: SubscriptionRequest) -> Letter:
    """The link that makes a subscription of a request."""
    path = reverse("publication:confirm_subscription", kwargs={"token": subscriptions.confirmation_token(request)})
    context = {
        "name": frame.identity["name"],
        "simulation": frame.simulation,
        "kinds": [str(Kind(kind).label) for kind in request.kinds],
        "link": f"{frame.base_url}{path}",
        "days": subscriptions.CONFIRM_WITHIN.days,
    }
    text = render_to_string("publication/mail/confirmation.txt", context)
    return Letter(request.email, _subject(frame, f"Konfirmasi langganan {frame.identity['name']}"), text, headers=_headers(frame))


def of_edition(frame: Frame, edition: Edition, subscriber: Subscriber) -> Letter:
    """An edition as news: what happened first, then its title, lead and address, and the way to leave."""
    page = thawed(edition.page, edition.content)
    happened = EVENT_WORDS.get(Event(edition.event), "")
    label = f"{happened}: {page.list_label}" if happened else str(page.list_label)
    leave = f"{frame.base_url}{reverse('publication:leave_subscription', kwargs={'token': subscriptions.leaving_token(subscriber)})}"
    context = {
        "name": frame.identity["name"],
        "simulation": frame.simulation,
        "label": label,
        "title": edition.title,
        "when": words.when(edition.published_at, frame.zone),
        "note": edition.note,
        "withdrawn": edition.event == Event.WITHDRAWN,
        "summary": "" if edition.event == Event.WITHDRAWN else page.summary,
        "link": f"{frame.base_url}{edition.path}",
        "kinds": [str(Kind(kind).label) for kind in sorted(subscriber.kinds.values_list("kind", flat=True))],
        "change": f"{frame.base_url}{reverse('publication:subscribe')}",
        "leave": leave,
    }
    text = render_to_string("publication/mail/edition.txt", context)
    html = render_to_string("publication/mail/edition.html", context)
    leaving = {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}  # RFC 8058
    return Letter(subscriber.email, _subject(frame, f"{label}: {edition.title}"), text, html, {**_headers(frame), **leaving})


def _subject(frame: Frame, text: str) -> str:
    """On one line: what an editor typed can add no header."""
    return " ".join(f"{'[Simulasi] ' if frame.simulation else ''}{text}".split())


def _headers(frame: Frame) -> dict[str, str]:
    host = urlsplit(frame.base_url).hostname or "localhost"
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return {
        "From": formataddr((" ".join(frame.identity["name"].split()), sender)),
        "List-Id": f"<langganan.{host}>",
        "Auto-Submitted": "auto-generated",
    }
