"""The master clock: elections, their voting days and stages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.regions.models import Region


class Election(models.Model):
    """One local election of one region. Everything relative to voting day reads it here."""

    key = models.SlugField(_("kunci"), max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=160)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="elections", verbose_name=_("wilayah"))
    voting_day = models.DateField(_("hari pemungutan suara"))
    simulation = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("pemilihan"), _("pemilihan")
        ordering = ["voting_day", "name"]

    def __str__(self) -> str:
        return self.name


class Stage(models.Model):
    """A stage (tahapan) of an election, by its first and last local day."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="stages")
    key = models.SlugField(_("kunci"), max_length=60)
    name = models.CharField(_("tahapan"), max_length=120)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    source = models.CharField(_("dasar"), max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("tahapan"), _("tahapan")
        ordering = ["starts_on", "ends_on"]
        constraints = [models.UniqueConstraint(fields=["election", "key"], name="stage_once_per_election")]

    def __str__(self) -> str:
        return self.name
