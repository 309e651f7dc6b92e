"""The count beside the inbox in every shell."""

from typing import Any

from django import template

from desk.people.models import User

from ..selectors import unread_count

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: Any) -> int:
    """Unread messages of whoever is signed in. One query."""
    request = context.get("request")
    user = getattr(request, "user", None)
    return unread_count(user) if isinstance(user, User) and user.is_authenticated else 0
