from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock

from ..constants import Family
from .base import GROUP_NUMBERS, QuestionBlock, layout
from .parts import FormulaBlock


def unit_block() -> CharBlock:
    return CharBlock(required=False, max_length=40, label=_("Satuan"), help_text=_("Ditulis di belakang angka, misalnya TPS atau orang."))


class WholeNumberBlock(QuestionBlock):
    family = Family.WHOLE_NUMBER
    unit = unit_block()
    min = IntegerBlock(default=0, required=False, label=_("Nilai terkecil"))
    max = IntegerBlock(required=False, label=_("Nilai terbesar"))

    class Meta:
        icon, label, group = "order", Family.WHOLE_NUMBER.label, GROUP_NUMBERS
        description = _("Jumlah orang, TPS, kotak suara, dan sebagainya.")
        form_layout = layout(fine=("unit", "min", "max"))


class DecimalNumberBlock(QuestionBlock):
    family = Family.DECIMAL
    unit = unit_block()
    min = CharBlock(required=False, max_length=20, label=_("Nilai terkecil"))
    max = CharBlock(required=False, max_length=20, label=_("Nilai terbesar"))
    places = IntegerBlock(default=2, required=False, min_value=0, max_value=6, label=_("Angka di belakang koma"))

    class Meta:
        icon, label, group = "decimal", Family.DECIMAL.label, GROUP_NUMBERS
        description = _("Angka dengan koma, misalnya persentase atau jarak.")
        form_layout = layout(fine=("unit", "min", "max", "places"))


class ScaleBlock(QuestionBlock):
    family = Family.SCALE
    min = IntegerBlock(default=1, required=False, label=_("Nilai terkecil"))
    max = IntegerBlock(default=5, required=False, label=_("Nilai terbesar"))
    min_label = CharBlock(required=False, max_length=60, label=_("Arti nilai terkecil"))
    max_label = CharBlock(required=False, max_length=60, label=_("Arti nilai terbesar"))

    class Meta:
        icon, label, group = "sliders", Family.SCALE.label, GROUP_NUMBERS
        description = _("Penilaian bertingkat, misalnya 1 sampai 5.")
        form_layout = layout(fine=("min", "max", "min_label", "max_label"))


class ComputedBlock(QuestionBlock):
    family = Family.COMPUTED
    formula = FormulaBlock(label=_("Rumus"))
    unit = unit_block()
    places = IntegerBlock(default=2, required=False, min_value=0, max_value=6, label=_("Angka di belakang koma"))

    class Meta:
        icon, label, group = "plus-inverse", Family.COMPUTED.label, GROUP_NUMBERS
        description = _("Dihitung sendiri dari jawaban lain: jumlah, persen, tenggat, atau kelengkapan.")
        form_layout = layout("formula", fine=("unit", "places"), answered=False)
