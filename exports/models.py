"""Large exports, written by the worker while the reader goes on."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.people.models import User
from forms_config.models import Form

from .constants import FileKind, JobState


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
