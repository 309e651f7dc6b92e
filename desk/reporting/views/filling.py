"""The form itself: shown, kept as draft, given rows and files, sent. Works by plain POST; scripts only make it pleasant."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from desk.core.errors import DeskError
from forms_config.definition import Definition, has_files, places
from forms_config.intake import Reading, first_values, raw_from_post, read, row_numbers
from forms_config.models import FormVersion
from forms_config.rendering import sheet
from forms_config.rendering.pieces import ID_PREFIX

from ..constants import State
from ..errors import AlreadyAnswered, EntryNotFound, EntryRefused, FileRefused, FormClosed, StaleDraft, VersionWithdrawn
from ..models import Entry, Submission
from ..selectors.filling import facts_of, files_of, last_accepted_answers
from ..services.drafts import CANCELLED, EDITABLE, discard_draft, open_entry, raw_for, save_draft
from ..services.files import add_file, remove_file
from ..services.sending import send_entry
from .access import OfficerRequest, officers_only, see_other
from .task import ADD_ROW, DISCARD, DRAFT, REMOVE_FILE, REMOVE_ROW, SEND, Task, duty_of, kept, new_of, posted_number, posted_uuid, report_of

CONFLICT, UNPROCESSABLE = 409, 422
Raw = dict[str, list[str]]


@dataclass(frozen=True)
class Page:
    """What the form page shows besides the task: the controls as typed, and what there is to say about them."""

    uuid: UUID
    submission: UUID
    revision: int
    raw: Mapping[str, list[str]]
    reading: Reading | None = None
    notice: str = ""
    stale: StaleDraft | None = None
    status: int = 200


@never_cache
@require_http_methods(["GET", "POST"])
@officers_only
def fill_obligation(request: OfficerRequest, pk: int) -> HttpResponse:
    """A duty. When it was answered and nothing is to be mended, its report is shown instead."""
    task = duty_of(request.user, pk)
    return _post(request, task) if request.method == "POST" else _open(request, task)


@never_cache
@require_http_methods(["GET", "POST"])
@officers_only
def fill_new(request: OfficerRequest, key: str) -> HttpResponse:
    """A form that may be filled at any time; ``?laporan=`` goes on with a draft, ``?untuk=`` names one of several own units."""
    begun = _uuid_in(request.GET.get("laporan", ""))
    if request.method == "POST":
        # A page that never saved has revision 0: nothing to look up, so a first sending costs no query for it.
        begun = posted_uuid(request, "entry") if posted_number(request, "revision") else None
    task = report_of(request.user, begun) if begun is not None else None
    if task is None or task.form.key != key:
        if request.method == "GET" and begun is not None:
            raise Http404
        task = new_of(request.user, key, code=request.GET.get("untuk", ""))
    return _post(request, task) if request.method == "POST" else _open(request, task)


@never_cache
@require_http_methods(["GET", "POST"])
@officers_only
def mend(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """A returned report, to be corrected and sent again."""
    task = report_of(request.user, uuid)
    if task is None:
        raise Http404
    return _post(request, task) if request.method == "POST" else _open(request, task)


def _uuid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _open(request: OfficerRequest, task: Task) -> HttpResponse:
    now, entry = timezone.now(), task.entry
    if entry is not None and entry.state not in EDITABLE:
        return redirect("reporting:entry", entry.uuid)
    closed = _closed(task)
    if closed:
        return _say_closed(request, task, closed)
    if entry is None:
        definition = task.version.definition
        from_last = any((place.question.get("prefill") or {}).get("source") == "last" for place in places(definition))
        last = last_accepted_answers(form=task.form, unit=task.unit) if from_last else {}
        uuid = uuid4()
        raw: Mapping[str, list[str]] = first_values(definition, task.context(request.user, now, last))
        return _show(request, task, Page(uuid, uuid, 0, raw), now)
    raw = raw_for(entry, task.context(request.user, now))
    submission = uuid4() if entry.submission_count else entry.uuid
    return _show(request, task, Page(entry.uuid, submission, entry.draft_revision, raw), now)


def _closed(task: Task) -> str:
    """Why nothing can be filled here (any more); empty when it can."""
    sent = task.entry is not None and task.entry.submission_count
    if task.obligation is not None:
        return CANCELLED if task.obligation.cancelled_at is not None and not sent else ""
    if task.entry is not None:
        return ""
    if task.form.retired_at is not None or not task.form.report_now:
        return "Formulir ini tidak dibuka untuk laporan baru. Hubungi posko bila Anda perlu melapor."
    return ""


def _say_closed(request: OfficerRequest, task: Task, message: str, entry: Entry | None = None) -> HttpResponse:
    return render(request, "reporting/lapor/closed.html", {"task": task, "message": message, "entry": entry or task.entry}, status=CONFLICT)


def _show(request: OfficerRequest, task: Task, page: Page, now: datetime) -> HttpResponse:
    files = kept(files_of(task.entry))
    context = task.context(request.user, now)
    made = sheet(task.version.definition, page.raw, context=context, reading=page.reading, files=files)
    saved = task.entry if task.entry is not None and task.entry.draft_saved_at else None
    return render(
        request,
        "reporting/lapor/fill.html",
        {
            "sheet": made,
            "task": task,
            "page": page,
            "entry": task.entry,
            "saved": saved,
            "now": now,
            "zone": task.unit.timezone,
            "save_url": f"{reverse('reporting:autosave', args=[page.uuid])}?{task.query}",
            "upload_url": f"{reverse('reporting:add_file', args=[page.uuid])}?{task.query}",
            "address": task.address(page.uuid),
            # What scripts keep on the device is found again by this name, also when the server never heard of it.
            "mirror": f"{request.user.pk}:{page.uuid if task.entry else task.query}",
            "own": ""
            if task.obligation or (task.entry and task.entry.submission_count)
            else task.address(page.uuid).replace(str(page.uuid), ""),
        },
        status=page.status,
    )


def _post(request: OfficerRequest, task: Task) -> HttpResponse:
    uuid = posted_uuid(request, "entry")
    if uuid is None:
        fresh = uuid4()
        page = Page(fresh, fresh, 0, raw_from_post(request.POST), status=UNPROCESSABLE)
        return _show(
            request,
            task,
            replace(page, notice="Kiriman ini tidak membawa nomor laporan. Periksa isiannya, lalu kirim kembali."),
            timezone.now(),
        )
    filled = _Filled(request, task, uuid)
    try:
        return filled.answer()
    except EntryNotFound as missing:
        raise Http404 from missing
    except DeskError as refused:
        return filled.refused(refused)


class _Filled:
    """One posted form on its way: files first, then what the pressed button asks for."""

    def __init__(self, request: OfficerRequest, task: Task, uuid: UUID) -> None:
        self.request, self.task, self.uuid = request, task, uuid
        self.raw: Raw = raw_from_post(request.POST)
        self.action, _, self.target = (request.POST.get("action") or SEND).partition(":")
        self.submission = posted_uuid(request, "submission") or self._next_submission()
        self.revision = posted_number(request, "revision")
        self.now = timezone.now()
        self.version = self._version()

    def _next_submission(self) -> UUID:
        """For a plain POST that names none: the first sending, or at the address for mending the one that comes next."""
        entry = self.task.entry
        if entry is None or entry.uuid != self.uuid or not self.request.path.endswith("/perbaiki/"):
            return self.uuid
        return uuid5(entry.uuid, str(entry.submission_count + (entry.state in EDITABLE)))

    def _version(self) -> FormVersion:
        """The version the form was filled on: the posted one, the current one when none was posted."""
        current, wanted = self.task.version, posted_number(self.request, "version")
        if wanted is None or wanted == current.pk:
            return current
        return FormVersion.objects.select_related("withdrawal").filter(pk=wanted, form=self.task.form).first() or current

    def answer(self) -> HttpResponse:
        if self.action == DISCARD:
            return self._discard()
        self._refuse_cancelled()
        problems = self._take_files() if self.request.FILES else {}
        if problems:
            return self._refuse_files(problems)
        if self.action == SEND:
            return self._send()
        anchor = self._change()
        entry = self._keep()
        return see_other(replace(self.task, entry=entry).address(entry.uuid) + anchor)

    def _send(self) -> HttpResponse:
        self._refuse_overtaken()
        receipt = send_entry(
            uuid=self.uuid,
            submission=self.submission,
            form=self.task.form,
            unit=self.task.unit,
            user=self.request.user,
            raw=self.raw,
            obligation=self.task.obligation,
            version=self.version,
            begun=self.task.entry is not None and self.task.entry.uuid == self.uuid,
            now=self.now,
        )
        return see_other(reverse("reporting:entry", args=[receipt.entry.uuid]) + "?terkirim=1")

    def _refuse_cancelled(self) -> None:
        """A duty that the desk cancelled is not filled any more; what was sent before goes on."""
        duty, entry = self.task.obligation, self.task.entry
        if duty is not None and duty.cancelled_at is not None and (entry is None or not entry.submission_count):
            raise FormClosed(CANCELLED)

    def _discard(self) -> HttpResponse:
        """Throw the draft away; what was never kept needs no service."""
        task = report_of(self.request.user, self.uuid)
        if task is not None and task.entry is not None:
            discard_draft(entry=task.entry, user=self.request.user)
        return see_other(reverse("reporting:tasks"))

    def _refuse_overtaken(self) -> None:
        """Tell whoever sends from a page that was opened before the draft was saved on another device."""
        entry = self.task.entry
        if entry is None or self.revision is None or entry.uuid != self.uuid or entry.state not in EDITABLE:
            return
        if self.revision == entry.draft_revision or (entry.submission_count and Submission.objects.filter(uuid=self.submission).exists()):
            return
        raise StaleDraft(
            saved_by=str(entry.draft_saved_by or self.request.user),
            saved_at=entry.draft_saved_at or entry.created_at,
            revision=entry.draft_revision,
        )

    def _open(self) -> Entry:
        entry = self.task.entry
        if entry is None or entry.uuid != self.uuid:
            entry = open_entry(
                uuid=self.uuid,
                form=self.task.form,
                unit=self.task.unit,
                user=self.request.user,
                obligation=self.task.obligation,
                now=self.now,
            )
        entry.version = self.version
        self.task = replace(self.task, entry=entry)
        return entry

    def _keep(self) -> Entry:
        entry = self._open()
        revision = self.revision if self.revision is not None else entry.draft_revision
        saved = save_draft(entry=entry, raw=self.raw, revision=revision, user=self.request.user, version=self.version, now=self.now)
        self.revision = saved.draft_revision
        return saved

    def _take_files(self) -> dict[str, str]:
        """Keep the posted files; what is wrong with one, by its control."""
        controls, problems = file_controls(self.version.definition, self.raw), {}
        entry = self._open()
        if entry.submission_count and Submission.objects.filter(uuid=self.submission, entry=entry).exists():
            return {}  # sent before: the files are there already, the receipt is the answer
        for control, uploads in self.request.FILES.lists():
            for upload in uploads:
                if control not in controls:
                    continue
                try:
                    file = add_file(entry=entry, key=controls[control], upload=upload, user=self.request.user, now=self.now)
                except FileRefused as refused:
                    problems[control] = str(refused)
                else:
                    self.raw.setdefault(f"{control}-kept", []).append(str(file.uuid))
        return problems

    def _refuse_files(self, problems: Mapping[str, str]) -> HttpResponse:
        """Nothing is sent; the typing and the good files are kept, the bad ones named."""
        entry = self._keep()
        context = self.task.context(self.request.user, self.now)
        reading = read(self.version.definition, self.raw, context, files=facts_of(files_of(entry)))
        errors = {**(reading.errors if self.action == SEND else {}), **problems}
        return self.again(UNPROCESSABLE, reading=replace(reading, errors=errors))

    def _change(self) -> str:
        """Add or remove what the button names; the place on the page to come back to."""
        if self.action == ADD_ROW and self.target in self._repeats():
            numbers = row_numbers({"key": self.target}, self.raw)
            number = numbers[-1] + 1 if numbers else 0
            self.raw[f"{self.target}-{number}-id"] = [str(uuid4())]
            return f"#{ID_PREFIX}{self.target}-{number}-t"
        if self.action == REMOVE_ROW:
            self.raw = {control: texts for control, texts in self.raw.items() if not control.startswith(f"{self.target}-")}
            return f"#{ID_PREFIX}{self.target.rpartition('-')[0]}"
        if self.action == REMOVE_FILE:
            control, _, text = self.target.rpartition(":")
            self.raw[f"{control}-kept"] = [uuid for uuid in self.raw.get(f"{control}-kept", ()) if uuid != text]
            uuid = _uuid_in(text)
            if uuid is not None:
                remove_file(entry=self._open(), uuid=uuid, user=self.request.user, now=self.now)
            return f"#{ID_PREFIX}{control}"
        return "" if self.action == DRAFT else "#isi"

    def _repeats(self) -> set[str]:
        return {place.repeat["key"] for place in places(self.version.definition) if place.repeat is not None}

    def refused(self, error: DeskError) -> HttpResponse:
        """The clear answer to each refusal; whatever can be mended comes back with everything typed."""
        if isinstance(error, EntryRefused):
            return self.again(UNPROCESSABLE, reading=error.reading)
        if isinstance(error, StaleDraft):
            return self.again(CONFLICT, stale=error)
        if isinstance(error, (VersionWithdrawn, FormClosed)):
            return self.again(CONFLICT, notice=str(error))
        if isinstance(error, AlreadyAnswered):
            return self.already_answered(error)
        known = Entry.objects.of_units(self.request.user).filter(uuid=self.uuid).first()
        return _say_closed(self.request, self.task, str(error), known)

    def again(self, status: int, *, reading: Reading | None = None, stale: StaleDraft | None = None, notice: str = "") -> HttpResponse:
        """The form once more with everything typed, and what there is to say."""
        entry = Entry.objects.of_units(self.request.user).select_related("draft_saved_by").filter(uuid=self.uuid).first()
        entry = entry or self.task.entry
        uuid = entry.uuid if entry else self.uuid
        submission = self.submission if uuid == self.uuid else uuid
        revision = entry.draft_revision if entry else self.revision or 0
        task = replace(self.task, entry=entry)
        page = Page(uuid, submission, revision, self.raw, reading, notice, stale, status)
        response = _show(self.request, task, page, self.now)
        response["X-Draft-Revision"] = str(revision)  # a script that sends the refused page again stands on what it just kept
        return response

    def already_answered(self, answered: AlreadyAnswered) -> HttpResponse:
        """A colleague's report answers the duty: shown when it was sent; a draft of theirs is told, nothing overwritten."""
        other = answered.entry
        if other.state not in EDITABLE or other.state == State.RETURNED:
            return _say_closed(self.request, self.task, str(answered), other)
        self.uuid = self.submission = other.uuid
        saved_by = str(other.draft_saved_by or other.created_by)
        return self.again(
            CONFLICT, stale=StaleDraft(saved_by=saved_by, saved_at=other.draft_saved_at or other.created_at, revision=other.draft_revision)
        )


def file_controls(definition: Definition, raw: Mapping[str, Any]) -> dict[str, str]:
    """Control of every file input on the form -> key of its question; rows as far as they were posted, and 20 more."""
    controls = {}
    for place in places(definition):
        question = place.question
        if not has_files(question):
            continue
        suffix = "-evidence" if question["type"] == "readiness" else ""
        if place.repeat is None:
            controls[question["key"] + suffix] = question["key"]
            continue
        pattern = re.compile(rf"{re.escape(place.repeat['key'])}-(\d{{1,6}})-")
        numbers = {match[1] for match in map(pattern.match, raw) if match}
        controls.update({f"{place.repeat['key']}-{number}-{question['key']}{suffix}": question["key"] for number in numbers})
    return controls
