"""What the worker does for the public page. Each may run twice without harm."""

from django.utils import timezone

from .rendering import build
from .services import deliveries, limits, subscriptions
from .services.publishing import publish_due


def publish_approved() -> None:
    """Let out what was approved for a time that has come."""
    publish_due()


def renew_pages() -> None:
    """Build the public pages again after midnight of the home page's zone, and after an upgrade."""
    build.bring_up_to_date(now=timezone.now())


def mail_subscribers() -> int:
    """Write to subscribers about what went out; gives the number of mails."""
    return deliveries.mail_subscribers(now=timezone.now())


def send_confirmation(request_id: int) -> None:
    """Send the link that confirms a subscription."""
    deliveries.send_confirmation(request_id, now=timezone.now())


def forget_visitors() -> None:
    """Delete what visitors left that is needed no more: unconfirmed addresses, counted tries, what was sent long ago."""
    now = timezone.now()
    subscriptions.forget_old(now=now)
    limits.forget_old(now)
    deliveries.forget_old(now)
