from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin

from ..constants import FormKind


class Form(PreviewableMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A form as the admin edits it: a draft with revisions. What officers fill is always a ``FormVersion``.

    ``current_version`` is what new entries are filled on; empty until the first publish.
    """

    key = models.SlugField(_("kunci"), max_length=60, unique=True)
    title = models.CharField(_("judul"), max_length=120)
    summary = models.CharField(_("keterangan untuk petugas"), max_length=250, blank=True)
    kind = models.CharField(_("jenis"), max_length=20, choices=FormKind, default=FormKind.REPORT)
    report_now = models.BooleanField(_("dapat dilaporkan kapan saja"), default=False)
    body = StreamField([], verbose_name=_("pertanyaan"), blank=True)
    checks = StreamField([], verbose_name=_("pemeriksaan silang"), blank=True)
    current_version = models.ForeignKey("FormVersion", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    retired_at = models.DateTimeField(_("dihentikan"), null=True, blank=True, editable=False)
    owner = models.CharField(_("milik posko"), max_length=40, blank=True, editable=False)  # empty: whole installation

    class Meta:
        verbose_name, verbose_name_plural = _("formulir"), _("formulir")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
