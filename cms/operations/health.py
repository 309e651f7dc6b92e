"""``GET /healthz``: 200 while everything works, 503 with the reasons otherwise. No session, no cookie."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .selectors import OK, health


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    found = health(now=timezone.now())
    healthy = all(answer == OK for answer in found.values())
    return JsonResponse({"status": OK if healthy else "unhealthy", **found}, status=200 if healthy else 503)
