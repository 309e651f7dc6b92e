"""The audit line of a sending, in Wagtail's log: the same row that ``log()`` writes, without its two look-ups per row."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from desk.people.models import User

from ..models import Entry


def sending_line(action: str, *, user: User, now: datetime) -> ModelLogEntry:
    """The line, to be written with its report, whose number and name it takes then (``appending``)."""
    if not registry.action_exists(action):
        raise ValueError(f"Log action {action!r} is not registered.")
    kind = ContentType.objects.get_for_model(Entry, for_concrete_model=False)
    return ModelLogEntry(content_type=kind, action=action, timestamp=now, user=user, data={})
