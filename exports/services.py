"""Asking for an export, writing it, and clearing away what nobody fetched."""

import tempfile
from datetime import datetime
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task
from wagtail.log_actions import log

from desk.people.models import Role, User
from desk.people.scope import scope_of
from desk.reporting.models import Entry
from forms_config.models import Form

from .constants import JOB_LIFE, LOG_EXPORTED, PROGRESS_STEP, FileKind, JobState
from .entries.documents import entries_csv, entries_xlsx
from .entries.rows import EntryTable
from .models import ExportJob

TASK = "exports.tasks.write_export"  # stored in the queue: never rename
IDENTITY_ROLES = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD)


def may_read_identity(user: User) -> bool:
    """Whether the user handles incidents at a desk. Installation staff and viewers never read identities."""
    scope = scope_of(user)
    return not scope.installation and any(role in IDENTITY_ROLES for role, _root in scope.roles_at) and Role.VIEWER not in scope.roles


def may_read_restricted(user: User) -> bool:
    """Whether answers of class ``terbatas`` are shown: to desks and the admin, not to whoever only looks."""
    scope = scope_of(user)
    return scope.installation or (any(role in IDENTITY_ROLES for role, _root in scope.roles_at) and Role.VIEWER not in scope.roles)


def table_for(form: Form, user: User, *, with_identity: bool = False) -> EntryTable:
    """The entries of the form that ``user`` may see, at this moment."""
    return EntryTable(
        form,
        Entry.objects.served_by(user),
        with_identity=with_identity and may_read_identity(user),
        with_restricted=may_read_restricted(user),
    )


def note_export(*, form: Form, user: User, kind: str, rows: int, with_identity: bool) -> None:
    """One line in the audit log for every file that leaves the desk."""
    log(instance=form, action=LOG_EXPORTED, user=user, data={"kind": kind, "rows": rows, "identity": with_identity})


def file_name(form: Form, kind: str, now: datetime) -> str:
    return f"{form.key}-{now:%Y%m%d-%H%M}.{kind}"


@transaction.atomic
def ask_for_export(
    *, form: Form, user: User, kind: str, delimiter: str = ",", with_identity: bool = False, total: int = 0, now: datetime | None = None
) -> ExportJob:
    """Put an export into the worker's queue, in the same transaction as its row."""
    job = ExportJob.objects.create(
        form=form,
        kind=kind,
        delimiter=delimiter,
        with_identity=with_identity and may_read_identity(user),
        asked_by=user,
        asked_at=now or timezone.now(),
        total=total,
    )
    note_export(form=form, user=user, kind=kind, rows=total, with_identity=job.with_identity)
    async_task(TASK, str(job.uuid))
    return job


def write_export(*, uuid: UUID, now: datetime | None = None) -> ExportJob:
    """Write the file of a job. Safe to run twice: a job that is ready stays as it is."""
    job = ExportJob.objects.select_related("form", "asked_by").get(uuid=uuid)
    if job.state == JobState.READY:
        return job
    table = table_for(job.form, job.asked_by, with_identity=job.with_identity)
    job.state, job.total, job.done = JobState.RUNNING, table.count(), 0
    job.save(update_fields=["state", "total", "done"])
    try:
        _write(job, table)
    except Exception:
        job.state = JobState.FAILED
        job.save(update_fields=["state"])
        raise
    job.state, job.finished_at = JobState.READY, now or timezone.now()
    job.save(update_fields=["state", "finished_at", "file", "done"])
    return job


def _write(job: ExportJob, table: EntryTable) -> None:
    def note(done: int) -> None:
        job.done = done
        if done % PROGRESS_STEP == 0:
            job.save(update_fields=["done"])

    with tempfile.TemporaryFile() as file:
        if job.kind == FileKind.XLSX:
            entries_xlsx(table, file, progress=note)
        else:
            for line in entries_csv(table, delimiter=job.delimiter):
                file.write(line.encode())
            job.done = job.total
        file.seek(0)
        job.file.save(f"{job.uuid}.{job.kind}", File(file), save=False)


def clear_old_exports(*, now: datetime | None = None) -> int:
    """Remove files and jobs older than JOB_LIFE; how many."""
    old = ExportJob.objects.filter(asked_at__lt=(now or timezone.now()) - JOB_LIFE)
    for job in old:
        if job.file:
            job.file.delete(save=False)
    return old.delete()[0]
