"""What the public side reads: the list of items and the bytes of every address. Nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from desk.regions.models import Region

from ..constants import Kind
from .vetting import Edition


class PublicItem(index.Indexed, models.Model):
    """One item with a permalink as its newest edition tells it. Written by ``services.publishing`` only."""

    page = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="public_item")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    path = models.CharField(max_length=255, unique=True)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    label = models.CharField(max_length=60, blank=True)  # the word in front of it in lists: Siaran pers, Layanan, Salah
    order_on = models.DateTimeField(null=True)  # what lists of agenda sort by; empty: the first publication
    text = models.TextField(blank=True)  # everything readable, for search
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("terbit"))  # the first time
    changed_at = models.DateTimeField(_("diubah"))  # the newest edition
    corrected_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    simulation = models.BooleanField(default=False, editable=False)

    search_fields = [
        index.SearchField("title", boost=3),
        index.SearchField("summary", boost=2),
        index.SearchField("text"),
        index.FilterField("kind"),
        index.FilterField("withdrawn_at"),
    ]

    class Meta:
        ordering = ["-published_at"]
        indexes = [models.Index(fields=["kind", "-published_at"], name="item_by_kind")]

    def __str__(self) -> str:
        return self.title


class Quotation(models.Model):
    """An item quotes a vetted figure: whose pages are built again when the figure is replaced."""

    item = models.ForeignKey(PublicItem, on_delete=models.CASCADE, related_name="quotations")
    series = models.CharField(max_length=250, db_index=True)  # desk.vetted Series.key

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "series"], name="quotation_once")]

    def __str__(self) -> str:
        return self.series


class PublicFile(models.Model):
    """The bytes of one public address. ``generation`` grows with every change, so that a machine fetches what is new.

    Large bytes (pictures, files) stand in the media storage under ``storage_name`` and ``body`` is empty.
    """

    class Cache(models.TextChoices):
        PAGE = "page"  # asked again each time, by ETag
        ASSET = "asset"  # its address changes with its bytes

    path = models.CharField(max_length=300, unique=True)
    generation = models.PositiveBigIntegerField(db_index=True)
    removed = models.BooleanField(default=False)
    content_type = models.CharField(max_length=100)
    cache = models.CharField(max_length=10, choices=Cache, default=Cache.PAGE)
    status = models.PositiveSmallIntegerField(default=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes
    body = models.BinaryField(null=True)
    storage_name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.path


class TreeState(models.Model):
    """One row: the newest generation, and what the tree was built with (``stamp``: code and day)."""

    generation = models.PositiveBigIntegerField(default=0)
    stamp = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return str(self.generation)
