"""Small public answers beside the pages: the coat of arms and robots.txt."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from desk.people.doors import requires_door

from .models import InstallationSettings

CREST_SIZE = "max-160x192"  # pixels: twice the largest place it stands in

# Doors that need signing in have nothing for a search engine.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /akun/
Disallow: /lapor/
Disallow: /layar/
Disallow: /masuk/
Disallow: /posko/
"""


@require_safe
@cache_control(public=True, max_age=86_400)
def crest(request: HttpRequest) -> HttpResponseBase:
    """The coat of arms that the admin uploaded, small; 404 while there is none."""
    image = InstallationSettings.load(request_or_site=request).crest
    if image is None:
        raise Http404("Lambang daerah belum diunggah.")
    rendition = image.get_rendition(f"{CREST_SIZE}|format-png")
    return FileResponse(rendition.file.open("rb"), content_type="image/png")


@require_safe
@requires_door("admin")
@cache_control(private=True, max_age=3600)
def picture(_request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture of Wagtail's library in its small form, for the admin's own pages; evidence of reports is never here."""
    try:
        file = default_storage.open(f"images/{name}")
    except FileNotFoundError as lost:
        raise Http404 from lost
    return FileResponse(file, headers={"X-Content-Type-Options": "nosniff"})


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
