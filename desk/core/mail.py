"""E-mail through the worker. The queue is a table of the same database: what rolls back is never sent, what commits is.

Delivery is at least once: a worker that dies between sending and noting it sends again.
"""

from django.core.mail import EmailMultiAlternatives
from django_q.tasks import async_task


def queue_mail(*, to: str, subject: str, text: str, html: str = "") -> None:
    """Leave one mail to the worker; call it inside the transaction of the change that it tells of.

    A mail server that refuses is tried again after ``Q_CLUSTER["retry"]`` seconds, three times in all.
    """
    async_task("desk.core.mail.deliver", to, subject, text, html, task_name="mail", ack_failure=False)


def deliver(to: str, subject: str, text: str, html: str) -> None:
    """Task: hand the mail to the server named by ``EMAIL_URL``."""
    message = EmailMultiAlternatives(subject=subject, body=text, to=[to])
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
