"""The compliance matrix as a file."""

import tempfile
from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.people.coverage import coverage_of
from desk.people.doors import requires_door
from desk.people.models import User
from desk.reporting.selectors.compliance_choice import choice_of, subjects_of
from exports.constants import CONTENT_TYPES, FileKind

from .documents import ComplianceTable, compliance_csv, compliance_xlsx


@never_cache
@require_safe
@requires_door("posko")
def compliance(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """``/posko/ekspor/kepatuhan/CODE.xlsx`` or ``.csv`` with the choices of ``/posko/kepatuhan/``; 404 when nobody there owes anything."""
    user, now = cast(User, request.user), timezone.now()
    coverage = coverage_of(user, code)
    choice = choice_of(coverage.region, subjects_of(coverage.region, now), request.GET.dict()) if coverage else None
    if choice is None:
        raise Http404
    table = ComplianceTable(choice, user, now)
    name = f"kepatuhan-{choice.region.code}-{now.astimezone(choice.region.zone):%Y%m%d-%H%M}.{kind}"
    if kind == FileKind.CSV:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(compliance_csv(table), content_type=CONTENT_TYPES[FileKind.CSV], headers=headers)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it after sending
    compliance_xlsx(table, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[FileKind.XLSX])
