"""Large exports, written by the worker while the reader goes on; uploaded lists that wait to be applied."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.people.models import User
from forms_config.models import Form

from .constants import FileKind, ImportKind, ImportState, JobState


class ExportJob(models.Model):
    """One export that a user asked for. Its scope is read again when it runs: what the user may see then is in it."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="+", verbose_name=_("formulir"))
    kind = models.CharField(_("jenis berkas"), max_length=10, choices=FileKind)
    delimiter = models.CharField(max_length=1, default=",")
    with_identity = models.BooleanField(default=False)
    asked_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="export_jobs")
    asked_at = models.DateTimeField(_("diminta"))
    state = models.CharField(_("keadaan"), max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)  # entries written
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="ekspor/", blank=True, max_length=200)
    finished_at = models.DateTimeField(_("selesai"), null=True)

    class Meta:
        verbose_name, verbose_name_plural = _("ekspor"), _("ekspor")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.form}, {self.get_kind_display()}"


class ImportJob(models.Model):
    """A list of master data that an admin uploaded: checked first, written when the admin says so.

    The file stands in private storage until the list is applied, thrown away or IMPORT_LIFE old. ``report`` holds what
    the check found (``exports.imports.report.Report``). Only the one who uploaded it sees it.
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    kind = models.CharField(_("jenis data"), max_length=20, choices=ImportKind)
    file = models.FileField(upload_to="impor/", blank=True, max_length=200)
    file_name = models.CharField(_("nama berkas"), max_length=200)
    digest = models.CharField(max_length=64)  # SHA-256 of the file, kept in the audit log
    asked_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="import_jobs")
    asked_at = models.DateTimeField(_("diunggah"))
    state = models.CharField(_("keadaan"), max_length=10, choices=ImportState, default=ImportState.WAITING)
    total = models.PositiveIntegerField(default=0)  # rows of the file
    done = models.PositiveIntegerField(default=0)  # rows checked
    report = models.JSONField(default=dict)
    created = models.PositiveIntegerField(default=0)  # rows written by applying
    updated = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(_("diterapkan"), null=True)

    class Meta:
        verbose_name, verbose_name_plural = _("impor"), _("impor")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.file_name}"
