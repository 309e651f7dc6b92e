"""Parts of a statement: text, quote, picture, figures and tables, in the words of who writes them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock

from ..constants import RICH_TEXT
from ..quoting import series_choices


class QuoteValue(blocks.StructValue):
    @property
    def words(self) -> str:
        """What was said, without the quotation marks that somebody typed: the page sets its own."""
        return str(self["text"]).strip().strip('“”"').strip()


class QuoteBlock(blocks.StructBlock):
    """Who is quoted stands with full name and exact position."""

    text = blocks.TextBlock(label=_("Kutipan"), max_length=600, rows=3)
    name = blocks.CharBlock(label=_("Nama lengkap"), max_length=120)
    position = blocks.CharBlock(label=_("Jabatan"), max_length=160)

    class Meta:
        icon, label, template = "openquote", _("Kutipan"), "publication/blocks/quote.html"
        value_class = QuoteValue


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Foto"))
    alt = blocks.CharBlock(label=_("Uraian untuk yang tidak melihat foto"), max_length=200)
    caption = blocks.CharBlock(label=_("Keterangan foto"), max_length=250)
    credit = blocks.CharBlock(label=_("Kredit"), max_length=120, help_text=_("Contoh: Foto: Dok. Pemkot Bogor"))

    class Meta:
        icon, label, template = "image", _("Foto"), "publication/blocks/picture.html"


class FigureQuoteBlock(blocks.StructBlock):
    """A vetted figure by reference. What is shown is its latest vetted snapshot, never live data."""

    series = blocks.ChoiceBlock(label=_("Angka"), choices=series_choices)

    class Meta:
        icon, label, template = "order", _("Angka terperiksa"), "publication/blocks/figure.html"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Judul tabel"), max_length=160)
    table = TypedTableBlock([("text", blocks.CharBlock(label=_("Teks"), required=False))], label=_("Isi tabel"))

    class Meta:
        icon, label, template = "table", _("Tabel"), "publication/blocks/table.html"


class ArticleBlock(blocks.StreamBlock):
    """The body of a statement, newest first, after its lead."""

    paragraph = blocks.RichTextBlock(
        label=_("Paragraf"), features=RICH_TEXT, icon="pilcrow", template="publication/blocks/paragraph.html"
    )  # what is pasted from a word processor keeps these features and loses everything else
    heading = blocks.CharBlock(label=_("Judul bagian"), max_length=120, icon="title", template="publication/blocks/heading.html")
    quote = QuoteBlock()
    picture = PictureBlock()
    figure = FigureQuoteBlock()
    table = TableBlock()


class SourceBlock(blocks.StructBlock):
    """Where a fact was looked up."""

    name = blocks.CharBlock(label=_("Sumber"), max_length=160, help_text=_("Contoh: KPU Kota Bogor, Keputusan Nomor 12 Tahun 2024"))
    link = blocks.URLBlock(label=_("Tautan"), required=False)
    dated = blocks.DateBlock(label=_("Tanggal"), required=False)

    class Meta:
        icon, label = "link-external", _("Sumber")


class SourcesBlock(blocks.StreamBlock):
    source = SourceBlock()

    class Meta:
        max_num = 12
        block_counts = {"source": {"min_num": 1}}
