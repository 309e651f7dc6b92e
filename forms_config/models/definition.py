from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.actions import action_registry
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin

from ..blocks.body import FormBodyBlock, FormChecksBlock, FormStreamField, default_body
from ..constants import FormKind
from ..previewing import preview_context

if TYPE_CHECKING:
    from .version import FormVersion

# Facts of the form as a whole: no revision brings an older state of them back.
NOT_REVISED = ("current_version_id", "retired_at", "owner")


class FormQuerySet(models.QuerySet["Form"]):
    def in_use(self) -> "FormQuerySet":
        """Forms that officers can be asked for: published and not retired."""
        return self.filter(current_version__isnull=False, retired_at__isnull=True)


class Form(PreviewableMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A form as the admin edits it: a draft with revisions. What officers fill is always a ``FormVersion``.

    ``current_version`` is what new entries are filled on; empty until the first publish. The row itself holds the content
    as last published, a draft lives in ``latest_revision``.
    """

    key = models.SlugField(
        _("kunci"),
        max_length=60,
        unique=True,
        help_text=_("Nama tetap formulir, misalnya laporan_situasi. Tidak dapat diganti setelah terbit."),
    )
    title = models.CharField(_("judul"), max_length=120)
    summary = models.CharField(_("keterangan untuk petugas"), max_length=250, blank=True)
    kind = models.CharField(_("jenis"), max_length=20, choices=FormKind, default=FormKind.REPORT)
    report_now = models.BooleanField(
        _("dapat dilaporkan kapan saja"), default=False, help_text=_("Muncul pada Lapor sekarang, tanpa menunggu diminta.")
    )
    body: Any = FormStreamField(FormBodyBlock, verbose_name=_("pertanyaan"), blank=True, default=default_body)
    checks: Any = FormStreamField(FormChecksBlock, verbose_name=_("pemeriksaan silang"), blank=True)
    current_version = models.ForeignKey("FormVersion", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    retired_at = models.DateTimeField(_("dihentikan"), null=True, blank=True, editable=False)
    owner = models.CharField(_("milik posko"), max_length=40, blank=True, editable=False)  # empty: whole installation

    versions: "models.Manager[FormVersion]"
    objects = FormQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("formulir"), _("formulir")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    def version_words(self) -> str:
        """For lists: which version officers fill in."""
        if self.current_version is None:
            return "Belum terbit"
        return f"Versi {self.current_version.number}{', dihentikan' if self.is_retired else ''}"

    def publish(self, revision: Revision, *args: Any, skip_permission_checks: bool = False, **kwargs: Any) -> None:
        """Publish a revision by the registered action, which compiles first: whoever calls this cannot go around it."""
        action_class = action_registry.get_action_class(type(self), "publish")
        action_class(revision, *args, **kwargs).execute(skip_permission_checks=skip_permission_checks)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "forms_config/admin/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The phone form as far as the draft compiles, and what stands in the way of the rest."""
        return {**super().get_preview_context(request, mode_name), **preview_context(self, now=timezone.now())}

    def with_content_json(self, content: Mapping[str, Any]) -> "Form":
        revised: Form = super().with_content_json(content)
        for name in NOT_REVISED:
            setattr(revised, name, getattr(self, name))
        if self.current_version_id is not None:
            revised.key = self.key
        return revised
