"""Stored keys and limits of exports and imports."""

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


class ImportKind(models.TextChoices):
    """Stored in import jobs and part of addresses: never rename."""

    POLLING_STATIONS = "tps", _("TPS")
    AGENCIES = "perangkat-daerah", _("Perangkat daerah")
    PERSONS = "orang", _("Orang")


class ImportState(models.TextChoices):
    """Stored in import jobs: never rename."""

    WAITING = "waiting", _("Menunggu diperiksa")
    CHECKING = "checking", _("Sedang diperiksa")
    CHECKED = "checked", _("Sudah diperiksa")
    APPLYING = "applying", _("Sedang diterapkan")
    APPLIED = "applied", _("Sudah diterapkan")
    FAILED = "failed", _("Gagal")


CONTENT_TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
}
MOST_AT_ONCE = 2_000  # entries that a web process writes while the reader waits; more become a job of the worker
JOB_LIFE = timedelta(days=2)  # how long a finished file can be downloaded
PROGRESS_STEP = 250  # entries between two notes of progress

LOG_EXPORTED = "desk.export.create"

IMPORT_LIFE = timedelta(days=1)  # how long an uploaded file waits to be applied
IMPORT_CHUNK = 1_000  # rows judged at once: so many statements, whatever the rows hold
MOST_ROWS_AT_ONCE = 2_000  # rows that a web process checks or applies while the admin waits
MOST_ROWS = 50_000  # of one file; the largest regency has fewer than 20,000 TPS
MOST_BYTES = 10 * 1024 * 1024  # of an uploaded file
MOST_UNPACKED_BYTES = 80 * 1024 * 1024  # of what an XLSX unpacks to; 50,000 rows of five columns take 20 MB
WRONG_ROWS_SHOWN, CHANGES_SHOWN = 200, 100  # listed in full; the rest is counted

LOG_IMPORT_APPLIED = "desk.import.apply"
