from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockGroup, BooleanBlock, CharBlock, ChoiceBlock, IntegerBlock, StreamBlock, TextBlock

from ..constants import Family, Severity
from .base import GROUP_STRUCTURE, QuestionBlock, layout
from .choices import ManyChoicesBlock, OneChoiceBlock, ReadinessBlock, YesNoBlock
from .evidence import FilesBlock, PhotosBlock
from .lazy import LazyStructBlock
from .numbers import ComputedBlock, DecimalNumberBlock, ScaleBlock, WholeNumberBlock
from .parts import ChoicesBlock, ConditionBlock, RepeatPickBlock, TermsBlock, row_destinations
from .places import AgencyBlock, GpsBlock, PersonBlock, PollingStationBlock, RegionBlock
from .text import LongTextBlock, ShortTextBlock
from .time import DateBlock, MomentBlock, TimeBlock

COMPARISONS = [
    ("eq", _("sama dengan")),
    ("le", _("paling banyak")),
    ("ge", _("paling sedikit")),
    ("lt", _("kurang dari")),
    ("gt", _("lebih dari")),
]


class SectionBlock(LazyStructBlock):
    """Starts a section: the questions after it belong to it, up to the next one. On a checklist a section is a point."""

    label = CharBlock(required=False, max_length=150, label=_("Nama bagian"))
    help = TextBlock(required=False, max_length=1000, rows=1, label=_("Petunjuk"))
    weight = IntegerBlock(required=False, min_value=0, max_value=100, label=_("Bobot poin"), form_attrs={"data-desk-part": "point"})
    responsible = CharBlock(required=False, max_length=200, label=_("Penanggung jawab"), form_attrs={"data-desk-part": "point"})
    critical = BooleanBlock(required=False, label=_("Poin penentu"), form_attrs={"data-desk-part": "point"})
    shown_if = ConditionBlock(label=_("Ditampilkan bila"))

    class Meta:
        icon, label, group = "folder-open-1", _("Bagian"), GROUP_STRUCTURE
        label_format = "{label}"
        description = _("Satu halaman di ponsel, atau satu poin daftar periksa. Pertanyaan di bawahnya menjadi isinya.")
        form_attrs = {"data-desk-section": ""}
        form_layout = BlockGroup(children=["label", "help", "weight", "responsible"], settings=["critical", "shown_if"])


class NoteBlock(QuestionBlock):
    family = Family.NOTE

    class Meta:
        icon, label, group = "info-circle", Family.NOTE.label, GROUP_STRUCTURE
        description = _("Keterangan bagi petugas; tidak ada yang diisi.")
        form_layout = BlockGroup(children=["label", "help", "shown_if"], settings=["key"])


class TableBlock(QuestionBlock):
    family = Family.TABLE
    rows = ChoicesBlock(label=_("Baris"), attrs={"data-desk-columns": "label", "data-desk-add": "Tambah baris"})
    columns = ChoicesBlock(label=_("Kolom"), attrs={"data-desk-columns": "label,min,max", "data-desk-add": "Tambah kolom"})
    totals = BooleanBlock(required=False, default=True, label=_("Tampilkan jumlah"))

    class Meta:
        icon, label, group = "table", Family.TABLE.label, GROUP_STRUCTURE
        description = _("Baris dan kolom angka dengan jumlahnya.")
        form_layout = layout("rows", "columns", fine=("totals",), feeds=False)

    def _common(self) -> list[tuple[str, Any]]:
        return [(name, block) for name, block in super()._common() if name != "feeds"]


SIMPLE: tuple[type[QuestionBlock], ...] = (
    ShortTextBlock,
    LongTextBlock,
    WholeNumberBlock,
    DecimalNumberBlock,
    ScaleBlock,
    ComputedBlock,
    YesNoBlock,
    OneChoiceBlock,
    ManyChoicesBlock,
    ReadinessBlock,
    DateBlock,
    TimeBlock,
    MomentBlock,
    RegionBlock,
    PollingStationBlock,
    AgencyBlock,
    PersonBlock,
    GpsBlock,
    PhotosBlock,
    FilesBlock,
    NoteBlock,
)


# The same blocks at the top and inside repeats: described once in the editor's page.
SIMPLE_BLOCKS: list[tuple[str, QuestionBlock]] = [(str(block.family), block()) for block in SIMPLE]


class RepeatBlock(QuestionBlock):
    family = Family.REPEAT
    row_label = CharBlock(required=False, max_length=60, label=_("Sebutan satu baris"), help_text=_("Misalnya: Kejadian."))
    min_rows = IntegerBlock(default=0, required=False, min_value=0, label=_("Baris paling sedikit"))
    max_rows = IntegerBlock(default=50, required=False, min_value=1, label=_("Baris paling banyak"))

    def _common(self) -> list[tuple[str, Any]]:
        common = [(name, block) for name, block in super()._common() if name != "feeds"]
        rows = ChoiceBlock(choices=row_destinations, required=False, label=_("Tiap baris menjadi"))
        return [
            *common,
            ("feeds_rows", rows),
            ("questions", StreamBlock(SIMPLE_BLOCKS, required=False, collapsed=True, label=_("Pertanyaan tiap baris"))),
        ]

    class Meta:
        icon, label, group = "copy", Family.REPEAT.label, GROUP_STRUCTURE
        description = _("Pertanyaan yang sama diisi beberapa kali, misalnya satu baris per kejadian.")
        form_layout = BlockGroup(
            children=["label", "help", "row_label", "questions", "required", "required_if", "shown_if"],
            settings=["key", "min_rows", "max_rows", "feeds_rows", "prefill", "privacy"],
        )


class CheckBlock(LazyStructBlock):
    """A cross-check: two sums that are compared, what it means when they do not agree, and when it applies."""

    label = CharBlock(required=False, max_length=150, label=_("Nama pemeriksaan"))
    left = TermsBlock(label=_("Yang diperiksa"))
    op = ChoiceBlock(choices=COMPARISONS, default="eq", required=False, label=_("harus"))
    right = TermsBlock(label=_("Pembanding"))
    severity = ChoiceBlock(choices=Severity.choices, default=Severity.REJECT.value, required=False, label=_("Bila tidak cocok"))
    message = TextBlock(
        required=False,
        max_length=500,
        rows=2,
        label=_("Kalimat untuk petugas"),
        help_text=_("Apa yang tidak cocok dan apa yang perlu diperiksa."),
    )
    rows = RepeatPickBlock(label=_("Untuk tiap baris dari"))
    when = ConditionBlock(label=_("Hanya bila"), attrs={"data-desk-anywhere": ""})

    class Meta:
        icon, label = "tasks", _("Pemeriksaan")
        label_format = "{label}"
        form_attrs = {"data-desk-check": ""}
        form_layout = BlockGroup(children=["label", "left", "op", "right", "severity", "message"], settings=["rows", "when"])
