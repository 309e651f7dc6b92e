"""The files of a released recap, for whoever may read it."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from desk.people.doors import requires_door
from desk.people.models import User
from desk.reporting.models import Recap, RecapRelease
from exports.constants import CONTENT_TYPES, LOG_EXPORTED, FileKind
from exports.documents.errors import DocumentRefused
from exports.documents.letter import Letter
from exports.documents.pdf import letter_pdf
from exports.documents.whatsapp import whatsapp_text
from exports.documents.workbook import letter_workbook

from .letter import letter_of_release
from .message import message_of_release

PDF = "application/pdf"


def _release(request: HttpRequest, pk: int, number: int) -> RecapRelease:
    readable = Recap.objects.visible_to(cast(User, request.user))
    found = RecapRelease.objects.filter(recap__in=readable, recap=pk, number=number, letter__isnull=False)
    release = found.select_related("recap__region", "recap__report_type").first()
    if release is None:
        raise Http404
    return release


@never_cache
@require_safe
@requires_door("posko")
def letter(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """``/posko/rekap/<pk>/rilis/<number>/surat.pdf``"""
    return _file(request, _release(request, pk, number), letter_pdf, PDF, "pdf")


@never_cache
@require_safe
@requires_door("posko")
def workbook(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """``/posko/rekap/<pk>/rilis/<number>/rekap.xlsx``"""
    return _file(request, _release(request, pk, number), letter_workbook, CONTENT_TYPES[FileKind.XLSX], "xlsx")


@never_cache
@require_safe
@requires_door("posko")
def message(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """``/posko/rekap/<pk>/rilis/<number>/pesan/``: the text to copy into WhatsApp."""
    release = _release(request, pk, number)
    address = request.build_absolute_uri(reverse("reporting:recap", args=[pk]))
    return render(
        request,
        "exports/message.html",
        {"release": release, "recap": release.recap, "text": whatsapp_text(message_of_release(release, link=address))},
    )


def _file(request: HttpRequest, release: RecapRelease, write: Callable[[Letter], bytes], content_type: str, kind: str) -> HttpResponse:
    """The file; what cannot be written leads back to the recap and says why."""
    try:
        content = write(letter_of_release(release))
    except DocumentRefused as refused:
        messages.error(request, str(refused))
        return redirect("reporting:recap", release.recap_id)
    log(instance=release.recap, action=LOG_EXPORTED, user=request.user, data={"kind": kind, "release": release.number})
    about = release.content["about"]
    name = f"rekap-{release.recap.report_type.key}-{about['region_code']}-{about['period_end']}-{release.number}.{kind}"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
