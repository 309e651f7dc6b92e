from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, FieldBlock

from ..constants import Family
from .base import GROUP_TIME, QuestionBlock, layout


class IsoDateBlock(FieldBlock):
    """A date kept as ISO text, typed into the browser's own date control."""

    def __init__(self, required: bool = False, help_text: str = "", **kwargs: Any) -> None:
        self.field = forms.CharField(required=required, help_text=help_text, widget=forms.TextInput(attrs={"type": "date"}))
        super().__init__(**kwargs)

    def value_from_form(self, value: Any) -> Any:
        return value or None

    class Meta:
        icon = "date"


class DateBlock(QuestionBlock):
    family = Family.DATE
    min = IsoDateBlock(label=_("Paling awal"))
    max = IsoDateBlock(label=_("Paling akhir"))
    not_future = BooleanBlock(required=False, label=_("Tidak boleh lewat hari ini"))
    not_past = BooleanBlock(required=False, label=_("Tidak boleh sebelum hari ini"))

    class Meta:
        icon, label, group = "date", Family.DATE.label, GROUP_TIME
        description = _("Satu tanggal.")
        form_layout = layout(fine=("min", "max", "not_future", "not_past"))


class TimeBlock(QuestionBlock):
    family = Family.TIME

    class Meta:
        icon, label, group = "time", Family.TIME.label, GROUP_TIME
        description = _("Jam setempat, misalnya 08.30.")
        form_layout = layout()


class MomentBlock(QuestionBlock):
    family = Family.DATETIME
    not_future = BooleanBlock(required=False, label=_("Tidak boleh lewat saat ini"))
    not_past = BooleanBlock(required=False, label=_("Tidak boleh sebelum saat ini"))

    class Meta:
        icon, label, group = "calendar-alt", Family.DATETIME.label, GROUP_TIME
        description = _("Tanggal dan jam setempat, misalnya waktu kejadian.")
        form_layout = layout(fine=("not_future", "not_past"))
