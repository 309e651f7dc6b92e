"""What the form's scripts call while somebody types: keep the draft, take a file, remove it. JSON answers, in Indonesian."""

from typing import Any
from uuid import UUID

from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from desk.core.words import clock
from desk.people.scope import Unit
from forms_config.intake import raw_from_post
from forms_config.models import FormVersion

from ..errors import AlreadyAnswered, EntryNotFound, FileRefused, FormClosed, NotEditable, StaleDraft
from ..models import Entry
from ..services.drafts import open_entry, save_draft
from ..services.files import add_file as keep_file
from ..services.files import remove_file
from .access import OfficerRequest, officers_only_json
from .task import Task, posted_number, posted_uuid, task_named, unit_zone

CONFLICT, GONE, UNPROCESSABLE = 409, 410, 422


@require_POST
@officers_only_json
def autosave(request: OfficerRequest, uuid: UUID) -> JsonResponse:
    """Keep the draft. 409 tells who saved it elsewhere, with the revision by which an overwrite is made explicit."""
    task = task_named(request, request.user, uuid)
    try:
        entry = _opened(request, task, uuid)
        saved = save_draft(
            entry=entry,
            raw=raw_from_post(request.POST),
            revision=posted_number(request, "revision") or 0,
            user=request.user,
            version=_version(request, task),
        )
    except StaleDraft as stale:
        return _overtaken(stale, task.entry.uuid if task.entry else uuid, task.unit)
    except (NotEditable, FormClosed, AlreadyAnswered) as refused:
        return _gone(refused, task)
    except EntryNotFound as missing:
        raise Http404 from missing
    moment = saved.draft_saved_at or timezone.now()
    words = f"Draf tersimpan {clock(moment, unit_zone(task.unit))}. Belum dikirim."
    return JsonResponse({"entry": str(saved.uuid), "revision": saved.draft_revision, "saved_at": moment.isoformat(), "message": words})


@require_POST
@officers_only_json
def add_file(request: OfficerRequest, uuid: UUID) -> JsonResponse:
    """Take a file for the question ``key`` (its UUID made by the client), or remove the one that ``remove`` names."""
    task = task_named(request, request.user, uuid)
    try:
        entry = _opened(request, task, uuid)
        entry.version = _version(request, task) or entry.version
        unwanted = posted_uuid(request, "remove")
        if unwanted is not None:
            remove_file(entry=entry, uuid=unwanted, user=request.user)
            return JsonResponse({"removed": str(unwanted)})
        upload = request.FILES.get("file")
        if upload is None:
            return _refuse("Berkas tidak sampai. Periksa jaringan, lalu coba lagi.")
        file = keep_file(entry=entry, key=request.POST.get("key", ""), upload=upload, user=request.user, uuid=posted_uuid(request, "uuid"))
    except FileRefused as refused:
        return _refuse(str(refused))
    except (NotEditable, FormClosed, AlreadyAnswered) as refused:
        return _gone(refused, task)
    except EntryNotFound as missing:
        raise Http404 from missing
    told: dict[str, Any] = {
        "uuid": str(file.uuid),
        "name": file.name,
        "url": reverse("reporting:file", args=[file.uuid]),
        "size": file.size,
    }
    return JsonResponse({**told, "entry": str(entry.uuid)})


def _opened(request: OfficerRequest, task: Task, uuid: UUID) -> Entry:
    if task.entry is not None:
        return task.entry
    return open_entry(uuid=uuid, form=task.form, unit=task.unit, user=request.user, obligation=task.obligation)


def _version(request: OfficerRequest, task: Task) -> FormVersion | None:
    wanted = posted_number(request, "version")
    if wanted is None or wanted == task.version.pk:
        return task.version
    return FormVersion.objects.filter(pk=wanted, form=task.form).first()


def _overtaken(stale: StaleDraft, uuid: UUID, unit: Unit) -> JsonResponse:
    at = clock(stale.saved_at, unit_zone(unit))
    told = {"message": str(stale), "saved_by": stale.saved_by, "saved_at": at, "revision": stale.revision, "entry": str(uuid)}
    return JsonResponse(told, status=CONFLICT)


def _gone(refused: Exception, task: Task) -> JsonResponse:
    entry = refused.entry if isinstance(refused, AlreadyAnswered) else task.entry
    address = reverse("reporting:entry", args=[entry.uuid]) if entry is not None else reverse("reporting:tasks")
    return JsonResponse({"message": str(refused), "url": address}, status=GONE)


def _refuse(message: str) -> JsonResponse:
    return JsonResponse({"message": message}, status=UNPROCESSABLE)
