from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from desk.people.models import Agency, User
from desk.people.scope import scope_of
from desk.regions.models import Region
from forms_config.models import Form

from .rules import ReportingRule, ReportType


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


PLACE = "place"
TIMES = ("cancelled_at", "due_at", "opens_at", "answered_at", "on_time_until", "locks_at", "reopened_until")
OF_TYPE = ["report_type", "region", "agency", *TIMES]  # all that figures of compliance ask: they read this index alone (docs/benchmarks.md)


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, user: User, place: str = "region_id") -> "ObligationQuerySet":
        """Duties of the own units and of the regions the user serves; every view starts here. ``place``: ``PLACE`` after ``by_time``."""
        scope = scope_of(user)
        return self.filter(scope.own_units(place) | scope.regions(place))

    def by_time(self) -> "ObligationQuerySet":
        """With ``PLACE``, the code of the region as a value of no index: who looks for the newest duty of a province must not read them
        all by region first, as databases do that take a range of codes for a narrow choice."""
        return self.annotate(**{PLACE: Coalesce("region_id", Value(""))})

    def of_units(self, user: User) -> "ObligationQuerySet":
        """Duties of the units the user files for, cancelled ones included."""
        return self.filter(scope_of(user).own_units())

    def owed_by(self, user: User) -> "ObligationQuerySet":
        """Duties of the units the user files for."""
        return self.of_units(user).filter(cancelled_at=None)


class Obligation(models.Model):
    """One unit owes one report: asked for by a request, or made by a rule (``report_type``, ``rule``, ``slot``).

    ``due_at`` is the time that is told, ``on_time_until`` the end of grace, by which lateness is judged. After ``locks_at`` nothing is
    sent, unless the desk opened it again until ``reopened_until``. ``slot`` names the period (``periods.Slot.key``).
    ``answered_at``: when its report was first sent (``Entry.first_sent_at``), written with it (``services.duty.answer_duty``).
    """

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
    on_time_until = models.DateTimeField(_("tepat waktu sampai"))
    locks_at = models.DateTimeField(_("terkunci"), null=True, blank=True)
    reopened_until = models.DateTimeField(_("dibuka kembali sampai"), null=True, blank=True)
    report_type = models.ForeignKey(ReportType, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="obligations")
    rule = models.ForeignKey(ReportingRule, on_delete=models.PROTECT, null=True, blank=True, related_name="obligations")
    slot = models.CharField(max_length=25, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)
    answered_at = models.DateTimeField(_("dijawab"), null=True, blank=True, editable=False)
    simulation = models.BooleanField(default=False, editable=False)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("kewajiban lapor"), _("kewajiban lapor")
        ordering = ["due_at", "region"]
        indexes = [
            models.Index(fields=["region", "due_at"], name="obligation_by_unit"),
            models.Index(fields=OF_TYPE, name="obligation_of_type"),
            models.Index(fields=["report_type", "slot", "due_at"], condition=models.Q(cancelled_at=None), name="obligation_of_round"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request", "region"], condition=models.Q(agency=None), name="obligation_once_per_region"),
            models.UniqueConstraint(
                fields=["request", "agency"], condition=models.Q(agency__isnull=False), name="obligation_once_per_agency"
            ),
            models.UniqueConstraint(
                fields=["report_type", "region", "slot"],
                condition=models.Q(agency=None, report_type__isnull=False),
                name="obligation_once_per_region_and_slot",
            ),
            models.UniqueConstraint(
                fields=["report_type", "agency", "slot"],
                condition=models.Q(agency__isnull=False, report_type__isnull=False),
                name="obligation_once_per_agency_and_slot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}, {self.agency or self.region}"

    @property
    def asked_in(self) -> str:
        """Code of the region whose desk asks for it, which may lie above the unit: a city owes its province."""
        if self.rule is not None:
            return str(self.rule.desk.region_id)
        return str(self.request.region_id if self.request is not None else self.region_id)

    def is_locked(self, now: datetime) -> bool:
        """Whether nothing may be sent for it any more."""
        return self.locks_at is not None and self.locks_at < now and (self.reopened_until is None or self.reopened_until < now)
