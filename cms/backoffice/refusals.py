"""Refusals of the services under ``/admin/``: Wagtail's own views do not know them."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from desk.core.errors import DeskError

ADMIN = "/admin/"


class ShowRefusals:
    """A ``DeskError`` that leaves a view of the admin becomes its sentence on the page where the person was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DeskError) or not request.path.startswith(ADMIN):
            return None
        messages.error(request, str(error))
        back = _place_before(request)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": back})
        return redirect(back)


def _place_before(request: HttpRequest) -> str:
    referer = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        place = urlsplit(referer)
        if place.path.startswith(ADMIN) and place.path != request.path:
            return place.path + (f"?{place.query}" if place.query else "")
    return ADMIN
