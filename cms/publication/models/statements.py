"""The items of the public page: statements to the press and the public, each with a permalink."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ..blocks import ArticleBlock, SourcesBlock
from ..constants import SERVICE_INFORMATION, Announced, DocumentClass, Kind, Verdict
from .base import Statement, VettedPage


class ReleasePage(Statement):
    """Siaran pers: number, place, lead, quotes, contact and boilerplate; an embargo keeps it in until its time."""

    kind = Kind.RELEASE

    number = models.CharField(_("nomor"), max_length=80, help_text=_("Contoh: 045/SP-DESK/XI/2024"))
    place = models.CharField(_("tempat"), max_length=80, help_text=_("Contoh: Kota Bogor"))
    embargo_until = models.DateTimeField(_("embargo sampai"), null=True, blank=True)
    body = StreamField(ArticleBlock(), verbose_name=_("isi"))
    contact_name = models.CharField(_("narahubung"), max_length=120)
    contact_position = models.CharField(_("jabatan narahubung"), max_length=160)
    contact_phone = models.CharField(_("telepon narahubung"), max_length=40, blank=True)
    contact_email = models.EmailField(_("pos-el narahubung"), blank=True)
    contact_hours = models.CharField(_("jam layanan"), max_length=80, blank=True, help_text=_("Contoh: pukul 08.00-20.00 WIB"))
    boilerplate = models.TextField(_("tentang lembaga"), max_length=600, blank=True)

    content_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("place")]),
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_position")]),
                FieldRowPanel([FieldPanel("contact_phone"), FieldPanel("contact_email"), FieldPanel("contact_hours")]),
            ],
            heading=_("Narahubung"),
        ),
        FieldPanel("boilerplate"),
    ]
    publish_panels = [FieldPanel("embargo_until"), *Statement.publish_panels]
    edit_handler = Statement.tabs(content_panels, publish_panels)

    class Meta:
        verbose_name, verbose_name_plural = _("siaran pers"), _("siaran pers")

    def clean(self) -> None:
        super().clean()
        if not (self.contact_phone or self.contact_email):
            raise ValidationError({"contact_phone": _("Isi telepon atau pos-el narahubung, supaya media dapat bertanya.")})
        if self.embargo_until and self.embargo_until <= timezone.now() and not self.was_published:
            raise ValidationError({"embargo_until": _("Waktu embargo sudah lewat. Kosongkan, atau pilih waktu yang akan datang.")})
        if self.embargo_until and self.publish_at and self.publish_at < self.embargo_until:
            raise ValidationError({"publish_at": _("Jadwal terbit mendahului akhir embargo. Samakan, atau pilih waktu sesudahnya.")})


class AnnouncementPage(Statement):
    """Pengumuman. Notices and service information are the only ones that go out in the quiet period."""

    kind = Kind.ANNOUNCEMENT

    category = models.CharField(_("jenis"), max_length=20, choices=Announced, default=Announced.NOTICE)
    body = StreamField(ArticleBlock(), verbose_name=_("isi"), blank=True)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)

    content_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("category"), FieldPanel("valid_until")]),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    edit_handler = Statement.tabs(content_panels, Statement.publish_panels)

    class Meta:
        verbose_name, verbose_name_plural = _("pengumuman"), _("pengumuman")

    @property
    def list_label(self) -> str:
        return str(self.get_category_display())

    def is_service_information(self, before: VettedPage | None) -> bool:
        return self.category in SERVICE_INFORMATION


class ClarificationPage(Statement):
    """Klarifikasi hoaks: what is right first, what circulates after it, and where it was looked up."""

    kind = Kind.CLARIFICATION

    verdict = models.CharField(_("hasil pemeriksaan"), max_length=20, choices=Verdict, default=Verdict.FALSE)
    claim = models.TextField(_("yang beredar"), max_length=400, help_text=_("Kutip seperlunya, jangan memuat tautan ke isi yang keliru."))
    claimed_where = models.CharField(_("beredar di"), max_length=120, blank=True, help_text=_("Contoh: pesan berantai WhatsApp"))
    claimed_on = models.DateField(_("mulai beredar"), null=True, blank=True)
    body = StreamField(ArticleBlock(), verbose_name=_("penjelasan"), blank=True)
    sources = StreamField(SourcesBlock(), verbose_name=_("sumber pemeriksaan"))

    content_panels = [
        FieldPanel("title", help_text=_("Tulis faktanya, bukan kabar yang keliru.")),
        FieldPanel("verdict"),
        FieldPanel("summary"),
        FieldPanel("claim"),
        FieldRowPanel([FieldPanel("claimed_where"), FieldPanel("claimed_on")]),
        FieldPanel("body"),
        FieldPanel("sources"),
    ]
    edit_handler = Statement.tabs(content_panels, Statement.publish_panels)

    class Meta:
        verbose_name, verbose_name_plural = _("klarifikasi"), _("klarifikasi")

    @property
    def list_label(self) -> str:
        return str(self.get_verdict_display())


class AgendaPage(Statement):
    """Agenda sosialisasi: what, where, when, for whom."""

    kind = Kind.AGENDA

    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    place = models.CharField(_("tempat"), max_length=200)
    audience = models.CharField(_("untuk siapa"), max_length=160)
    organiser = models.CharField(_("penyelenggara"), max_length=160, blank=True)
    body = StreamField(ArticleBlock(), verbose_name=_("isi"), blank=True)

    content_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("place"),
        FieldRowPanel([FieldPanel("audience"), FieldPanel("organiser")]),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    edit_handler = Statement.tabs(content_panels, Statement.publish_panels)

    class Meta:
        verbose_name, verbose_name_plural = _("agenda sosialisasi"), _("agenda sosialisasi")

    def clean(self) -> None:
        super().clean()
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("Waktu selesai mendahului waktu mulai. Periksa keduanya.")})


class WithFile(Statement):
    """Abstract: an item that offers a file of the library."""

    file = models.ForeignKey(
        "wagtaildocs.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("berkas")
    )

    class Meta:
        abstract = True


class EducationPage(WithFile):
    """Materi edukasi: to read, to print, to share."""

    kind = Kind.EDUCATION

    audience = models.CharField(_("untuk siapa"), max_length=160)
    body = StreamField(ArticleBlock(), verbose_name=_("isi"), blank=True)

    content_panels = [FieldPanel("title"), FieldPanel("audience"), FieldPanel("summary"), FieldPanel("body"), FieldPanel("file")]
    edit_handler = Statement.tabs(content_panels, Statement.publish_panels)

    class Meta:
        verbose_name, verbose_name_plural = _("materi edukasi"), _("materi edukasi")


class DocumentPage(WithFile):
    """Dokumen of one of the classes of public information (berkala, serta-merta, setiap saat)."""

    kind = Kind.DOCUMENT

    document_class = models.CharField(_("golongan informasi"), max_length=20, choices=DocumentClass, default=DocumentClass.PERIODIC)
    number = models.CharField(_("nomor"), max_length=80, blank=True)
    issued_on = models.DateField(_("tanggal dokumen"), null=True, blank=True)

    content_panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("document_class"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on")]),
        FieldPanel("summary"),
        FieldPanel("file"),
    ]
    edit_handler = Statement.tabs(content_panels, Statement.publish_panels)

    class Meta:
        verbose_name, verbose_name_plural = _("dokumen"), _("dokumen")

    def clean(self) -> None:
        super().clean()
        if self.file_id is None:
            raise ValidationError({"file": _("Pilih berkas dokumennya.")})
