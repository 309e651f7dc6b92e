"""How ready a region is: one row per answered indicator of a checklist."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.reporting.sourced import SourcedQuerySet, SourcedRow
from forms_config.constants import ReadinessValue

LOOKS = {
    ReadinessValue.YES: "ready",
    ReadinessValue.PARTLY: "partial",
    ReadinessValue.NO: "not_ready",
    ReadinessValue.NOT_APPLICABLE: "not_applicable",
}  # keys of core.states


class ReadinessAnswer(SourcedRow):
    """One answered indicator of one entry. Written by ``services``; never deleted.

    Point, label, weight and rules are those of the version it was filled on; scores read the current version's
    (``selectors``) and find the answer by ``indicator``, its permanent key.
    """

    version_number = models.PositiveIntegerField(_("versi formulir"))
    point = models.CharField(_("kunci poin"), max_length=60)  # id of the section
    point_label = models.CharField(_("poin"), max_length=250)
    point_weight = models.DecimalField(_("bobot poin"), max_digits=8, decimal_places=2, null=True)
    indicator = models.CharField(_("kunci indikator"), max_length=60)
    label = models.CharField(_("indikator"), max_length=250)
    weight = models.DecimalField(_("bobot"), max_digits=8, decimal_places=2)
    critical = models.BooleanField(_("penentu"), default=False)
    evidence_rule = models.CharField(_("aturan bukti"), max_length=10)
    responsible = models.CharField(_("penanggung jawab"), max_length=250, blank=True)
    value = models.CharField(_("nilai"), max_length=20, choices=ReadinessValue)
    done = models.DecimalField(_("tercapai"), max_digits=18, decimal_places=4, null=True)
    target = models.DecimalField(_("sasaran"), max_digits=18, decimal_places=4, null=True)
    unit = models.CharField(_("satuan"), max_length=60, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    due = models.DateField(_("tenggat"), null=True)
    evidence_count = models.PositiveIntegerField(_("jumlah bukti"), default=0)
    fresh_days = models.PositiveIntegerField(_("masa berlaku"), null=True)  # days after reported_at

    objects = SourcedQuerySet["ReadinessAnswer"].as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("jawaban kesiapan"), _("jawaban kesiapan")
        ordering = ["-reported_at", "pk"]
        indexes = [models.Index(fields=["form_key", "region", "-reported_at"], name="readiness_by_region")]
        constraints = [models.UniqueConstraint(fields=["source_entry", "indicator"], name="readiness_once_per_indicator")]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_value_display()}"

    @property
    def look(self) -> str:
        """Key of ``desk.core.states``."""
        return LOOKS[ReadinessValue(self.value)]

    @property
    def applies(self) -> bool:
        return self.value != ReadinessValue.NOT_APPLICABLE

    @property
    def ready(self) -> bool:
        return self.value == ReadinessValue.YES
