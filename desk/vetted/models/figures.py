from datetime import UTC
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from desk.core import words
from desk.people.models import User
from desk.people.scope import scope_of
from desk.regions.models import Region
from forms_config.append_only import AppendOnlyModel, AppendOnlyQuerySet

from ..constants import Verdict
from ..hashing import digest, plain
from ..series import Series
from ..share import LONGEST_COUNTED, Share


class FigureSnapshotQuerySet(AppendOnlyQuerySet["FigureSnapshot"]):
    def visible_to(self, user: User) -> "FigureSnapshotQuerySet":
        """Snapshots of regions that the user serves from a desk; every view starts here."""
        return self.filter(scope_of(user).regions())

    def of_series(self, series: Series) -> "FigureSnapshotQuerySet":
        return self.filter(figure=series.figure, region_id=series.region_code, part=series.part)

    def vetted(self) -> "FigureSnapshotQuerySet":
        return self.filter(decision__verdict=Verdict.VETTED)

    def waiting(self) -> "FigureSnapshotQuerySet":
        """Undecided ones that no newer snapshot of their series has overtaken."""
        newer = self.model.objects.filter(
            figure=models.OuterRef("figure"), region=models.OuterRef("region"), part=models.OuterRef("part"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(~models.Exists(newer), decision=None)

    def newest_by_verdict(self) -> "FigureSnapshotQuerySet":
        """Of each series the newest vetted, the newest refused and the newest undecided one: at most three rows each."""
        series = [F("region_id"), F("figure"), F("part"), F("decision__verdict")]
        return self.annotate(place=Window(RowNumber(), partition_by=series, order_by=F("pk").desc())).filter(place=1)

    def whole(self) -> "FigureSnapshotQuerySet":
        """With everything that a page says about a snapshot."""
        return self.select_related("region", "taken_by", "decision__decided_by")


class FigureSnapshot(AppendOnlyModel):
    """A figure as it stood once, from accepted data, with the words of that day. Never changed; vetted by a ``FigureDecision``.

    ``sources``: [[entry uuid, submission number], ...]. ``sha256`` is of the canonical content (``content_hash``).
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    figure = models.CharField(_("kunci angka"), max_length=60)
    part = models.CharField(_("bagian"), max_length=120, blank=True)
    label = models.CharField(_("angka"), max_length=160)
    part_label = models.CharField(_("nama bagian"), max_length=250, blank=True)
    unit = models.CharField(_("satuan"), max_length=60)
    results = models.BooleanField(_("hasil pemungutan suara"), default=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("wilayah"))
    prefix = models.CharField(max_length=10, editable=False)  # short code of the desk: BGR in BGR-A-0012
    value = models.DecimalField(_("nilai"), max_digits=24, decimal_places=6)
    out_of = models.DecimalField(_("dari"), max_digits=24, decimal_places=6, null=True)
    # Of a percentage: what it was made of. Empty for other figures, and in snapshots from before these were kept. Each may be NULL,
    # because SQLite makes the whole table anew for another column, without the triggers that keep its rows as they are.
    numerator = models.DecimalField(_("pembilang"), max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField(_("penyebut"), max_digits=24, decimal_places=6, null=True)
    counted = models.CharField(_("yang dihitung"), max_length=LONGEST_COUNTED, null=True)
    as_of = models.DateTimeField(_("per"))
    source = models.TextField(_("sumber"))
    sources = models.JSONField(_("laporan asal"), default=list)
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField(_("diambil"))
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("diambil oleh"))
    simulation = models.BooleanField(default=False, editable=False)

    objects = FigureSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("angka"), _("angka")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["region", "figure", "part", "-id"], name="snapshot_by_series")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """For people: ``BGR-A-0012``."""
        return f"{self.prefix}-A-{self.pk:04d}"

    @property
    def series(self) -> Series:
        return Series(self.figure, self.region_id, self.part)

    @property
    def title(self) -> str:
        return f"{self.label}: {self.part_label}" if self.part_label else self.label

    @property
    def words(self) -> str:
        """``4 dari 6 unit``, ``72 persen``."""
        return figure_words(self.value, self.out_of, self.unit)

    @property
    def share(self) -> Share | None:
        """What a percentage was made of; None where it was not kept."""
        if self.numerator is None or self.denominator is None or not self.counted:
            return None
        return Share(self.numerator, self.denominator, self.counted)

    @property
    def verdict(self) -> "FigureDecision | None":
        """What was decided; None while it waits. Read with ``whole()`` it costs no query."""
        return getattr(self, "decision", None)

    @property
    def is_vetted(self) -> bool:
        return self.verdict is not None and self.verdict.verdict == Verdict.VETTED

    @property
    def fingerprint(self) -> str:
        """As of the ``FigureValue`` that was frozen."""
        return digest({"value": plain(self.value), "out_of": plain(self.out_of), "sources": self.sources})

    def content_hash(self) -> str:
        """SHA-256 of everything that it says; equal to ``sha256`` as long as nobody touched the row."""
        said = {name: getattr(self, name) for name in ("figure", "part", "label", "part_label", "unit", "results", "source", "sources")}
        said |= {"region": self.region_id, "value": plain(self.value), "out_of": plain(self.out_of)}
        if self.share is not None:  # a snapshot without one keeps the hash that it was written with
            said["share"] = [plain(self.share.numerator), plain(self.share.denominator), self.share.counted]
        return digest(said | {"as_of": self.as_of.astimezone(UTC).isoformat()})

    @property
    def source_numbers(self) -> dict[UUID, int]:
        """Submission number that was read, by uuid of its report."""
        return {UUID(uuid): number for uuid, number in self.sources}


class FigureDecision(AppendOnlyModel):
    """What the second person decided on a snapshot, once. ``taken_by`` is the snapshot's, so that the database can compare."""

    snapshot = models.OneToOneField(FigureSnapshot, on_delete=models.PROTECT, related_name="decision")
    verdict = models.CharField(_("keputusan"), max_length=10, choices=Verdict)
    reason = models.TextField(_("alasan"), blank=True)
    decided_at = models.DateTimeField(_("diperiksa"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("diperiksa oleh"))
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    simulation = models.BooleanField(default=False, editable=False)

    objects: models.Manager[Any] = AppendOnlyQuerySet["FigureDecision"].as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("pemeriksaan angka"), _("pemeriksaan angka")
        constraints = [
            models.CheckConstraint(name="figure_vetted_by_another_person", condition=~Q(decided_by=F("taken_by"))),
            models.CheckConstraint(name="figure_refused_with_a_reason", condition=Q(verdict=Verdict.VETTED) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id}: {self.verdict}"


def figure_words(value: Decimal, out_of: Decimal | None, unit: str) -> str:
    """A figure as prose says it: ``4 dari 6 unit``, ``84,77 persen``."""
    share = f" dari {words.number(out_of)}" if out_of is not None else ""
    return f"{words.number(value)}{share} {unit}".strip()
