"""How often a visitor may use a form. Tries are counted in the database, so that every process counts alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from ..models import VisitorTry

KEPT = timedelta(days=1)  # the longest period below


@dataclass(frozen=True)
class Limit:
    """``most`` tries of the same visitor ``within`` a period."""

    name: str
    most: int
    within: timedelta


# Telephone networks put many people behind one address, so this one is generous; a script reaches it at once.
PER_MACHINE = Limit("machine", 30, timedelta(hours=1))
PER_EMAIL = Limit("email", 3, timedelta(days=1))  # nobody gets more letters than this from a stranger's typing


def spend(limit: Limit, who: str, now: datetime) -> bool:
    """Count a try of ``who`` (kept as a keyed hash only); False when there were too many before it, and then it counts no more."""
    key = salted_hmac(f"publication.limits.{limit.name}", who, algorithm="sha256").hexdigest()
    if VisitorTry.objects.filter(key=key, tried_at__gt=now - limit.within).count() >= limit.most:
        return False
    VisitorTry.objects.create(key=key, tried_at=now)
    return True


def forget_old(now: datetime) -> None:
    VisitorTry.objects.filter(tried_at__lte=now - KEPT).delete()
