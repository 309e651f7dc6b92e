"""What is being filled, for which unit, on which draft: read from the address and the posted hidden controls."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.urls import reverse

from desk.people.models import User
from desk.people.scope import Unit, scope_of
from forms_config.models import Form, FormVersion
from forms_config.prefills import FillContext
from forms_config.rendering import KeptFile

from ..errors import FormClosed
from ..models import Attachment, Entry, Obligation
from ..selectors.filling import context_for, published_form

SEND, DRAFT, DISCARD = "send", "draft", "discard"
ADD_ROW, REMOVE_ROW, REMOVE_FILE = "add-row", "remove-row", "remove-file"


# What filling does not read of a form: the editor's own text; the definition is remembered by its hash.
NOT_FILLED = ("form__body", "form__checks", "form__current_version__definition")


@dataclass(frozen=True)
class Task:
    """A form that a unit fills, to answer a duty or on its own account. ``entry`` when the report exists already."""

    form: Form
    unit: Unit
    obligation: Obligation | None = None
    entry: Entry | None = None

    @property
    def version(self) -> FormVersion:
        if self.form.current_version is None:
            raise FormClosed("Formulir ini belum diterbitkan. Hubungi admin.")
        return self.form.current_version

    @property
    def query(self) -> str:
        """Tells the calls of scripts which report to begin when there is none yet."""
        if self.obligation is not None:
            return urlencode({"tugas": self.obligation.pk})
        return urlencode({"formulir": self.form.key, "untuk": unit_code(self.unit)})

    def address(self, uuid: UUID) -> str:
        """Where this report is filled further."""
        if self.entry is not None and self.entry.submission_count:
            return reverse("reporting:mend", args=[uuid])
        if self.obligation is not None:
            return reverse("reporting:fill_obligation", args=[self.obligation.pk])
        query = urlencode({"untuk": unit_code(self.unit), "laporan": str(uuid)})
        return f"{reverse('reporting:fill_new', args=[self.form.key])}?{query}"

    def context(self, user: User, now: datetime, last_answers: dict[str, Any] | None = None) -> FillContext:
        return context_for(unit=self.unit, user=user, now=now, obligation=self.obligation, last_answers=last_answers)


def unit_code(unit: Unit) -> str:
    """A unit in an address: its region code, and its agency after a dash."""
    return f"{unit.region_code}-{unit.agency_id}" if unit.agency_id else unit.region_code


def unit_zone(unit: Unit) -> ZoneInfo:
    return ZoneInfo(unit.timezone)


def unit_named(user: User, code: str) -> Unit:
    """The own unit of that code; without a code the first one. Anything else is not there."""
    units = scope_of(user).units
    if not code and units:
        return units[0]
    for unit in units:
        if unit_code(unit) == code:
            return unit
    raise Http404


def duty_of(user: User, pk: int) -> Task:
    """The duty of an own unit with its report, if there is one: one query. A foreign duty is not there."""
    obligation = (
        Obligation.objects.of_units(user)
        .select_related("form__current_version", "entry__draft_saved_by", "entry__created_by", "entry__sent_by")
        .defer(*NOT_FILLED)
        .filter(pk=pk)
        .first()
    )
    unit = scope_of(user).files_for(obligation.region_id, obligation.agency_id) if obligation else None
    if obligation is None or unit is None:
        raise Http404
    entry = getattr(obligation, "entry", None)
    if entry is not None:
        entry.form, entry.obligation = obligation.form, obligation
    return Task(obligation.form, unit, obligation, entry)


def report_of(user: User, uuid: UUID) -> Task | None:
    """The report of an own unit, drafts included: one query; None when there is none."""
    entry = (
        Entry.objects.of_units(user)
        .select_related("form__current_version", "obligation", "region", "agency", "draft_saved_by", "created_by", "sent_by")
        .defer(*NOT_FILLED)
        .filter(uuid=uuid)
        .first()
    )
    if entry is None:
        return None
    unit = scope_of(user).files_for(entry.region_id, entry.agency_id)
    return Task(entry.form, unit, entry.obligation, entry) if unit else None


def new_of(user: User, key: str, *, code: str) -> Task:
    """A form that is open to report now, for an own unit: one query."""
    form = published_form(key)
    if form is None:
        raise Http404
    return Task(form, unit_named(user, code))


def task_named(request: HttpRequest, user: User, uuid: UUID) -> Task:
    """For calls of scripts: the report itself, or what their address says may be begun under this UUID."""
    duty, form = request.GET.get("tugas", ""), request.GET.get("formulir", "")
    if duty.isascii() and duty.isdigit():
        return duty_of(user, int(duty[:18]))
    task = report_of(user, uuid)
    if task is None and form:
        task = new_of(user, form, code=request.GET.get("untuk", ""))
    if task is None:
        raise Http404
    return task


def posted_uuid(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def posted_number(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - more digits are no key or count of ours


def kept(files: list[Attachment]) -> list[KeptFile]:
    return [
        KeptFile(
            uuid=file.uuid, key=file.key, kind=file.kind, name=file.name, url=reverse("reporting:file", args=[file.uuid]), size=file.size
        )
        for file in files
    ]
