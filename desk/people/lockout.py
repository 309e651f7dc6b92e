"""What somebody sees after too many wrong passwords, and by which address tries are counted."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from desk.core import words

from .selectors import desk_contacts

TOO_MANY_REQUESTS = 429


def client_address(request: HttpRequest) -> str:
    """The address that tries are counted by. Behind the proxy of production it is the last one that the proxy added."""
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def answer_lockout(request: HttpRequest, _response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """The page that says when to try again and whom to call (``AXES_LOCKOUT_CALLABLE``)."""
    now = timezone.now()
    opens_at = _opens_at(request, (credentials or {}).get("username", ""), now)
    context = {
        "opens_clock": words.clock(opens_at, ZoneInfo(settings.TIME_ZONE)),
        "opens_in": words.until(opens_at, now),
        "tries": settings.AXES_FAILURE_LIMIT,
        "desks": desk_contacts(),
    }
    response = render(request, "people/locked.html", context, status=TOO_MANY_REQUESTS)
    response["Retry-After"] = str(max(1, int((opens_at - now).total_seconds())))
    return response


def _opens_at(request: HttpRequest, username: str, now: datetime) -> datetime:
    attempts = AccessAttempt.objects.filter(username=username, ip_address=client_address(request))
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or now
    opens_at: datetime = last + get_cool_off(request)
    return opens_at
