"""A person's own messages."""

from django.db.models import QuerySet

from desk.people.models import User

from .models import Notice


def inbox(user: User) -> QuerySet[Notice]:
    """Own messages, newest first."""
    return Notice.objects.filter(user=user)


def unread_count(user: User) -> int:
    """One query."""
    return Notice.objects.filter(user=user, read_at=None).count()
