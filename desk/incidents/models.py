"""Disturbances and suspected violations told of from the field."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.people.models import Role, User
from desk.people.scope import scope_of
from desk.regions.models import PollingStation
from desk.reporting.sourced import SourcedQuerySet, SourcedRow

from .constants import (
    DECISION_BODIES,
    OPEN_STATUSES,
    SEVERITY_LOOKS,
    SOURCES,
    VIOLATIONS,
    ActorKind,
    Credibility,
    Kind,
    NeutralityClass,
    Severity,
    Status,
)

ACTOR_READERS = (Role.ADMIN, Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD)


class IncidentQuerySet(SourcedQuerySet["Incident"]):
    def open(self) -> "IncidentQuerySet":
        return self.filter(status__in=OPEN_STATUSES)


class Incident(SourcedRow):
    """One disturbance or suspected violation. Written by ``services``; never deleted.

    A suspected violation is a finding: ``decision_*`` holds what the competent body decided, with its document.
    ``reporter_*`` hold cipher text (``forms_config.identity``); ``actor_*`` are restricted.
    """

    kind = models.CharField(_("jenis"), max_length=30, choices=Kind)
    title = models.CharField(_("judul"), max_length=250)
    chronology = models.TextField(_("uraian kejadian"), blank=True)
    severity = models.CharField(_("tingkat"), max_length=20, choices=Severity)
    occurred_at = models.DateTimeField(_("waktu kejadian"))
    known_at = models.DateTimeField(_("waktu diketahui"), null=True, blank=True)
    bawaslu_deadline = models.DateTimeField(_("batas waktu ke Bawaslu"), null=True, blank=True)  # 7 days after known_at
    place = models.CharField(_("tempat"), max_length=250, blank=True)
    polling_station = models.ForeignKey(
        PollingStation, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents", verbose_name=_("TPS")
    )
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    source = models.CharField(_("sumber informasi"), max_length=60, blank=True)
    credibility = models.CharField(_("keandalan informasi"), max_length=20, choices=Credibility, blank=True)
    actor_kind = models.CharField(_("pihak terlapor"), max_length=20, choices=ActorKind, blank=True)
    actor_name = models.CharField(_("nama terlapor"), max_length=250, blank=True)
    actor_agency = models.CharField(_("instansi terlapor"), max_length=250, blank=True)
    actor_position = models.CharField(_("jabatan terlapor"), max_length=250, blank=True)
    neutrality_class = models.CharField(_("kelas dugaan"), max_length=20, choices=NeutralityClass, blank=True)
    neutrality_act = models.CharField(_("bentuk perbuatan"), max_length=60, blank=True)
    reporter_name = models.TextField(_("nama pelapor"), blank=True)
    reporter_contact = models.TextField(_("kontak pelapor"), blank=True)
    reporter_address = models.TextField(_("alamat pelapor"), blank=True)
    victims_dead = models.PositiveBigIntegerField(_("meninggal"), null=True, blank=True)
    victims_injured = models.PositiveBigIntegerField(_("luka-luka"), null=True, blank=True)
    victims_displaced = models.PositiveBigIntegerField(_("mengungsi"), null=True, blank=True)
    losses = models.TextField(_("kerugian"), blank=True)
    action_taken = models.TextField(_("tindakan awal"), blank=True)
    evidence = models.JSONField(_("bukti"), default=list, blank=True)  # uuids of the entry's attachments
    formal_complete = models.BooleanField(_("syarat formil lengkap"), null=True)
    material_complete = models.BooleanField(_("syarat materiel lengkap"), null=True)
    status = models.CharField(_("status penanganan"), max_length=20, choices=Status, default=Status.NEW)
    decision_body = models.CharField(_("pihak yang memutus"), max_length=60, blank=True)
    decision_number = models.CharField(_("nomor putusan"), max_length=120, blank=True)
    decision_date = models.DateField(_("tanggal putusan"), null=True, blank=True)
    decision_result = models.TextField(_("hasil putusan"), blank=True)
    decision_file = models.JSONField(_("dokumen putusan"), default=list, blank=True)  # uuids of the entry's attachments

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("kejadian"), _("kejadian")
        ordering = ["-occurred_at"]
        indexes = [
            models.Index(fields=["region", "-occurred_at"], name="incident_by_region"),
            models.Index(fields=["severity", "status"], name="incident_by_severity"),
        ]
        constraints = [models.UniqueConstraint(fields=["source_entry", "source_row"], name="incident_once_per_row")]

    def __str__(self) -> str:
        return self.title

    @property
    def look(self) -> str:
        """Key of ``desk.core.states`` for the severity."""
        return SEVERITY_LOOKS[Severity(self.severity)]

    @property
    def is_violation(self) -> bool:
        return self.kind in VIOLATIONS

    @property
    def standing_word(self) -> str:
        """What may be said of a suspected violation: a finding, forwarded, or decided by a named body. Never a verdict."""
        if not self.is_violation:
            return ""
        if self.decision_body and self.decision_file:
            return f"Diputus oleh {self.decision_body_name}"
        return "Temuan"

    @property
    def decision_body_name(self) -> str:
        return DECISION_BODIES.get(self.decision_body, self.decision_body)

    @property
    def source_name(self) -> str:
        return SOURCES.get(self.source, self.source)

    def actor_shown_to(self, user: User) -> bool:
        """Names of the reported are restricted: desk staff of the region, not viewers."""
        return scope_of(user).serves(self.region_id, *ACTOR_READERS)
