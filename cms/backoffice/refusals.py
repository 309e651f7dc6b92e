"""Refusals of the services under ``/admin/``: Wagtail's own views do not know them."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from desk.core.errors import DeskError

ADMIN = "/admin/"


class ShowRefusals:
    """A ``DeskError`` that leaves a view of the admin becomes its sentence on the page where the person was.

    A refusal that names the page it is about (``page_id``) leads into that page's editor, where the typed text was kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DeskError) or not request.path.startswith(ADMIN):
            return None
        if error.page_id is None:
            back, told = _place_before(request), str(error)
        else:
            back = reverse("wagtailadmin_pages:edit", args=[error.page_id])
            told = f"Draf tersimpan, tetapi belum diserahkan. {error}"
        if not request.accepts("text/html"):  # Wagtail's saving by itself shows the sentence where it is
            return JsonResponse({"success": False, "error_code": "refused", "error_message": told}, status=400)
        messages.error(request, told)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": back})
        return redirect(back)


def _place_before(request: HttpRequest) -> str:
    """Where the person was. After a POST that may be the same address; a GET would only be refused again."""
    referer = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        place = urlsplit(referer)
        if place.path.startswith(ADMIN) and (place.path != request.path or request.method == "POST"):
            return place.path + (f"?{place.query}" if place.query else "")
    return ADMIN
