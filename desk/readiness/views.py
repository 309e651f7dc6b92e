"""The readiness matrix of the desk."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from desk.core.states import PARTIAL_FROM, READY_FROM
from desk.people.coverage import Coverage, coverage_of
from desk.people.doors import requires_door
from desk.people.models import User
from desk.people.scope import unit_of
from desk.people.selectors import contacts_of
from forms_config.models import Form

from .models import ReadinessAnswer
from .selectors import Matrix, checklists, matrix_of, panel_of

BANDS = {
    "ready": f"nilai {READY_FROM} ke atas",
    "partial": f"nilai {PARTIAL_FROM} sampai {READY_FROM - 1}",
    "not_ready": f"nilai di bawah {PARTIAL_FROM}",
}


@require_safe
@requires_door("posko")
def board(request: HttpRequest) -> HttpResponse:
    """``/posko/kesiapan/?wilayah=&formulir=&sel=&poin=&nilai=``: scores by point and unit.

    ``sel`` and ``poin`` open what stands behind a cell, ``nilai`` lists the cells of a band.
    """
    user = request.user
    coverage = coverage_of(user, request.GET.get("wilayah", "")) if isinstance(user, User) else None
    if coverage is None or not isinstance(user, User):
        raise Http404
    forms = checklists()
    form = _chosen(forms, request.GET.get("formulir", ""))
    now = timezone.now()
    context: dict[str, Any] = {
        "coverage": coverage,
        "zone": coverage.region.zone,
        "now": now,
        "place": coverage.region.title,
        "forms": forms,
        "form": form,
    }
    if form is not None:
        matrix = matrix_of(user, coverage.region, form)
        context |= _shown(matrix, form, coverage) | _panel(request, user, matrix, now)
    return render(request, "readiness/board.html", context)


def _chosen(forms: Sequence[Form], key: str) -> Form | None:
    """The form with this key (404 when it is not there), else the first."""
    if not key:
        return forms[0] if forms else None
    form = next((form for form in forms if form.key == key), None)
    if form is None:
        raise Http404
    return form


def _shown(matrix: Matrix, form: Form, coverage: Coverage) -> dict[str, Any]:
    bands = matrix.bands()
    return {
        "matrix": matrix,
        "total": matrix.total,
        "rows": matrix.rows(),
        "bands": [(band, bands[band], words) for band, words in BANDS.items()],
        "cell_count": len(matrix.unit_cells),
        "query": f"wilayah={coverage.region.code}&formulir={form.key}",
        "waiting_columns": [column for column in matrix.columns[:-1] if column.waiting],
    }


def _panel(request: HttpRequest, user: User, matrix: Matrix, now: datetime) -> dict[str, Any]:
    band = request.GET.get("nilai", "")
    if band in BANDS:
        return {"band": band, "band_cells": [cell for cell in matrix.unit_cells if cell.look == band]}
    key, point = request.GET.get("sel", ""), request.GET.get("poin", "")
    if not key:
        return {}
    cell = matrix.cell(key, point)
    if cell is None:
        raise Http404
    panel = panel_of(user, matrix, cell)
    unit = unit_of(region=cell.column.region)
    return {
        "panel": panel,
        "cell": cell,
        "lines": [(indicator, answer, _stale(answer, now)) for indicator, answer in panel.lines],
        "source": next((answer for _indicator, answer in panel.lines if answer), None),
        "contacts": contacts_of([unit]).get(unit, []),
    }


def _stale(answer: ReadinessAnswer | None, now: datetime) -> bool:
    """Older than the question allows."""
    if answer is None or answer.fresh_days is None:
        return False
    return answer.reported_at + timedelta(days=answer.fresh_days) < now
