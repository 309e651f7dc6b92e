from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ChoiceBlock, IntegerBlock

from ..constants import Family
from .base import GROUP_CHOICES, QuestionBlock, layout
from .parts import ChoicesBlock, shared_lists

MEASURES = [("choice", _("Ya, sebagian, atau tidak")), ("number", _("Jumlah selesai dari sasaran"))]
EVIDENCE = [("none", _("Tidak diminta")), ("optional", _("Boleh dilampirkan")), ("required", _("Wajib dilampirkan"))]


class WithChoicesBlock(QuestionBlock):
    """Own choices, or a shared list that is copied into the version when the form is published."""

    choices = ChoicesBlock(label=_("Pilihan"), attrs={"data-desk-columns": "label,description,tone", "data-desk-add": "Tambah pilihan"})

    def _common(self) -> list[tuple[str, Any]]:
        shared = ChoiceBlock(
            choices=shared_lists,
            required=False,
            label=_("Daftar pilihan bersama"),
            help_text=_("Kosongkan untuk menulis pilihannya di sini."),
        )
        return [*super()._common(), ("choice_list", shared)]


class OneChoiceBlock(WithChoicesBlock):
    family = Family.ONE_CHOICE

    class Meta:
        icon, label, group = "radio-full", Family.ONE_CHOICE.label, GROUP_CHOICES
        description = _("Petugas memilih satu dari beberapa pilihan.")
        form_layout = layout("choice_list", "choices")


class ManyChoicesBlock(WithChoicesBlock):
    family = Family.MANY_CHOICES
    min_choices = IntegerBlock(required=False, min_value=0, label=_("Pilihan paling sedikit"))
    max_choices = IntegerBlock(required=False, min_value=1, label=_("Pilihan paling banyak"))

    class Meta:
        icon, label, group = "list-ul", Family.MANY_CHOICES.label, GROUP_CHOICES
        description = _("Petugas boleh memilih lebih dari satu.")
        form_layout = layout("choice_list", "choices", fine=("min_choices", "max_choices"))


class YesNoBlock(QuestionBlock):
    family = Family.YES_NO

    class Meta:
        icon, label, group = "circle-check", Family.YES_NO.label, GROUP_CHOICES
        description = _("Pertanyaan yang dijawab ya atau tidak.")
        form_layout = layout()


class ReadinessBlock(QuestionBlock):
    family = Family.READINESS
    measure = ChoiceBlock(choices=MEASURES, default="choice", required=False, label=_("Cara menilai"))
    weight = IntegerBlock(default=1, required=False, min_value=0, max_value=100, label=_("Bobot di dalam poin"))
    critical = BooleanBlock(
        required=False, label=_("Penentu"), help_text=_("Bila belum siap, nilai poin paling tinggi 50."), form_classname="desk-line"
    )
    evidence = ChoiceBlock(choices=EVIDENCE, default="none", required=False, label=_("Bukti"))
    responsible = CharBlock(required=False, max_length=120, label=_("Penanggung jawab"))
    fresh_days = IntegerBlock(
        required=False, min_value=1, label=_("Berlaku (hari)"), help_text=_("Sesudah itu jawaban dianggap lama. Kosong: tidak pernah.")
    )
    unit = CharBlock(required=False, max_length=40, label=_("Satuan"))

    class Meta:
        icon, label, group = "clipboard-list", Family.READINESS.label, GROUP_CHOICES
        description = _("Ya, sebagian, tidak, atau tidak berlaku, dengan bukti, catatan, dan tenggat.")
        form_layout = layout("measure", "evidence", "weight", "critical", "responsible", fine=("fresh_days", "unit"))
