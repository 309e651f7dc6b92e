"""Behind one cell of the matrix: the duty, whom to call, what to write, and opening it again when it is locked."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from desk.core import words
from desk.notices.whatsapp import link_to
from desk.people.doors import requires_door
from desk.people.models import User
from desk.people.scope import scope_of, unit_of
from desk.people.selectors import contacts_of, desk_for, leads_of

from ..errors import DutyRefused
from ..models import Obligation
from ..selectors.compliance_choice import OF_TYPE
from ..selectors.duty_states import LOOKS, OPEN, state_of
from ..selectors.reminding import Callable, callables
from ..services.duty import ASKING_ROLES, reopen_duty
from .access import DeskRequest, see_other

LONGEST_NUMBER = 12  # digits of a key of ours
HOURS = {"6": "6 jam", "24": "1 hari", "72": "3 hari", "168": "7 hari"}  # for how long a duty is opened again


def panel_of(request: HttpRequest, now: datetime) -> dict[str, Any]:
    """Context of the panel of ``?sel=``; empty without one. Four queries."""
    wanted = request.GET.get("sel", "")
    if not wanted:
        return {}
    user = request.user
    if not isinstance(user, User) or not wanted.isdecimal() or len(wanted) > LONGEST_NUMBER:
        raise Http404
    duty = _duty(user, int(wanted))
    unit = unit_of(region=None, agency=duty.agency) if duty.agency else unit_of(region=duty.region)
    entry = getattr(duty, "entry", None)
    sent = entry if entry is not None and entry.submission_count else None
    state = state_of(
        entry_state=sent.state if sent else None,
        nil=bool(sent and sent.nil),
        sent_at=sent.first_sent_at if sent else None,
        on_time_until=duty.on_time_until,
        now=now,
        locked=duty.is_locked(now),
    )
    people = callables(leads_of([unit]).get(unit, []), contacts_of([unit]).get(unit, []))
    called = next((one for one in people if not one.leads), next(iter(people), None))
    text = _message(request, duty, called, state) if state == "returned" or state in OPEN - {"locked"} else ""
    return {
        "duty": duty,
        "unit": unit,
        "entry": sent,
        "state": state,
        "look": LOOKS[state],
        "people": people,
        "called": called,
        "text": text,
        "whatsapp": link_to(called.phone, text) if called and text else "",
        "hours": HOURS if state == "locked" and scope_of(user).serves(duty.asked_in, *ASKING_ROLES) else None,
    }


def _duty(user: User, pk: int) -> Obligation:
    """A duty in the user's reach, 404 otherwise."""
    duties = Obligation.objects.visible_to(user).filter(pk=pk, cancelled_at=None)
    parts = duties.select_related("form", "region", "agency__region", "entry", "report_type", "rule__desk", "request")
    duty = parts.defer("form__body", "form__checks", "entry__draft").first()
    if duty is None:
        raise Http404
    return duty


def _message(request: HttpRequest, duty: Obligation, called: Callable | None, state: str) -> str:
    """A message to copy. Nothing is sent from here."""
    unit_name = duty.agency.name if duty.agency else duty.region.title
    desk = desk_for(duty.region_id)
    name = called.name if called else "Bapak/Ibu"
    period = f" periode {words.period(duty.period_start, duty.period_end)}" if duty.period_start and duty.period_end else ""
    due = words.when(duty.due_at, duty.region.zone)
    address = request.build_absolute_uri(reverse("reporting:tasks"))
    if state == "returned":
        told = f"{duty.form.title}{period} dari {unit_name} dikembalikan untuk diperbaiki. Mohon dilengkapi dan dikirim ulang"
    else:
        told = f"{duty.form.title}{period} dari {unit_name} belum kami terima. Batas waktunya {due}. Mohon segera dikirim"
    return f"Yth. {name}. {told} melalui {address}. Terima kasih. {desk.name if desk else 'Posko'}"


@never_cache
@require_POST
@requires_door("posko")
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    """Open a locked duty again for some hours."""
    duty, now = _duty(request.user, pk), timezone.now()
    hours, reason = request.POST.get("hours", ""), request.POST.get("reason", "")
    until = now + timedelta(hours=int(hours) if hours in HOURS else 0)
    try:
        opened = reopen_duty(obligation_id=duty.pk, until=until, user=request.user, reason=reason, now=now)
    except DutyRefused as refused:
        messages.error(request, str(refused))
    else:
        until_words = words.when(opened.reopened_until or until, duty.region.zone)
        messages.success(request, f"Laporan dibuka kembali sampai {until_words}. Beri tahu petugasnya.")
    subject = OF_TYPE + duty.report_type.key if duty.report_type else duty.form.key
    query = urlencode({"wilayah": request.POST.get("wilayah", ""), "formulir": subject, "sel": duty.pk})
    return see_other(f"{reverse('reporting:compliance')}?{query}#rincian")
