"""Who has not sent, whom to call, and what the ladders did: ``/posko/pengingat/``."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.core.words import when
from desk.notices.whatsapp import link_to
from desk.people.coverage import coverage_of
from desk.people.doors import requires_door

from ..selectors.reminding import Absent, absent_duties, absent_units
from .access import DeskRequest

SHOWN = 50  # duties of a page


@never_cache
@require_safe
@requires_door("posko")
def reminders(request: DeskRequest) -> HttpResponse:
    """``?wilayah=<code>`` chooses a region that the person serves, ``halaman`` a page."""
    coverage = coverage_of(request.user, request.GET.get("wilayah", ""))
    if coverage is None:
        raise Http404
    now = timezone.now()
    duties = absent_duties(request.user, coverage.region, now)
    page = Paginator(duties, SHOWN).get_page(request.GET.get("halaman"))
    absent = absent_units(page.object_list)
    context: dict[str, Any] = {
        "coverage": coverage,
        "region": coverage.region,
        "rows": [{"absent": one, "text": _text(one), "people": [_called(one, person) for person in one.people]} for one in absent],
        "page": page,
        "overdue": duties.filter(on_time_until__lt=now).count(),
        "now": now,
    }
    return render(request, "reporting/posko/reminders.html", context)


def _called(absent: Absent, person: Any) -> dict[str, Any]:
    return {"person": person, "whatsapp": link_to(person.phone, _text(absent))}


def _text(absent: Absent) -> str:
    """What the desk writes to the person, ready to send."""
    duty = absent.duty
    due = when(duty.due_at, duty.region.zone)
    return (
        f"Yth. Bapak/Ibu, mohon izin mengingatkan: {duty.form.title} dari {absent.unit.name} belum kami terima. Batas waktu {due}. "
        "Bila tidak ada hal menonjol, laporan nihil dengan satu kalimat kondisi umum sudah cukup. Terima kasih."
    )
