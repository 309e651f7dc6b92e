"""How it stands in a unit's region: one row per situation report."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.reporting.sourced import SourcedQuerySet, SourcedRow

from .constants import CONDITION_FIELDS, LOOKS, Logistics, PeriodKind, Situation


class SituationReport(SourcedRow):
    """One situation report of one unit for one period. Written by ``services``; never deleted.

    A nil report has a general condition and no situation: nothing to tell.
    """

    period_kind = models.CharField(_("jenis laporan"), max_length=20, choices=PeriodKind, blank=True)
    period_start = models.DateField(_("awal periode"), null=True, blank=True)
    period_end = models.DateField(_("akhir periode"), null=True, blank=True)
    nil = models.BooleanField(_("nihil"), default=False)
    situation = models.CharField(_("situasi"), max_length=20, choices=Situation, blank=True)
    general_condition = models.TextField(_("kondisi umum"))
    cond_ideology = models.TextField(_("ideologi"), blank=True)
    cond_politics = models.TextField(_("politik"), blank=True)
    cond_economy = models.TextField(_("ekonomi"), blank=True)
    cond_social = models.TextField(_("sosial budaya"), blank=True)
    cond_security = models.TextField(_("keamanan"), blank=True)
    logistics_status = models.CharField(_("keadaan logistik"), max_length=20, choices=Logistics, blank=True)
    logistics_note = models.TextField(_("penjelasan logistik"), blank=True)
    recommendations = models.TextField(_("rekomendasi"), blank=True)

    objects = SourcedQuerySet["SituationReport"].as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("laporan situasi"), _("laporan situasi")
        ordering = ["-reported_at"]
        indexes = [models.Index(fields=["region", "-reported_at"], name="situation_by_unit")]
        constraints = [models.UniqueConstraint(fields=["source_entry", "source_row"], name="situation_once_per_row")]

    def __str__(self) -> str:
        return f"{self.unit_name}: {self.word}"

    @property
    def look(self) -> str:
        """Key of ``desk.core.states``."""
        return "nil" if self.nil else LOOKS[Situation(self.situation)]

    @property
    def word(self) -> str:
        return "Nihil" if self.nil else str(Situation(self.situation).label)

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """(field, text) of the five fields that say something."""
        named = [(str(self._meta.get_field(name).verbose_name).capitalize(), getattr(self, name)) for name in CONDITION_FIELDS]  # type: ignore[union-attr]
        return [(label, text) for label, text in named if text]
