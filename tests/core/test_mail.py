"""Mail is an outbox row of the same transaction, sent by the worker."""

import pytest
from django.core import mail
from django.db import transaction
from django_q.models import OrmQ

from desk.core.mail import queue_mail


def queue_one():
    queue_mail(to="camat@example.id", subject="Kata sandi", text="Buka tautan ini.", html="<p>Buka tautan ini.</p>")


def test_the_worker_sends_what_was_queued(run_tasks):
    queue_one()
    assert mail.outbox == []

    assert run_tasks() == 1

    [message] = mail.outbox
    assert (message.to, message.subject, message.body) == (["camat@example.id"], "Kata sandi", "Buka tautan ini.")
    assert message.alternatives[0][:2] == ("<p>Buka tautan ini.</p>", "text/html")


@pytest.mark.django_db(transaction=True)
def test_what_rolls_back_is_never_sent():
    with pytest.raises(RuntimeError), transaction.atomic():
        queue_one()
        raise RuntimeError

    assert not OrmQ.objects.exists()
