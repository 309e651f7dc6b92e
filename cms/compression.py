"""Compress what is text and not yet compressed: pages, and static files that a demo serves from the source tree.

Pictures, sheets and PDF files pass unchanged: compressing them again only costs time.
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/manifest+json")


class CompressText(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)  # type: ignore[arg-type, no-any-return, unused-ignore]
