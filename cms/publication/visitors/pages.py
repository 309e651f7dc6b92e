"""A page that is made for one visitor, in the frame of the public pages."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from ..rendering.frame import frame_at


def answer(path: str, template: str, title: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Rendered without the request, so that nothing of it (session, messages, language) is touched; kept by nobody."""
    frame = frame_at(timezone.now())
    made = frame.page(path, f"publication/visitors/{template}", {"heading": title, **context})
    response = HttpResponse(made.body, status=status)
    response["Cache-Control"] = "no-store"
    return response
