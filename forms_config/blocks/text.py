from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, IntegerBlock

from ..constants import Family
from .base import GROUP_TEXT, QuestionBlock, layout

PATTERNS = [("url", _("Tautan")), ("phone", _("Nomor telepon")), ("nip", _("NIP"))]


class ShortTextBlock(QuestionBlock):
    family = Family.SHORT_TEXT
    pattern = ChoiceBlock(choices=PATTERNS, required=False, label=_("Bentuk isian"))
    max_length = IntegerBlock(default=250, required=False, min_value=1, label=_("Panjang paling banyak"))

    class Meta:
        icon, label, group = "pilcrow", Family.SHORT_TEXT.label, GROUP_TEXT
        description = _("Satu baris, misalnya nama, tempat, atau tautan.")
        form_layout = layout(fine=("pattern", "max_length"))


class LongTextBlock(QuestionBlock):
    family = Family.LONG_TEXT
    min_length = IntegerBlock(default=0, required=False, min_value=0, label=_("Panjang paling sedikit"))
    max_length = IntegerBlock(default=2000, required=False, min_value=1, label=_("Panjang paling banyak"))

    class Meta:
        icon, label, group = "openquote", Family.LONG_TEXT.label, GROUP_TEXT
        description = _("Uraian beberapa kalimat.")
        form_layout = layout(fine=("min_length", "max_length"))
