from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..append_only import AppendOnlyModel, AppendOnlyQuerySet
from .definition import Form


class FormVersion(AppendOnlyModel):
    """One published definition of a form: plain JSON (docs/form-definition.md), numbered, hashed, never changed."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions", verbose_name=_("formulir"))
    number = models.PositiveIntegerField(_("nomor"))
    sha256 = models.CharField(max_length=64)
    definition = models.JSONField()
    published_at = models.DateTimeField(_("terbit"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("diterbitkan oleh")
    )

    objects = AppendOnlyQuerySet["FormVersion"].as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("versi formulir"), _("versi formulir")
        ordering = ["form", "-number"]
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="form_version_number_once")]

    def __str__(self) -> str:
        return f"{self.form.title}, versi {self.number}"

    @property
    def sections(self) -> list[dict[str, Any]]:
        return list(self.definition["sections"])


class VersionWithdrawal(AppendOnlyModel):
    """Says that a version must not be accepted any more, although someone may still have it open."""

    version = models.OneToOneField(FormVersion, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(_("alasan"), max_length=250)
    withdrawn_at = models.DateTimeField(_("ditarik"))
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AppendOnlyQuerySet["VersionWithdrawal"].as_manager()

    def __str__(self) -> str:
        return f"{self.version}: ditarik"
