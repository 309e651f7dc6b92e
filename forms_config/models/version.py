from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..append_only import AppendOnlyModel, AppendOnlyQuerySet
from .definition import Form

MOST_KEPT = 64  # definitions in the memory of one process
_definitions: dict[str, Any] = {}


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

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> "FormVersion":
        """A query that defers ``definition`` gets the one this process read before: it is kept under its hash, which it is."""
        version = super().from_db(db, field_names, values, **more)
        if "definition" in version.__dict__ or "sha256" not in version.__dict__:
            return version
        definition = _definitions.get(version.sha256)
        if definition is None:
            definition = cls.objects.using(db).values_list("definition", flat=True).get(pk=version.pk)
            if len(_definitions) >= MOST_KEPT:
                _definitions.clear()
            _definitions[version.sha256] = definition
        version.definition = definition
        return version

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
