"""Demo accounts share one published password: an installation that is not a demo must not run with them."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError


def refuse_demo_accounts() -> None:
    """Raise ``ImproperlyConfigured`` when this is production and an account of a simulation can still sign in.

    One query for a flag instead of trying the password on every account. A database that does not answer or has no
    tables yet is not refused here: ``/healthz`` tells that.
    """
    if settings.DESK_DEMO or settings.TESTING:
        return
    try:
        names = list(
            get_user_model().objects.filter(simulation=True, is_active=True).order_by("username").values_list("username", flat=True)[:3]
        )
    except DatabaseError:
        return
    if names:
        raise ImproperlyConfigured(
            f"Demo accounts exist ({', '.join(names)} ...), and their password is public. "
            "Remove them with 'manage.py scenario clear NAME', or set DESK_DEMO=1 if this is a demonstration."
        )
