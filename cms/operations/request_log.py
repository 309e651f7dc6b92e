"""One structured line per request, with an id that every other line of the same request carries.

No personal data: no user, no address, no query string; a secret in the path (a password reset) is left out with it.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

logger = logging.getLogger("desk.request")
_request_id: ContextVar[str] = ContextVar("request_id", default="")
ACCEPTED_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
SECRET_PARTS = {"token", "uidb64"}
QUIET_PATHS = {"/healthz"}


class RequestIdFilter(logging.Filter):
    """Adds ``request_id`` to every record written while a request is answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        if request_id := _request_id.get():
            record.request_id = request_id
        return True


def safe_path(request: HttpRequest) -> str:
    match = request.resolver_match
    if match and SECRET_PARTS & match.kwargs.keys():
        return f"/{match.route}"
    return request.path


class RequestLog:
    """Middleware. Takes the proxy's ``X-Request-ID`` when it looks like one, otherwise makes an id; answers with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        offered = request.headers.get("X-Request-ID", "")
        request_id = offered if ACCEPTED_ID.fullmatch(offered) else uuid.uuid4().hex
        before = _request_id.set(request_id)
        started = time.monotonic()
        try:
            response = self.get_response(request)
            self._write(request, response.status_code, time.monotonic() - started)
        finally:
            _request_id.reset(before)
        response.headers["X-Request-ID"] = request_id
        return response

    def _write(self, request: HttpRequest, status: int, seconds: float) -> None:
        level = logging.DEBUG if request.path in QUIET_PATHS else logging.INFO
        fields = {"method": request.method, "path": safe_path(request), "status": status, "duration_ms": round(seconds * 1000)}
        logger.log(level, "request", extra=fields)
