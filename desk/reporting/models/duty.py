from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.people.models import Agency, User
from desk.people.scope import scope_of
from desk.regions.models import Region
from forms_config.models import Form


class ReportRequest(models.Model):
    """An operator asked chosen units for a form, once, by a time. ``uuid`` is made by the page: asking twice asks once."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="requests", verbose_name=_("formulir"))
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("wilayah posko"))
    period_start = models.DateField(_("awal periode"), null=True, blank=True)
    period_end = models.DateField(_("akhir periode"), null=True, blank=True)
    due_at = models.DateTimeField(_("batas waktu"))
    message = models.CharField(_("pesan"), max_length=250, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("diminta oleh"))
    asked_at = models.DateTimeField(_("diminta"))
    simulation = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("permintaan laporan"), _("permintaan laporan")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.form}, {self.region}"


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, user: User) -> "ObligationQuerySet":
        """Duties of the own units and of the regions the user serves; every view starts here."""
        scope = scope_of(user)
        return self.filter(scope.own_units() | scope.regions())

    def of_units(self, user: User) -> "ObligationQuerySet":
        """Duties of the units the user files for, cancelled ones included."""
        return self.filter(scope_of(user).own_units())

    def owed_by(self, user: User) -> "ObligationQuerySet":
        """Duties of the units the user files for."""
        return self.of_units(user).filter(cancelled_at=None)


class Obligation(models.Model):
    """One unit owes one report. Rows that reporting rules make later are of the same kind, without a request."""

    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="obligations")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="obligations", verbose_name=_("formulir"))
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="obligations", verbose_name=_("wilayah"))
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="obligations", verbose_name=_("perangkat daerah")
    )
    period_start = models.DateField(_("awal periode"), null=True, blank=True)
    period_end = models.DateField(_("akhir periode"), null=True, blank=True)
    opens_at = models.DateTimeField(_("dibuka"))
    due_at = models.DateTimeField(_("batas waktu"))
    cancelled_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)
    simulation = models.BooleanField(default=False, editable=False)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("kewajiban lapor"), _("kewajiban lapor")
        ordering = ["due_at", "region"]
        indexes = [models.Index(fields=["region", "due_at"], name="obligation_by_unit")]
        constraints = [
            models.UniqueConstraint(fields=["request", "region"], condition=models.Q(agency=None), name="obligation_once_per_region"),
            models.UniqueConstraint(
                fields=["request", "agency"], condition=models.Q(agency__isnull=False), name="obligation_once_per_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}, {self.agency or self.region}"
