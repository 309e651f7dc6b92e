"""What admins configure: kinds of report, the rules that make duties of them, and the ladders that remind."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from desk.people.models import Agency, Desk
from desk.regions.models import Region
from forms_config.models import Form

from ..constants import Anchor, Audience, Rhythm, Tier, Units
from ..periods import HOURS_OF_DAY, Timing


class ReportType(models.Model):
    """A kind of report that units owe, as ``Laporan mingguan``. A unit owes at most one of a type for a period.

    ``chain``: its steps of review; empty means the chain of the form.
    """

    key = models.SlugField(_("kunci"), max_length=40, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    chain = models.ForeignKey(
        "reporting.ReviewChain",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report_types",
        verbose_name=_("alur pemeriksaan"),
    )

    class Meta:
        verbose_name, verbose_name_plural = _("jenis laporan"), _("jenis laporan")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ReminderLadder(ClusterableModel):  # type: ignore[misc, unused-ignore]
    """A named ladder: who is told when about a report that is not there. ``preset``: the one, if any, that a new rule begins with."""

    name = models.CharField(_("nama"), max_length=120, unique=True)
    preset = models.BooleanField(
        _("dipilih untuk aturan baru"), default=False, help_text=_("Paling banyak satu tangga. Aturan yang sudah ada tidak berubah.")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("tangga pengingat"), _("tangga pengingat")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if self.preset:
            ReminderLadder.objects.filter(preset=True).exclude(pk=self.pk).update(preset=False)


class ReminderStep(models.Model):
    """One rung: ``minutes`` after the due time (negative before it) this audience is told, unless the unit has sent."""

    ladder = ParentalKey(ReminderLadder, on_delete=models.CASCADE, related_name="steps")
    minutes = models.IntegerField(
        _("menit setelah batas"), help_text=_("Angka negatif berarti sebelum batas waktu. Contoh: -1440 sehari sebelumnya.")
    )
    audience = models.CharField(_("diberitahukan kepada"), max_length=20, choices=Audience)

    class Meta:
        verbose_name, verbose_name_plural = _("anak tangga"), _("anak tangga")
        ordering = ["minutes", "audience"]
        constraints = [models.UniqueConstraint(fields=["ladder", "minutes", "audience"], name="reminder_step_once")]

    def __str__(self) -> str:
        return f"{self.get_audience_display()}, {self.minutes}"

    @property
    def offset(self) -> timedelta:
        return timedelta(minutes=self.minutes)


class ReportingRule(models.Model):
    """Which units owe which form when. ``services.rules`` writes it, ``services.ledger`` makes its duties.

    The window of days is bounded by a date, by voting day or by a stage of the election of the desk's region, each shifted by whole
    days (``H-7`` is voting day shifted by -7). ``ended_at``: it makes no more duties.
    """

    report_type = models.ForeignKey(ReportType, on_delete=models.PROTECT, related_name="rules", verbose_name=_("jenis laporan"))
    name = models.CharField(_("nama"), max_length=120, help_text=_("Contoh: Laporan mingguan kecamatan, Senin 10.00"))
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="rules", verbose_name=_("formulir"))
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="rules", verbose_name=_("posko"))
    units = models.CharField(_("yang wajib melapor"), max_length=20, choices=Units, default=Units.TIER)
    tier = models.CharField(_("tingkat wilayah"), max_length=20, choices=Tier, blank=True)
    regions = models.ManyToManyField(Region, blank=True, related_name="+", verbose_name=_("wilayah yang dipilih"))
    agencies = models.ManyToManyField(Agency, blank=True, related_name="+", verbose_name=_("perangkat daerah yang dipilih"))

    rhythm = models.CharField(_("irama"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    weekdays = models.JSONField(_("hari"), default=list, blank=True)  # 0 is Monday
    every_hours = models.PositiveSmallIntegerField(_("setiap berapa jam"), null=True, blank=True)
    due_time = models.TimeField(_("jam batas"), help_text=_("Menurut waktu setempat setiap unit."))
    days_after = models.SmallIntegerField(
        _("hari batas setelah periode"), default=0, help_text=_("0: pada hari terakhir periode. 1: keesokan harinya.")
    )
    grace_minutes = models.PositiveIntegerField(_("toleransi (menit)"), default=0)
    lock_hours = models.PositiveIntegerField(
        _("terkunci setelah (jam)"), null=True, blank=True, help_text=_("Sejak batas waktu. Kosong: tidak pernah terkunci.")
    )

    starts_from = models.CharField(_("mulai dihitung dari"), max_length=20, choices=Anchor, default=Anchor.DATE)
    starts_on = models.DateField(_("tanggal mulai"), null=True, blank=True)
    starts_stage = models.SlugField(_("tahapan (mulai)"), max_length=60, blank=True)
    starts_shift = models.SmallIntegerField(_("geser mulai (hari)"), default=0)
    ends_from = models.CharField(_("selesai dihitung dari"), max_length=20, choices=Anchor, default=Anchor.DATE)
    ends_on = models.DateField(_("tanggal selesai"), null=True, blank=True, help_text=_("Kosong: sampai aturan diakhiri."))
    ends_stage = models.SlugField(_("tahapan (selesai)"), max_length=60, blank=True)
    ends_shift = models.SmallIntegerField(_("geser selesai (hari)"), default=0)

    ladder = models.ForeignKey(
        ReminderLadder, on_delete=models.PROTECT, null=True, blank=True, related_name="rules", verbose_name=_("tangga pengingat")
    )
    made_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(_("diakhiri"), null=True, blank=True, editable=False)
    simulation = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("aturan pelaporan"), _("aturan pelaporan")
        ordering = ["desk", "name"]
        constraints = [
            models.CheckConstraint(condition=~Q(units=Units.TIER) | ~Q(tier=""), name="rule_of_a_tier_names_it"),
            models.CheckConstraint(condition=~Q(rhythm=Rhythm.HOURLY) | Q(every_hours__isnull=False), name="rule_of_hours_names_them"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def timing(self) -> Timing:
        return Timing(
            rhythm=self.rhythm,
            due_time=self.due_time,
            weekdays=tuple(sorted({int(day) for day in self.weekdays})),
            days_after=self.days_after,
            every_hours=self.every_hours or HOURS_OF_DAY,
            grace=timedelta(minutes=self.grace_minutes),
            lock_after=None if self.lock_hours is None else timedelta(hours=self.lock_hours),
        )
