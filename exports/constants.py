"""Stored keys and limits of exports."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """Stored in export jobs and part of addresses: never rename."""

    XLSX = "xlsx", _("XLSX")
    CSV = "csv", _("CSV")


class JobState(models.TextChoices):
    WAITING = "waiting", _("Menunggu")
    RUNNING = "running", _("Sedang dibuat")
    READY = "ready", _("Siap diunduh")
    FAILED = "failed", _("Gagal")


CONTENT_TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
}
MOST_AT_ONCE = 2_000  # entries that a web process writes while the reader waits; more become a job of the worker
JOB_LIFE = timedelta(days=2)  # how long a finished file can be downloaded
PROGRESS_STEP = 250  # entries between two notes of progress

LOG_EXPORTED = "desk.export.create"
