"""Sections of the home page that fill themselves with what is public: the editor says where they stand and how long they are."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .item import FigureQuoteBlock
from .sections import SectionBlock

MOST = 10  # rows of a section; the rest stands in the list of its kind


class ListedBlock(SectionBlock):
    """Abstract. ``reads``: the method of ``listing.Listing`` that gives its ``items``; the page hands ``listing`` over."""

    reads: ClassVar[str]

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["items"] = getattr(context["listing"], self.reads)(value["count"])
        return context


def _count(default: int) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=_("Paling banyak"), min_value=1, max_value=MOST, default=default)


class LatestBlock(ListedBlock):
    reads = "statements"
    heading = blocks.CharBlock(label=_("Judul bagian"), max_length=80, default=_("Keterangan resmi terbaru"))
    count = _count(4)

    class Meta:
        icon, label, template = "doc-full", _("Keterangan resmi terbaru"), "publication/blocks/latest.html"
        description = _("Siaran pers dan pengumuman yang terbit, terbaru di atas. Terisi sendiri.")


class ClarificationsBlock(ListedBlock):
    reads = "clarifications"
    heading = blocks.CharBlock(label=_("Judul bagian"), max_length=80, default=_("Klarifikasi hoaks"))
    count = _count(3)

    class Meta:
        icon, label, template = "warning", _("Klarifikasi hoaks"), "publication/blocks/clarifications.html"
        description = _("Klarifikasi yang terbit, terbaru di atas. Terisi sendiri.")


class AgendaBlock(ListedBlock):
    reads = "agenda"
    heading = blocks.CharBlock(label=_("Judul bagian"), max_length=80, default=_("Agenda sosialisasi"))
    count = _count(4)

    class Meta:
        icon, label, template = "calendar", _("Agenda sosialisasi"), "publication/blocks/agenda.html"
        description = _("Kegiatan mulai hari ini, yang terdekat di atas. Terisi sendiri.")


class EducationBlock(ListedBlock):
    reads = "education"
    heading = blocks.CharBlock(label=_("Judul bagian"), max_length=80, default=_("Materi edukasi"))
    count = _count(4)

    class Meta:
        icon, label, template = "openquote", _("Materi edukasi"), "publication/blocks/education.html"
        description = _("Materi yang terbit, terbaru di atas. Terisi sendiri.")


class DocumentsBlock(ListedBlock):
    reads = "documents"
    heading = blocks.CharBlock(label=_("Judul bagian"), max_length=80, default=_("Dokumen"))
    count = _count(4)

    class Meta:
        icon, label, template = "folder-open-1", _("Dokumen menurut golongan"), "publication/blocks/documents.html"
        description = _("Dokumen yang terbit menurut golongan informasi publik. Jumlahnya per golongan. Terisi sendiri.")


class FiguresBlock(SectionBlock):
    heading = blocks.CharBlock(label=_("Judul bagian"), max_length=80, default=_("Angka yang telah diperiksa"))
    figures = blocks.ListBlock(FigureQuoteBlock(), label=_("Angka"), min_num=1, max_num=8)

    class Meta:
        icon, label, template = "order", _("Angka terperiksa"), "publication/blocks/figures.html"
        description = _("Angka yang sudah disetujui dua orang, dengan waktu, sumber, dan satuannya.")
