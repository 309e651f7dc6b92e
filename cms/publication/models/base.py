"""What every public page shares: it is written by editors and goes out through the one door only."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.locks import BaseLock
from wagtail.models import Page, Revision

from desk.people.models import User
from desk.regions.models import Region

from .. import one_door
from ..constants import LONGEST_LEAD, LONGEST_TITLE, OPEN_STEPS, SECTION_SLUGS, Event, Kind
from ..errors import OnlyThroughOneDoor
from ..panels import StandingPanel
from .clocks import home_zone
from .forms import DoorPageForm
from .locks import WaitingLock
from .permissions import OneDoorPermissions


class Author(models.Model):
    """Somebody who changed the text of a page. Kept beside Wagtail's revisions, which autosave overwrites."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    wrote_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["page", "wrote_at"], name="author_of_page")]

    def __str__(self) -> str:
        return f"{self.user}: {self.page_id}"


class VettedPage(Page):
    """Abstract base of public pages. Its row in the database is a workplace; the public sees editions (``Edition``).

    ``correction`` is required once the page was published: it says in the words of the editors what was wrong.
    ``publish_at`` is the earliest moment of publication (aware). ``region`` decides which elections' gates hold;
    empty means all of them. ``proposal`` is the number of the proposal in ``desk.vetted`` that it was made of.
    """

    kind: ClassVar[str]
    through_one_door = True  # read by ``workflows.finish``

    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("wilayah"),
        help_text=_("Masa tenang dan aturan pemilihan wilayah ini berlaku. Kosong: semua pemilihan di instalasi ini."),
    )
    publish_at = models.DateTimeField(
        _("jadwal terbit"), null=True, blank=True, help_text=_("Kosongkan agar terbit segera setelah disetujui.")
    )
    correction = models.TextField(
        _("penjelasan ralat"),
        max_length=600,
        blank=True,
        help_text=_("Wajib bila halaman ini sudah pernah terbit: apa yang keliru dan apa yang benar. Tampil untuk publik."),
    )
    title_en = models.CharField(_("judul dalam bahasa Inggris"), max_length=120, blank=True)
    summary_en = models.TextField(
        _("ringkasan dalam bahasa Inggris"), blank=True, help_text=_("Bila diisi, halaman ringkasan bahasa Inggris ikut terbit.")
    )
    proposal = models.PositiveBigIntegerField(null=True, blank=True, editable=False)

    publish_panels = [
        FieldPanel("publish_at"),
        FieldPanel("region"),
        FieldPanel("correction"),
        FieldPanel("slug", help_text=_("Bagian akhir alamat halaman. Kosongkan agar dibuat dari judulnya.")),
    ]
    english_panels = [MultiFieldPanel([FieldPanel("title_en"), FieldPanel("summary_en")], heading=_("Ringkasan bahasa Inggris"))]
    base_form_class = DoorPageForm
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = ["proposal", "correction", "publish_at"]  # of the one page, not of its text

    class Meta:
        abstract = True

    @cached_property
    def was_published(self) -> bool:
        """Whether an edition of this page ever went out. One query."""
        return bool(self.pk) and self.editions.exists()

    @cached_property
    def reader_zone(self) -> ZoneInfo:
        """On whose clock times of this page are told: its region's, else the home page's. At most one query."""
        return self.region.zone if self.region is not None else home_zone()

    @property
    def public_path(self) -> str:
        """Its permalink below the root of the site, as ``/siaran-pers/tiga-tps-pindah/``."""
        return "/" if self.kind == Kind.HOME else f"/{SECTION_SLUGS[Kind(self.kind)]}/{self.slug}/"

    @property
    def list_label(self) -> str:
        """The word in front of it in lists; a page class may say it closer."""
        return str(Kind(self.kind).label)

    def is_service_information(self, before: "VettedPage | None") -> bool:
        """Whether nothing but a notice or service information would go out, so that the quiet period lets it pass.

        ``before``: the page as the public has it now, None when it has none.
        """
        return False

    def clean(self) -> None:
        super().clean()
        if len(self.title) > LONGEST_TITLE and self.kind != Kind.HOME:
            message = _("Judul paling banyak %(most)d huruf. Sekarang %(now)d. Persingkat judulnya.")
            raise ValidationError({"title": message % {"most": LONGEST_TITLE, "now": len(self.title)}})
        if self.slug.isdecimal():  # where the pages of a list are, as /siaran-pers/2/
            told = _("Alamat “%(slug)s” hanya angka, sama seperti nomor halaman daftar. Tambahkan kata, contoh: kabar-%(slug)s.")
            raise ValidationError({"slug": told % {"slug": self.slug}})
        if not self.slug.isascii() and not self.was_published:  # it is dictated on the telephone, and stands in feeds as it is
            told = _("Alamat “%(slug)s” memuat huruf bertanda. Pakai huruf a sampai z, angka, dan tanda hubung.")
            raise ValidationError({"slug": told % {"slug": self.slug}})
        if self.pk and self.was_published and self.slug != Page.objects.values_list("slug", flat=True).get(pk=self.pk):
            raise ValidationError({"slug": _("Alamat halaman yang sudah terbit tidak dapat diubah, karena sudah dibagikan.")})

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        """Wagtail's, for an address that was left empty: a title of digits only gets a word in front."""
        slug: str = super()._get_autogenerated_slug(f"{self.kind}-{base_slug}" if base_slug.isdecimal() else base_slug)
        return slug

    def permissions_for_user(self, user: Any) -> OneDoorPermissions:
        return OneDoorPermissions(user, self)

    def save_revision(self, user: Any = None, previous_revision: Any = None, **kwargs: Any) -> Revision:
        """Wagtail's revision, and the note who wrote it: whoever takes an old text back shares it with those who wrote that."""
        revision = super().save_revision(user=user, previous_revision=previous_revision, **kwargs)
        if one_door.is_open():
            return revision
        writers = {user.pk} if user is not None else set()
        if previous_revision is not None:
            writers |= self._authors_of(previous_revision)
        self.authors.bulk_create(Author(page=self, user_id=pk, wrote_at=revision.created_at) for pk in writers)
        return revision

    def _authors_of(self, revision: Revision) -> set[int]:
        """Ids of everybody who wrote what this revision held: since the text that went out was handed in before it. Two queries."""
        written = self.authors.filter(wrote_at__lte=revision.created_at)
        texts = self.editions.exclude(event=Event.WITHDRAWN)
        before = texts.filter(handed_in_at__lt=revision.created_at).order_by("-number").first()
        if before is not None:
            written = written.filter(wrote_at__gt=before.handed_in_at)
        return set(written.values_list("user_id", flat=True)) | ({revision.user_id} - {None})

    def get_lock(self) -> BaseLock | None:
        """Wagtail's locks, and ours while a text of this page waits at the one door. One query more."""
        row = self.hand_ins.filter(step__in=OPEN_STEPS).first() if self.pk else None
        return WaitingLock(self, row) if row is not None else super().get_lock()

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """As the public would get it, with nothing of the editor's own request."""
        return HttpResponse(one_door.preview(self))

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        if not one_door.is_open():
            raise OnlyThroughOneDoor
        super().publish(revision, user=user, **kwargs)

    def unpublish(self, **kwargs: Any) -> None:
        if not one_door.is_open():
            raise OnlyThroughOneDoor
        super().unpublish(**kwargs)

    @classmethod
    def tabs(cls, content: list[Any], publishing: list[Any]) -> TabbedInterface:
        """The three tabs of its editor; set as ``edit_handler`` by each page class."""
        return TabbedInterface(
            [
                ObjectList([StandingPanel(), *content], heading=_("Isi")),
                ObjectList(publishing, heading=_("Penerbitan")),
                ObjectList(cls.english_panels, heading=_("Bahasa Inggris")),
            ]
        )


class Statement(VettedPage):
    """Abstract: a page with a lead; everything but the home page."""

    summary = models.TextField(
        _("teras"),
        max_length=LONGEST_LEAD,
        help_text=_("Satu atau dua kalimat: apa, siapa, di mana, kapan, mengapa, bagaimana. Tampil juga di daftar dan saat dibagikan."),
    )

    parent_page_types: ClassVar[list[str]] = ["publication.SectionPage"]

    class Meta:
        abstract = True

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """In the section of its own kind only."""
        return bool(super().can_create_at(parent)) and getattr(parent.specific, "kind", None) == cls.kind
