from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.people.models import User
from forms_config.append_only import AppendOnlyModel, AppendOnlyQuerySet
from forms_config.models import Form

from ..constants import State
from .entry import Entry, Submission


class ReviewChain(models.Model):
    """A named set of review steps. Forms without a chain of their own use ``standard``."""

    key = models.SlugField(_("kunci"), max_length=40, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    forms = models.ManyToManyField(Form, related_name="review_chains", blank=True, verbose_name=_("formulir"))

    class Meta:
        verbose_name, verbose_name_plural = _("alur pemeriksaan"), _("alur pemeriksaan")

    def __str__(self) -> str:
        return self.name


class ReviewStep(models.Model):
    """One allowed move: from which state, to which, by which roles, with or without a reason."""

    chain = models.ForeignKey(ReviewChain, on_delete=models.CASCADE, related_name="steps")
    action = models.SlugField(_("tindakan"), max_length=20)  # accept, return, check
    label = models.CharField(_("tombol"), max_length=40)
    from_state = models.CharField(_("dari"), max_length=20, choices=State)
    to_state = models.CharField(_("menjadi"), max_length=20, choices=State)
    roles = models.JSONField(_("peran"), default=list)  # values of people.Role
    needs_reason = models.BooleanField(_("wajib beralasan"), default=False)

    class Meta:
        verbose_name, verbose_name_plural = _("langkah pemeriksaan"), _("langkah pemeriksaan")
        constraints = [models.UniqueConstraint(fields=["chain", "from_state", "action"], name="review_step_once")]

    def __str__(self) -> str:
        return self.label


class Decision(AppendOnlyModel):
    """One review decision on one submission. ``questions``: keys of the questions that a return names."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="decisions")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="decisions")
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, choices=State)
    to_state = models.CharField(max_length=20, choices=State)
    reason = models.TextField(blank=True)
    questions = models.JSONField(default=list)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    simulation = models.BooleanField(default=False, editable=False)

    objects = AppendOnlyQuerySet["Decision"].as_manager()

    class Meta:
        ordering = ["decided_at"]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.action}"
