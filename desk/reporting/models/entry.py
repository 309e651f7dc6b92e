from decimal import Decimal
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.people.models import Agency, User
from desk.people.scope import Unit, scope_of
from desk.regions.models import Region
from forms_config.append_only import AppendOnlyModel, AppendOnlyQuerySet
from forms_config.constants import Privacy
from forms_config.models import Form, FormVersion

from ..constants import HandoverState, State
from .duty import Obligation

RECEIPT_DIGITS = 6  # of the row's number in a receipt, at least
DIGITS, PLACES = 24, 6  # of a typed number
LARGEST_NUMBER = Decimal(10) ** (DIGITS - PLACES)


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: User) -> "EntryQuerySet":
        """Entries of the own units in any state, and sent ones of the regions the user serves; every view starts here."""
        scope = scope_of(user)
        return self.filter(scope.own_units() | (scope.regions() & ~Q(state=State.DRAFT)))

    def of_units(self, user: User) -> "EntryQuerySet":
        """Entries of the units the user files for, drafts included."""
        return self.filter(scope_of(user).own_units())

    def of_unit(self, unit: Unit) -> "EntryQuerySet":
        """Entries of one unit, drafts included."""
        return self.filter(Q(region_id=unit.region_code, agency_id=unit.agency_id))

    def served_by(self, user: User) -> "EntryQuerySet":
        """Sent entries of the regions the user serves from a desk; drafts are the officer's alone."""
        return self.filter(scope_of(user).regions()).exclude(state=State.DRAFT)


class Entry(models.Model):
    """One report of one unit: its draft, its state and its submissions. ``uuid`` is made by the client.

    ``region`` is the unit's region (an agency's home region), ``agency`` empty for a region's own office.
    The draft holds raw controls as typed ({control name: [texts]}), so nothing is lost that does not validate;
    controls of identity questions are encrypted in it. ``draft_revision`` counts saves: a save that names an older
    revision is refused with what is newer, never merged.
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, db_index=False, related_name="entries", verbose_name=_("formulir"))
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")  # the version last opened or sent
    obligation = models.OneToOneField(Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="entry")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="entries", verbose_name=_("wilayah"))
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("perangkat daerah")
    )
    prefix = models.CharField(max_length=10, editable=False)  # "BGR-26", first part of the receipt number
    state = models.CharField(_("status"), max_length=20, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(_("dibuat"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("dibuat oleh"))
    draft = models.JSONField(null=True, blank=True)
    draft_revision = models.PositiveIntegerField(default=0)
    draft_saved_at = models.DateTimeField(_("draf disimpan"), null=True, blank=True)
    draft_saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first_sent_at = models.DateTimeField(_("pertama dikirim"), null=True, blank=True)
    sent_at = models.DateTimeField(_("terakhir dikirim"), null=True, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("dikirim oleh"))
    submission_count = models.PositiveIntegerField(default=0)
    nil = models.BooleanField(_("nihil"), default=False)
    decided_at = models.DateTimeField(_("diputuskan"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("diputuskan oleh")
    )
    concluded_at = models.DateTimeField(null=True, blank=True, editable=False)  # accepted, and its chain of that moment led no further
    reason = models.TextField(_("alasan"), blank=True)  # of the last return; empty otherwise
    handover_failed = models.BooleanField(_("penerusan gagal"), default=False)
    simulation = models.BooleanField(default=False, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("laporan"), _("laporan")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "region"], name="entry_by_state"),
            models.Index(fields=["form", "state"], name="entry_by_form"),
            models.Index(fields=["region", "-sent_at"], name="entry_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.form}"

    @property
    def number(self) -> str:
        """Receipt number, as BGR-26-000123. Gaps are drafts that were never sent."""
        return f"{self.prefix}-{self.pk:0{RECEIPT_DIGITS}d}"

    @property
    def unit_name(self) -> str:
        return self.agency.name if self.agency else self.region.title

    @property
    def came_back(self) -> bool:
        """Whether it was sent again after a return."""
        return self.mended > 0

    @property
    def mended(self) -> int:
        """How many times it was sent again."""
        return max(self.submission_count - 1, 0)

    @property
    def sent_late(self) -> bool:
        """Whether the first sending came after the due time of the obligation and its grace."""
        return self.obligation is not None and self.first_sent_at is not None and self.first_sent_at > self.obligation.on_time_until


class Submission(AppendOnlyModel):
    """What was sent, exactly: answers as canonical JSON, identity answers encrypted. Never changed.

    ``uuid`` of the first submission equals the entry's; a correction has its own. ``findings`` lists the cross-checks
    that did not hold but did not refuse: [{check, severity, row, left, right, explanation}].
    """

    uuid = models.UUIDField(unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, db_index=False, related_name="submissions")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()
    findings = models.JSONField(default=list)
    sent_at = models.DateTimeField(_("dikirim"))
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    late = models.BooleanField(_("terlambat"), default=False)
    simulation = models.BooleanField(default=False, editable=False)

    objects = AppendOnlyQuerySet["Submission"].as_manager()

    class Meta:
        ordering = ["entry", "number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="submission_number_once")]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.number}"


class AnswerValue(AppendOnlyModel):
    """One typed value of one answer, for filters, sums and exports. ``row`` and ``part`` place it inside a repeat,
    a table or a composite question; exactly one value column is filled ("cipher" for identity answers)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, db_index=False, related_name="values")
    key = models.CharField(max_length=60)
    row = models.UUIDField(null=True)
    part = models.CharField(max_length=130, blank=True)
    privacy = models.CharField(max_length=10, choices=Privacy, default=Privacy.ORDINARY)
    text = models.TextField(null=True)
    number = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    boolean = models.BooleanField(null=True)
    date = models.DateField(null=True)
    time = models.TimeField(null=True)
    moment = models.DateTimeField(null=True)
    cipher = models.TextField(null=True)
    simulation = models.BooleanField(default=False, editable=False)

    objects = AppendOnlyQuerySet["AnswerValue"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["submission", "key"], name="answer_by_key")]

    def __str__(self) -> str:
        return self.key


class Attachment(models.Model):
    """A photo or file of an entry. Pictures are re-encoded; what EXIF told is kept here and nowhere else.

    ``sha256`` is of the stored bytes. ``removed_at``: taken out of the draft before sending; a sent one stays.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Foto")
        FILE = "file", _("Berkas")

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="attachments")
    key = models.CharField(max_length=60)  # of the question
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.FileField(upload_to="bukti/%Y/%m/", max_length=200)
    name = models.CharField(_("nama berkas"), max_length=160)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(_("ukuran"))  # bytes
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField(_("diambil"), null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    uploaded_at = models.DateTimeField(_("diunggah"))
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    simulation = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("bukti"), _("bukti")
        ordering = ["uploaded_at"]

    def __str__(self) -> str:
        return self.name


class Dispatch(models.Model):
    """Handing the latest submission of an entry to one destination: done or failed, with attempts and the reason."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="dispatches")
    destination = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=HandoverState)
    attempts = models.PositiveIntegerField(default=1)
    error = models.TextField(blank=True)
    attempted_at = models.DateTimeField()
    submission_number = models.PositiveIntegerField()
    simulation = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "destination"], name="dispatch_once_per_destination")]

    def __str__(self) -> str:
        return f"{self.entry_id} > {self.destination}"
