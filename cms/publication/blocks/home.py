"""Sections of the public page, in the words of who writes them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from desk.core import words

from ..constants import LINK_ICONS, NOTICE_LOOK, RICH_TEXT, NoticeLevel
from .listed import AgendaBlock, ClarificationsBlock, DocumentsBlock, EducationBlock, FiguresBlock, LatestBlock
from .sections import SectionBlock

COUNTED_DAYS = 14  # "hari ke-2" helps in a short stage and is noise in a long one


class NoticeValue(blocks.StructValue):
    @property
    def tone(self) -> str:
        return NOTICE_LOOK[NoticeLevel(self["level"])][0]

    @property
    def icon(self) -> str:
        return NOTICE_LOOK[NoticeLevel(self["level"])][1]

    @property
    def word(self) -> str:
        return str(NoticeLevel(self["level"]).label)


class NoticeBlock(blocks.StructBlock):
    """The band above everything: one at a time, dated, with a way to read on."""

    level = blocks.ChoiceBlock(label=_("Tingkat"), choices=NoticeLevel.choices, default=NoticeLevel.INFO)
    text = blocks.CharBlock(label=_("Isi"), max_length=240, help_text=_("Satu atau dua kalimat."))
    dated = blocks.DateBlock(label=_("Tanggal"))
    link_text = blocks.CharBlock(label=_("Teks tautan"), max_length=60, required=False)
    link = blocks.URLBlock(label=_("Alamat tautan"), required=False)

    class Meta:
        icon, label, template = "warning", _("Pemberitahuan"), "publication/blocks/notice.html"
        value_class = NoticeValue


class TextBlock(SectionBlock):
    heading = blocks.CharBlock(label=_("Judul bagian"), max_length=80)
    text = blocks.RichTextBlock(label=_("Isi"), features=RICH_TEXT)

    class Meta:
        icon, label, template = "pilcrow", _("Teks"), "publication/blocks/text.html"


class ContactBlock(SectionBlock):
    heading = blocks.CharBlock(label=_("Judul bagian"), max_length=80, default=_("Kontak"))
    name = blocks.CharBlock(label=_("Nama"), max_length=120)
    duty = blocks.CharBlock(label=_("Jabatan dan jam layanan"), max_length=160, required=False)
    phone = blocks.CharBlock(label=_("Telepon"), max_length=40, required=False)
    email = blocks.EmailBlock(label=_("Pos-el"), required=False)

    class Meta:
        icon, label, template = "mail", _("Kontak"), "publication/blocks/contact.html"


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Judul"), max_length=80)
    source = blocks.CharBlock(label=_("Pemilik laman"), max_length=80, help_text=_("Contoh: Laman KPU"))
    link = blocks.URLBlock(label=_("Alamat"))
    icon = blocks.ChoiceBlock(label=_("Gambar"), choices=LINK_ICONS, default="vote")

    class Meta:
        icon, label = "link", _("Tautan resmi")


class LinksBlock(SectionBlock):
    heading = blocks.CharBlock(label=_("Judul bagian"), max_length=80, default=_("Layanan"))
    links = blocks.ListBlock(LinkBlock(), label=_("Tautan"), min_num=1, max_num=8)

    class Meta:
        icon, label, template = "link", _("Tautan resmi"), "publication/blocks/links.html"


class StageBlock(blocks.StructBlock):
    """One stage; without dates it says what it waits for."""

    name = blocks.CharBlock(label=_("Tahapan"), max_length=120)
    starts_on = blocks.DateBlock(label=_("Mulai"), required=False)
    ends_on = blocks.DateBlock(label=_("Selesai"), required=False, help_text=_("Kosongkan bila hanya satu hari."))
    pending = blocks.CharBlock(label=_("Bila belum terjadwal"), max_length=80, default=_("Menunggu jadwal KPU"))

    class Meta:
        icon, label = "date", _("Tahapan")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        starts_on, ends_on = cleaned["starts_on"], cleaned["ends_on"]
        if ends_on and (starts_on is None or ends_on < starts_on):
            message = _("Tanggal selesai mendahului tanggal mulai. Periksa kedua tanggal.")
            raise StructBlockValidationError(block_errors={"ends_on": ValidationError(message)})
        return cleaned


class ShownStage(NamedTuple):
    """A stage as the timeline draws it. ``place``: past, now or next."""

    name: str
    when: str
    place: str


class TimelineBlock(SectionBlock):
    heading = blocks.CharBlock(label=_("Judul bagian"), max_length=80, default=_("Tahapan pemilihan"))
    stages = blocks.ListBlock(StageBlock(), label=_("Tahapan"), min_num=1)
    source = blocks.CharBlock(label=_("Sumber"), max_length=160, help_text=_("Contoh: Jadwal KPU, versi 25 November 2024"))

    class Meta:
        icon, label, template = "calendar-alt", _("Garis waktu tahapan"), "publication/blocks/timeline.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        today = context.get("today")
        context["stages"] = list(shown_stages(value["stages"], today)) if today else []
        return context


def shown_stages(stages: Iterable[Any], today: date) -> Iterable[ShownStage]:
    """Each stage with its days in words and its place before, on or after ``today``."""
    for stage in stages:
        first, last = stage["starts_on"], stage["ends_on"] or stage["starts_on"]
        if first is None:
            yield ShownStage(stage["name"], stage["pending"], "next")
            continue
        days = words.period(first, last)
        place = "past" if last < today else "now" if first <= today else "next"
        if place == "now" and 0 < (last - first).days < COUNTED_DAYS:
            days = f"{days}, hari ke-{(today - first).days + 1}"
        yield ShownStage(stage["name"], days, place)


class SectionsBlock(blocks.StreamBlock):
    """The body of the home page, top to bottom."""

    latest = LatestBlock(group=_("Terisi sendiri"))
    clarifications = ClarificationsBlock(group=_("Terisi sendiri"))
    agenda = AgendaBlock(group=_("Terisi sendiri"))
    education = EducationBlock(group=_("Terisi sendiri"))
    documents = DocumentsBlock(group=_("Terisi sendiri"))
    figures = FiguresBlock(group=_("Ditulis redaksi"))
    timeline = TimelineBlock(group=_("Ditulis redaksi"))
    links = LinksBlock(group=_("Ditulis redaksi"))
    text = TextBlock(group=_("Ditulis redaksi"))
    contact = ContactBlock(group=_("Ditulis redaksi"))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        seen: set[str] = set()
        doubled = {}
        for index, section in enumerate(cleaned):
            if section.value.anchor in seen:
                message = _("Judul bagian ini sudah dipakai. Beri judul lain, supaya menu halaman dapat membedakannya.")
                doubled[index] = StructBlockValidationError(block_errors={"heading": ValidationError(message)})
            seen.add(section.value.anchor)
        if doubled:
            raise blocks.StreamBlockValidationError(block_errors=doubled)
        return cleaned


class NoticesBlock(blocks.StreamBlock):
    notice = NoticeBlock()

    class Meta:
        max_num = 1
