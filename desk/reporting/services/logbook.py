"""Audit lines in Wagtail's log, of sendings and of mails withheld: the same rows that ``log()`` writes, without its two look-ups per row."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from desk.notices.models import Notice
from desk.people.models import User

from ..constants import LOG_MAIL_WITHHELD
from ..models import Entry, Obligation


def sending_line(action: str, *, user: User, now: datetime) -> ModelLogEntry:
    """The line, to be written with its report, whose number and name it takes then (``appending``)."""
    if not registry.action_exists(action):
        raise ValueError(f"Log action {action!r} is not registered.")
    kind = ContentType.objects.get_for_model(Entry, for_concrete_model=False)
    return ModelLogEntry(content_type=kind, action=action, timestamp=now, user=user, data={})


def write_mails_withheld(settled: Sequence[tuple[int, Notice]], *, now: datetime) -> None:
    """A line for each duty that a mail does not tell of any more, with the person it was meant for. Three queries at most."""
    if not settled:
        return
    kind = ContentType.objects.get_for_model(Obligation, for_concrete_model=False)
    names = {duty.pk: str(duty) for duty in Obligation.objects.filter(pk__in={pk for pk, _notice in settled}).select_related(*DUTY_NAME)}
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=kind,
            object_id=str(pk),
            label=names.get(pk, ""),
            action=LOG_MAIL_WITHHELD,
            timestamp=now,
            data={"to": str(notice.reader)},
        )
        for pk, notice in settled
    )


DUTY_NAME = ("form", "region", "agency")  # what the name of a duty is made of
