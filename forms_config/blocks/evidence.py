from django.utils.translation import gettext_lazy as _
from wagtail.blocks import IntegerBlock, MultipleChoiceBlock

from ..constants import Family
from ..question_settings import FILE_KINDS
from .base import GROUP_EVIDENCE, QuestionBlock, layout


class PhotosBlock(QuestionBlock):
    family = Family.PHOTOS
    min_files = IntegerBlock(default=0, required=False, min_value=0, label=_("Foto paling sedikit"))
    max_files = IntegerBlock(default=5, required=False, min_value=1, label=_("Foto paling banyak"))

    class Meta:
        icon, label, group = "image", Family.PHOTOS.label, GROUP_EVIDENCE
        description = _("Foto dari kamera ponsel, diperkecil sebelum dikirim.")
        form_layout = layout(fine=("min_files", "max_files"), feeds=True)


class FilesBlock(QuestionBlock):
    family = Family.FILES
    min_files = IntegerBlock(default=0, required=False, min_value=0, label=_("Berkas paling sedikit"))
    max_files = IntegerBlock(default=3, required=False, min_value=1, label=_("Berkas paling banyak"))
    kinds = MultipleChoiceBlock(
        choices=[(kind, kind.upper()) for kind in FILE_KINDS], default=["pdf", "docx", "xlsx"], required=False, label=_("Jenis berkas")
    )

    class Meta:
        icon, label, group = "doc-full", Family.FILES.label, GROUP_EVIDENCE
        description = _("Dokumen, misalnya surat atau berita acara.")
        form_layout = layout(fine=("min_files", "max_files", "kinds"))
