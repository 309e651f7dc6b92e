"""Nihil in two taps and one sentence. The page posts to the duty's own form, so that it is sent and refused like any report."""

from datetime import datetime
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.people.models import User
from desk.people.scope import scope_of

from ..models import Obligation
from ..selectors.filling import context_for, last_accepted_answers
from ..selectors.nil import short_way
from .access import OfficerRequest, officers_only
from .task import duty_of


def offers_nil(user: User, duty: Obligation, now: datetime) -> bool:
    """Whether the duty can be answered the short way: nobody began it, and its form allows it."""
    unit = scope_of(user).files_for(str(duty.region_id), duty.agency_id)
    version = duty.form.current_version
    if unit is None or version is None or getattr(duty, "entry", None) is not None:
        return False
    return short_way(version.definition, context_for(unit=unit, user=user, now=now, obligation=duty)) is not None


@never_cache
@require_safe
@officers_only
def nil(request: OfficerRequest, pk: int) -> HttpResponse:
    """``/lapor/tugas/PK/nihil/``: the sentence. Whatever has no short way goes on in the form."""
    task, now = duty_of(request.user, pk), timezone.now()
    duty = task.obligation
    if duty is None:
        raise Http404
    last = last_accepted_answers(form=task.form, unit=task.unit)
    short = short_way(task.version.definition, task.context(request.user, now, last))
    if task.entry is not None or short is None or duty.cancelled_at is not None or duty.is_locked(now):
        return redirect("reporting:fill_obligation", pk)
    context = {"task": task, "short": short, "uuid": uuid4(), "now": now, "zone": task.unit.timezone}
    return render(request, "reporting/lapor/nil.html", context)
