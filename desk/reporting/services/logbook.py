"""The audit line of a sending, in Wagtail's log: the same row that ``log()`` writes, without its two look-ups per row."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from desk.people.models import User

from ..models import Entry


def log_sending(entry: Entry, action: str, *, user: User, now: datetime) -> None:
    """One insert. ``ModelLogEntry.save`` validates both foreign keys by a query each; here both rows are at hand."""
    if not registry.action_exists(action):
        raise ValueError(f"Log action {action!r} is not registered.")
    kind = ContentType.objects.get_for_model(entry, for_concrete_model=False)
    ModelLogEntry.objects.bulk_create(
        [ModelLogEntry(content_type=kind, object_id=str(entry.pk), label=str(entry), action=action, timestamp=now, user=user, data={})]
    )
