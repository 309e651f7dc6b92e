"""E-mail through the worker. The queue is a table of the same database: what rolls back is never sent, what commits is.

Delivery is at least once: a worker that dies between sending and noting it sends again.
"""

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django_q.tasks import async_task


def queue_mail(*, to: str, subject: str, text: str, html: str = "") -> None:
    """Leave one mail to the worker; call it inside the transaction of the change that it tells of.

    A mail server that refuses is tried again after ``Q_CLUSTER["retry"]`` seconds, three times in all.
    """
    async_task("desk.core.mail.deliver", to, subject, text, html, task_name="mail", ack_failure=False)


def deliver(to: str, subject: str, text: str, html: str, headers: Mapping[str, str] | None = None, *, connection: Any = None) -> None:
    """Task: hand the mail to the server named by ``EMAIL_URL``; ``connection`` when one is open for several mails."""
    message = EmailMultiAlternatives(subject=subject, body=text, to=[to], headers=dict(headers or {}), connection=connection)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
