"""The export page of the desk, its files, and the progress of large ones."""

import tempfile
from collections.abc import Iterator
from typing import cast
from uuid import UUID

from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.people.doors import requires_door
from desk.people.models import User
from desk.reporting.models import Entry
from forms_config.models import Form

from .constants import CONTENT_TYPES, MOST_AT_ONCE, FileKind, JobState
from .entries.documents import entries_csv, entries_xlsx
from .models import ExportJob
from .services import ask_for_export, file_name, may_read_identity, note_export, table_for

DELIMITERS = {"koma": ",", "titik-koma": ";"}


@never_cache
@require_safe
@requires_door("posko")
def index(request: HttpRequest) -> HttpResponse:
    """``/posko/ekspor/``: forms with entries in the reader's regions, and the large exports asked for."""
    user = cast(User, request.user)
    seen = Entry.objects.served_by(user).values("pk")
    forms = Form.objects.filter(current_version__isnull=False).annotate(rows=Count("entries", filter=Q(entries__in=seen)))
    context = {
        "forms": forms.order_by("title"),
        "jobs": ExportJob.objects.filter(asked_by=user).select_related("form")[:20],
        "reads_identity": may_read_identity(user),
        "now": timezone.now(),
    }
    return render(request, "exports/index.html", context)


@never_cache
@require_safe
@requires_door("posko")
def form_entries(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """``/posko/ekspor/formulir/KEY.xlsx`` or ``.csv``; ``?pemisah=titik-koma``, ``?identitas=1``. Large ones become a job."""
    user = cast(User, request.user)
    form = get_object_or_404(Form, key=key)
    with_identity = request.GET.get("identitas") == "1"
    if with_identity and not may_read_identity(user):
        raise Http404
    delimiter = DELIMITERS.get(request.GET.get("pemisah", ""), ",")
    table = table_for(form, user, with_identity=with_identity)
    rows = table.count()
    if rows > MOST_AT_ONCE:
        job = ask_for_export(form=form, user=user, kind=kind, delimiter=delimiter, with_identity=with_identity, total=rows)
        return redirect("exports:job", job.uuid)
    note_export(form=form, user=user, kind=kind, rows=rows, with_identity=with_identity)
    name = file_name(form, kind, timezone.localtime())
    if kind == FileKind.CSV:
        lines: Iterator[str] = entries_csv(table, delimiter=delimiter)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(lines, content_type=CONTENT_TYPES[FileKind.CSV], headers=headers)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it after sending
    entries_xlsx(table, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[FileKind.XLSX])


@never_cache
@require_safe
@requires_door("posko")
def job(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Progress of a large export; refreshes itself until it is ready."""
    asked = get_object_or_404(ExportJob.objects.select_related("form"), uuid=uuid, asked_by=cast(User, request.user))
    going_on = asked.state in {JobState.WAITING, JobState.RUNNING}
    percent = 100 * asked.done // asked.total if asked.total else 0
    context = {"job": asked, "going_on": going_on, "percent": percent, "ready": asked.state == JobState.READY}
    response = render(request, "exports/job.html", context)
    if going_on:
        response["Refresh"] = "2"
    return response


@never_cache
@require_safe
@requires_door("posko")
def job_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The finished file, for the one who asked for it."""
    asked = get_object_or_404(ExportJob.objects.select_related("form"), uuid=uuid, asked_by=cast(User, request.user), state=JobState.READY)
    if not asked.file:
        raise Http404
    name = file_name(asked.form, asked.kind, timezone.localtime(asked.asked_at))
    return FileResponse(asked.file.open("rb"), as_attachment=True, filename=name, content_type=CONTENT_TYPES[FileKind(asked.kind)])
