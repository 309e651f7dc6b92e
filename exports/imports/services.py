"""Taking a list in, checking it, writing it, throwing it away. Nothing of it stands in the data before it is applied."""

import hashlib
from datetime import datetime
from pathlib import PurePath
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_q.tasks import async_task
from wagtail.log_actions import log

from desk.core.errors import DeskError
from desk.people.models import Agency, User
from exports.constants import IMPORT_LIFE, LOG_IMPORT_APPLIED, MOST_ROWS_AT_ONCE, ImportKind, ImportState
from exports.models import ImportJob

from .errors import FileRefused, NotReady
from .kinds import KINDS
from .report import Report, count_rows, judge

CHECK_TASK, APPLY_TASK = "exports.tasks.check_import", "exports.tasks.apply_import"  # stored in the queue: never rename
LONGEST_FILE_NAME = 200
CHANGED_MEANWHILE = (DeskError, IntegrityError, Agency.DoesNotExist)  # what a list named is gone since it was checked


def jobs_of(user: User, *, now: datetime | None = None) -> QuerySet[ImportJob]:
    """The lists that the user uploaded and that still wait or were applied lately."""
    return ImportJob.objects.filter(asked_by=user, asked_at__gt=(now or timezone.now()) - IMPORT_LIFE)


def report_of(job: ImportJob) -> Report:
    return Report(**job.report)


def is_small(job: ImportJob) -> bool:
    """Whether a web process checks and applies it while the admin waits."""
    return job.total <= MOST_ROWS_AT_ONCE


def take_in(*, kind: str, content: bytes, file_name: str, user: User, now: datetime | None = None) -> ImportJob:
    """Keep the file and check it: at once when it is small, in the worker when it is large. ``FileRefused`` keeps nothing."""
    chosen = KINDS[ImportKind(kind)]
    total = count_rows(chosen, content)
    uuid = uuid4()
    job = ImportJob(
        uuid=uuid,
        kind=chosen.key,
        file_name=PurePath(file_name).name[-LONGEST_FILE_NAME:],
        digest=hashlib.sha256(content).hexdigest(),
        asked_by=user,
        asked_at=now or timezone.now(),
        total=total,
    )
    with transaction.atomic():
        job.file.save(str(uuid), ContentFile(content), save=False)
        job.save()
        if not is_small(job):
            async_task(CHECK_TASK, str(uuid))
    return check(uuid=uuid) if is_small(job) else job


def check(*, uuid: UUID) -> ImportJob:
    """Judge the rows of a list that waits. Safe to run twice; writes nothing but the report."""
    job = ImportJob.objects.get(uuid=uuid)
    if job.state not in {ImportState.WAITING, ImportState.CHECKING}:
        return job
    _set(job, state=ImportState.CHECKING, done=0)
    try:
        report, _rows = judge(KINDS[ImportKind(job.kind)], _content(job), on_chunk=lambda done: _set(job, done=done))
    except Exception:
        _set(job, state=ImportState.FAILED)
        raise
    _set(job, state=ImportState.CHECKED, report=report.stored())
    return job


@transaction.atomic
def ask_to_apply(*, job: ImportJob) -> ImportJob:
    """The admin says so. Twice is once; ``NotReady`` while rows are wrong or nothing would change."""
    job = ImportJob.objects.select_for_update().get(pk=job.pk)
    if job.state in {ImportState.APPLYING, ImportState.APPLIED}:
        return job
    if job.state != ImportState.CHECKED or not report_of(job).ready:
        raise NotReady("Daftar ini belum dapat diterapkan. Perbaiki baris yang salah, lalu unggah berkasnya lagi.")
    _set(job, state=ImportState.APPLYING)
    if not is_small(job):
        async_task(APPLY_TASK, str(job.uuid))
    return job


def apply(*, uuid: UUID, now: datetime | None = None) -> ImportJob:
    """Write the list through the domain's services, all of it or nothing, with one line in the audit log.

    The rows are judged again first, outside the transaction: what another admin wrote since the check is not written
    twice, and what is wrong by now sends the list back to the preview. Safe to run twice.
    """
    job = ImportJob.objects.get(uuid=uuid)
    if job.state != ImportState.APPLYING:
        return job
    kind = KINDS[ImportKind(job.kind)]
    try:
        report, rows = judge(kind, _content(job))
        if not report.wrong:
            return _write(job, rows, now or timezone.now())
    except CHANGED_MEANWHILE:
        report, _rows = judge(kind, _content(job))
    except Exception:
        _set(job, state=ImportState.FAILED)
        raise
    _set(job, state=ImportState.CHECKED, report=report.stored())
    return job


@transaction.atomic
def _write(job: ImportJob, rows: list[object], now: datetime) -> ImportJob:
    job = ImportJob.objects.select_for_update().get(pk=job.pk)
    if job.state != ImportState.APPLYING:
        return job
    written = KINDS[ImportKind(job.kind)].write(rows)
    _set(job, state=ImportState.APPLIED, created=written.created, updated=written.updated, finished_at=now)
    data = {"kind": job.kind, "created": written.created, "updated": written.updated, "file": job.file_name, "sha256": job.digest}
    log(instance=job, action=LOG_IMPORT_APPLIED, user=job.asked_by, data=data)
    transaction.on_commit(lambda: _forget_file(job))
    return job


def throw_away(*, job: ImportJob) -> None:
    """Delete the file and what is known of it. What is being written cannot be called back (``NotReady``)."""
    with transaction.atomic():
        job = ImportJob.objects.select_for_update().get(pk=job.pk)
        if job.state == ImportState.APPLYING:
            raise NotReady("Daftar ini sedang diterapkan. Tunggu sampai selesai.")
        job.delete()
    if job.file:
        job.file.delete(save=False)


def clear_old_imports(*, now: datetime | None = None) -> int:
    """Remove lists older than IMPORT_LIFE with their files; how many."""
    old = ImportJob.objects.filter(asked_at__lt=(now or timezone.now()) - IMPORT_LIFE)
    for job in old:
        if job.file:
            job.file.delete(save=False)
    return old.delete()[0]


def _content(job: ImportJob) -> bytes:
    if not job.file:
        raise FileRefused("Berkas daftar ini sudah tidak disimpan. Unggah lagi.")
    with job.file.open("rb") as file:
        content: bytes = file.read()
    return content


def _forget_file(job: ImportJob) -> None:
    job.file.delete(save=False)
    ImportJob.objects.filter(pk=job.pk).update(file="")


def _set(job: ImportJob, **values: object) -> None:
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=list(values))
