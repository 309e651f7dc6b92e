"""Public answers from Django itself: every vetted address and the admin's pictures.

In service the front (``cms.front``) and the wrapper of the web process answer first, from the same bytes.
"""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from desk.people.doors import requires_door

from .models import InstallationSettings, PublicFile
from .rendering import build
from .rendering.answering import headers_of
from .rendering.folder import MISSING, body_of
from .rendering.for_robots import ROBOTS

ALWAYS_THERE = ("/", ROBOTS)
CREST_SIZE = "max-160x192"  # pixels: twice the largest place it stands in


@require_safe
def public(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """The vetted bytes of an address, or the page that says it is not there."""
    row = _file(f"/{path}")
    if row is None and path and not path.endswith("/") and _file(f"/{path}/") is not None:
        return HttpResponse(status=301, headers={"Location": f"/{path}/"})
    row = row or _file(MISSING)
    if row is None:
        raise Http404
    etag = f'"{row.sha256[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(body_of(row), content_type=row.content_type, status=row.status)
    for name, value in headers_of(row.path).items():
        response[name] = value
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache" if row.cache == PublicFile.Cache.PAGE else "public, max-age=31536000, immutable"
    return response


def _file(path: str) -> PublicFile | None:
    found = PublicFile.objects.filter(path=path, removed=False).first()
    if found is None and path in ALWAYS_THERE:  # nothing was ever built here
        build.everything(now=timezone.now())
        found = PublicFile.objects.filter(path=path, removed=False).first()
    return found


@require_safe
@cache_control(public=True, max_age=86_400)
def crest(request: HttpRequest) -> HttpResponseBase:
    """The coat of arms of the settings, small, for the doors of the staff; 404 while there is none."""
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
