"""What every question block has: label, help, when it is shown and required, key, first value, privacy, what it feeds."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockGroup, CharBlock, ChoiceBlock, TextBlock

from ..constants import Family, Privacy, Required
from .lazy import LazyStructBlock
from .parts import ConditionBlock, FeedsBlock, PrefillBlock, is_answered
from .samples import sample_sheet

GROUP_TEXT = _("Teks")
GROUP_NUMBERS = _("Angka")
GROUP_CHOICES = _("Pilihan")
GROUP_TIME = _("Waktu")
GROUP_PLACES = _("Tempat dan orang")
GROUP_EVIDENCE = _("Bukti")
GROUP_STRUCTURE = _("Susunan")


# One block each for all families: the editor's page then describes each of them once and opens quicker.
KEY = CharBlock(
    required=False,
    max_length=60,
    label=_("Kunci"),
    help_text=_("Nama kolom di ekspor. Diusulkan dari pertanyaan; tidak dapat diganti setelah terbit."),
    form_attrs={"data-desk-part": "key"},
)
REQUIRED = ChoiceBlock(choices=Required.choices, default=Required.ALWAYS.value, label=_("Wajib?"))
REQUIRED_IF = ConditionBlock(label=_("Wajib bila"))
PREFILL = PrefillBlock(label=_("Isian awal"))
PRIVACY = ChoiceBlock(choices=Privacy.choices, default=Privacy.ORDINARY.value, label=_("Kerahasiaan"))
FEEDS = FeedsBlock(label=_("Jawaban menjadi"))


def layout(*main: str, fine: tuple[str, ...] = (), answered: bool = True, feeds: bool = True) -> BlockGroup:
    """Label and what makes the family up front; the rest in the folded settings."""
    shown = ["required", "required_if"] if answered else []
    folded = ["key", *fine, *(["prefill"] if answered else []), "privacy", *(["feeds"] if feeds else [])]
    return BlockGroup(children=["label", "help", *main, *shown, "shown_if"], settings=folded)


class QuestionBlock(LazyStructBlock):
    """One question. ``family`` equals the block's name in the stream and ``type`` in the definition."""

    family: ClassVar[str]

    label = CharBlock(required=False, max_length=300, label=_("Pertanyaan"), form_attrs={"data-desk-part": "label"})
    help = TextBlock(required=False, max_length=1000, rows=1, label=_("Petunjuk"))
    shown_if = ConditionBlock(label=_("Ditanyakan bila"))

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*self._common(), *(local_blocks or ())], **kwargs)

    def _common(self) -> list[tuple[str, Any]]:
        """Blocks that depend on the family: whether anybody answers at all, and whether the answer goes anywhere."""
        common: list[tuple[str, Any]] = [("key", KEY)]
        if is_answered(self.family):
            common += [("required", REQUIRED), ("required_if", REQUIRED_IF), ("prefill", PREFILL)]
        if self.family != Family.NOTE:
            common += [("privacy", PRIVACY), ("feeds", FEEDS)]
        return common

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return {**super().get_preview_context(value, parent_context), "sheet": sample_sheet(self.family)}

    class Meta:
        label_format = "{label}"
        collapsed = True
        form_attrs = {"data-desk-question": ""}
        preview_template = "forms_config/admin/block_preview.html"
