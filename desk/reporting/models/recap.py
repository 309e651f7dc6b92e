"""What a tier tells the one above: a recap of accepted reports below it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.people.models import Desk, User
from desk.people.scope import scope_of
from desk.regions.models import Region
from forms_config.append_only import AppendOnlyModel, AppendOnlyQuerySet

from ..constants import RecapAct, RecapState
from ..periods import hour_of, slot_of_days
from .duty import Obligation
from .entry import Entry
from .rules import ReportType


class RecapQuerySet(models.QuerySet["Recap"]):
    def visible_to(self, user: User) -> "RecapQuerySet":
        """Recaps of the user's own desks in any state, released ones of the desks below; every view starts here."""
        scope = scope_of(user)
        if scope.installation:
            return self.all()
        released = models.Exists(RecapRelease.objects.filter(recap=models.OuterRef("pk")))
        return self.filter(scope.regions() & (models.Q(region_id__in=scope.roots) | models.Q(released)))


class Recap(models.Model):
    """The gathering of one type of report of one desk's region for one period. Its numbers are computed from accepted reports each time
    it is read; what people wrote stands in ``RecapEdit``; what was released is frozen in ``RecapRelease``.

    ``obligation``: the duty toward the upper tier that its release fulfils. ``hours``: the slot of a report of every few hours
    (``2024-11-27T06``); empty where the days name the period.
    """

    report_type = models.ForeignKey(ReportType, on_delete=models.PROTECT, related_name="recaps", verbose_name=_("jenis laporan"))
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="recaps", verbose_name=_("posko"))
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("wilayah"))
    period_start = models.DateField(_("awal periode"))
    period_end = models.DateField(_("akhir periode"))
    hours = models.CharField(max_length=25, blank=True, editable=False)
    obligation = models.OneToOneField(Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="recap")
    state = models.CharField(_("status"), max_length=20, choices=RecapState, default=RecapState.DRAFT)
    begun_at = models.DateTimeField(_("dibuat"))
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("dibuat oleh"))
    simulation = models.BooleanField(default=False, editable=False)

    objects = RecapQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("rekap"), _("rekap")
        ordering = ["-period_end", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["report_type", "desk", "period_start", "period_end", "hours"], name="recap_once_per_desk_and_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_type}, {self.region}"

    @property
    def slot(self) -> str:
        """``Obligation.slot`` of the duties that it gathers."""
        return self.hours or slot_of_days(self.period_start, self.period_end)

    @property
    def hour(self) -> str:
        """``06.00``, empty where the days name the period."""
        return hour_of(self.hours)


class RecapEdit(AppendOnlyModel):
    """A person's word in a recap: the text under a heading, or a number put in place of the computed one, with the reason.

    ``part`` names what is edited (``text:<heading>``, ``number:<question key>[:<region code>]``); the newest row of a part counts.
    ``value`` None takes the computed one back. ``computed``: what stood there when the person wrote.
    """

    recap = models.ForeignKey(Recap, on_delete=models.PROTECT, related_name="edits")
    part = models.CharField(max_length=160)
    value = models.JSONField(null=True)
    computed = models.JSONField(null=True)
    reason = models.TextField(_("alasan"), blank=True)
    edited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    simulation = models.BooleanField(default=False, editable=False)

    objects = AppendOnlyQuerySet["RecapEdit"].as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["recap", "part"], name="recap_edit_by_part")]

    def __str__(self) -> str:
        return f"{self.recap_id}: {self.part}"


class RecapDecision(AppendOnlyModel):
    """Who took a recap one step further or back. Nobody takes two steps of one round; a return begins a new ``round``."""

    recap = models.ForeignKey(Recap, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveIntegerField(default=1)
    act = models.CharField(max_length=20, choices=RecapAct)
    to_state = models.CharField(max_length=20, choices=RecapState, null=True)  # null only so that SQLite keeps the table and its triggers
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    simulation = models.BooleanField(default=False, editable=False)

    objects = AppendOnlyQuerySet["RecapDecision"].as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.recap_id}: {self.act}"


class RecapRelease(AppendOnlyModel):
    """A recap as its head of desk released it, frozen. ``number`` above 1 is a correction (ralat), ``note`` says what it corrects.

    ``content``: canonical JSON of everything shown, with the reports it was made of; ``sha256`` is of it. ``letter``: letterhead, number,
    addressees and signer of that moment (``selectors.recap_letter``). Documents are written from these two alone. ``entry``: the report that the release sent to the upper tier.
    """

    recap = models.ForeignKey(Recap, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    letter = models.JSONField(null=True)  # null only so that SQLite keeps the table and its triggers
    note = models.TextField(_("penjelasan ralat"), blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="recap_releases")
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(_("dirilis"))
    simulation = models.BooleanField(default=False, editable=False)

    objects = AppendOnlyQuerySet["RecapRelease"].as_manager()

    class Meta:
        ordering = ["recap", "number"]
        constraints = [models.UniqueConstraint(fields=["recap", "number"], name="recap_release_number_once")]

    def __str__(self) -> str:
        return f"{self.recap_id}/{self.number}"
