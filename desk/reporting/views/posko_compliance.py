"""Who has reported, as a matrix; a cell opens whom to call and what to write."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.core import words
from desk.people.coverage import Coverage, coverage_of
from desk.people.doors import requires_door
from desk.people.models import User
from desk.people.scope import unit_of
from desk.people.selectors import Contact, contacts_of, desk_for
from forms_config.models import Form

from ..models import Obligation
from ..selectors.asking import regions_to_ask
from ..selectors.compliance import LOOKS, REPORTED, Compliance, compliance_of, forms_asked, state_of
from .access import DeskRequest

UNITS_SHOWN = 100
GROUPS = {
    "belum": ("Belum melapor", {"missing", "due"}),
    "sudah": ("Sudah melapor", set(REPORTED)),
    "terlambat": ("Terlambat", {"late"}),
    "kembali": ("Dikembalikan", {"returned"}),
    "nihil": ("Nihil", {"nil"}),
    "periksa": ("Perlu diperiksa", {"sent"}),
}  # what the newest round can be narrowed to


@never_cache
@require_safe
@requires_door("posko")
def compliance(request: DeskRequest) -> HttpResponse:
    """``/posko/kepatuhan/?wilayah=&formulir=&keadaan=&halaman=&sel=``"""
    coverage = coverage_of(request.user, request.GET.get("wilayah", ""))
    if coverage is None:
        raise Http404
    now = timezone.now()
    forms = forms_asked(request.user, coverage.region)
    form = _chosen(forms, request.GET.get("formulir", ""))
    context: dict[str, Any] = {
        "coverage": coverage,
        "zone": coverage.region.zone,
        "now": now,
        "place": coverage.region.title,
        "forms": forms,
        "form": form,
        "groups": {key: label for key, (label, _states) in GROUPS.items()},
        "legend": list(LOOKS.values()),
        "may_ask": bool(regions_to_ask(request.user)),
    }
    if form is not None:
        table = compliance_of(request.user, coverage.region, form, now)
        context |= _table(request, table, coverage, form) | _panel(request, now)
    return render(request, "reporting/posko/compliance.html", context)


def _chosen(forms: Sequence[Form], key: str) -> Form | None:
    """The form with this key (404 when nobody owes it), else the one asked for last."""
    if not key:
        return forms[0] if forms else None
    form = next((form for form in forms if form.key == key), None)
    if form is None:
        raise Http404
    return form


def _table(request: HttpRequest, table: Compliance, coverage: Coverage, form: Form) -> dict[str, Any]:
    shown = request.GET.get("keadaan", "")
    states = GROUPS[shown][1] if shown in GROUPS else None
    rows = [row for row in table.rows if states is None or (row.cells[0] is not None and row.cells[0].state in states)]
    page = Paginator(rows, UNITS_SHOWN).get_page(request.GET.get("halaman"))
    newest = table.newest
    return {
        "table": table,
        "page": page,
        "shown": shown if shown in GROUPS else "",
        "base": f"wilayah={coverage.region.code}&formulir={form.key}",
        "newest": newest,
        "counts": {key: sum(1 for duty in newest if duty.state in group) for key, (_label, group) in GROUPS.items()},
        "absent": [duty.unit.name for duty in newest if not duty.reported],
    }


def _panel(request: HttpRequest, now: datetime) -> dict[str, Any]:
    """Behind one cell: the duty, whom to call, what to write."""
    wanted = request.GET.get("sel", "")
    if not wanted:
        return {}
    user = request.user
    if not isinstance(user, User) or not wanted.isdecimal() or len(wanted) > 12:  # noqa: PLR2004 - longer is no number of ours
        raise Http404
    duties = Obligation.objects.visible_to(user).filter(pk=int(wanted), cancelled_at=None)
    duty = duties.select_related("form", "region", "agency", "entry").defer("form__body", "form__checks", "entry__draft").first()
    if duty is None:
        raise Http404
    unit = unit_of(region=None, agency=duty.agency) if duty.agency else unit_of(region=duty.region)
    entry = getattr(duty, "entry", None)
    sent = entry if entry is not None and entry.submission_count else None
    state = state_of(
        entry_state=sent.state if sent else None,
        nil=bool(sent and sent.nil),
        sent_at=sent.first_sent_at if sent else None,
        on_time_until=duty.on_time_until,
        now=now,
    )
    contacts = contacts_of([unit]).get(unit, [])
    return {
        "duty": duty,
        "unit": unit,
        "entry": sent,
        "state": state,
        "look": LOOKS[state],
        "contacts": contacts,
        "text": _message(request, duty, contacts, state) if state in {"missing", "due", "returned"} else "",
    }


def _message(request: HttpRequest, duty: Obligation, contacts: Sequence[Contact], state: str) -> str:
    """A message to copy. Nothing is sent from here."""
    unit_name = duty.agency.name if duty.agency else duty.region.title
    desk = desk_for(duty.region_id)
    name = contacts[0].name if contacts else "Bapak/Ibu"
    period = f" periode {words.period(duty.period_start, duty.period_end)}" if duty.period_start and duty.period_end else ""
    due = words.when(duty.due_at, duty.region.zone)
    address = request.build_absolute_uri(reverse("reporting:tasks"))
    if state == "returned":
        told = f"{duty.form.title}{period} dari {unit_name} dikembalikan untuk diperbaiki. Mohon dilengkapi dan dikirim ulang"
    else:
        told = f"{duty.form.title}{period} dari {unit_name} belum kami terima. Batas waktunya {due}. Mohon segera dikirim"
    return f"Yth. {name}. {told} melalui {address}. Terima kasih. {desk.name if desk else 'Posko'}"
