from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.people.models import Agency, User
from desk.people.scope import scope_of
from desk.regions.models import Region

from ..constants import ENTRY_ACCEPTED, OPEN_STATES, WHOLE_ENTRY, ProposalKind, ProposalState

LONGEST_TITLE = 250  # characters


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: User) -> "ProposalQuerySet":
        """Proposals of the regions the user serves and of the units the user files for; every desk view starts here."""
        scope = scope_of(user)
        return self.filter(scope.regions() | scope.own_units())

    def open(self) -> "ProposalQuerySet":
        """What the editors still have to bring to an end; without what its proposer took back before they began."""
        return self.filter(state__in=OPEN_STATES).exclude(state=ProposalState.RECEIVED, retracted_at__isnull=False)

    def whole(self) -> "ProposalQuerySet":
        return self.select_related("region", "agency", "proposed_by")


class Proposal(models.Model):
    """Something that somebody wishes to have published: a draft for the editors. Written by ``services.proposals``.

    ``details``: what the kind needs, as texts: place, event_date, event_time, audience, claim, verdict, sources, info_class,
    wished_at (UTC, ISO), contact_name, contact_position, contact_phone, photo_caption, photo_credit; absent when not told.
    ``files``: uuids of attachments (``vetted.files``), photos first. ``correction``: title, text, kind, details and files of a
    submission that came after the editors had begun; ``changed_since`` is when. ``retracted_at``: its report no longer tells
    of it. ``entry_state``: of its report, a key of ``core.states``; empty when it came without a form (``origin`` says whence).
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    kind = models.CharField(_("jenis"), max_length=20, choices=ProposalKind)
    title = models.CharField(_("judul"), max_length=LONGEST_TITLE)
    text = models.TextField(_("isi"))
    details = models.JSONField(_("rincian"), default=dict, blank=True)
    files = models.JSONField(_("berkas"), default=list, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("wilayah"))
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("perangkat daerah")
    )
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("diusulkan oleh"))
    received_at = models.DateTimeField(_("diterima"))
    source_entry = models.UUIDField(_("laporan asal"), null=True, editable=False)
    source_row = models.UUIDField(_("baris laporan"), default=WHOLE_ENTRY, editable=False)
    receipt = models.CharField(_("nomor laporan"), max_length=30, blank=True, editable=False)
    entry_state = models.CharField(_("status laporan"), max_length=20, blank=True, editable=False)
    origin = models.CharField(_("asal"), max_length=120, blank=True, editable=False)
    state = models.CharField(_("status"), max_length=20, choices=ProposalState, default=ProposalState.RECEIVED)
    state_at = models.DateTimeField(_("berstatus sejak"))
    reason = models.TextField(_("alasan"), blank=True)
    public_url = models.CharField(_("alamat publik"), max_length=500, blank=True)
    changed_since = models.DateTimeField(_("diubah pengusul"), null=True, blank=True)
    correction = models.JSONField(_("isi terbaru dari pengusul"), null=True, blank=True)
    retracted_at = models.DateTimeField(_("ditarik pengusul"), null=True, blank=True, editable=False)
    simulation = models.BooleanField(default=False, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("usulan publikasi"), _("usulan publikasi")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["state", "-received_at"], name="proposal_by_state")]
        constraints = [models.UniqueConstraint(fields=["source_entry", "source_row"], name="proposal_once_per_row")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def unit_name(self) -> str:
        return self.agency.name if self.agency else self.region.title

    @property
    def from_report(self) -> bool:
        return self.source_entry is not None

    @property
    def accepted_by_desk(self) -> bool:
        """Whether the posko has accepted the report behind it; what came without a report needs no acceptance."""
        return not self.from_report or self.entry_state in ENTRY_ACCEPTED

    @property
    def file_uuids(self) -> list[UUID]:
        return [UUID(uuid) for uuid in self.files]
