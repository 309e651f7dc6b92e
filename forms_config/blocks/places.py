from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, MultipleChoiceBlock

from ..constants import Family
from ..question_settings import REGION_LEVELS
from .base import GROUP_PLACES, QuestionBlock, layout

WITHIN = [("unit", _("Wilayah petugas sendiri")), ("all", _("Seluruh kabupaten atau kota"))]


def within_block() -> ChoiceBlock:
    return ChoiceBlock(choices=WITHIN, default="unit", required=False, label=_("Cakupan"))


class RegionBlock(QuestionBlock):
    family = Family.REGION
    levels = MultipleChoiceBlock(
        choices=list(REGION_LEVELS.items()),
        required=False,
        default=[],
        label=_("Tingkat wilayah"),
        help_text=_("Kosong: semua tingkat."),
    )
    within = within_block()

    class Meta:
        icon, label, group = "site", Family.REGION.label, GROUP_PLACES
        description = _("Kecamatan, kelurahan, atau desa dari daftar resmi.")
        form_layout = layout(fine=("levels", "within"))


class PollingStationBlock(QuestionBlock):
    family = Family.POLLING_STATION
    within = within_block()

    class Meta:
        icon, label, group = "home", Family.POLLING_STATION.label, GROUP_PLACES
        description = _("Satu TPS dari daftar.")
        form_layout = layout(fine=("within",))


class AgencyBlock(QuestionBlock):
    family = Family.AGENCY
    within = within_block()

    class Meta:
        icon, label, group = "group", Family.AGENCY.label, GROUP_PLACES
        description = _("Satu perangkat daerah atau instansi dari daftar.")
        form_layout = layout(fine=("within",))


class PersonBlock(QuestionBlock):
    family = Family.PERSON
    within = within_block()

    class Meta:
        icon, label, group = "user", Family.PERSON.label, GROUP_PLACES
        description = _("Satu orang dari daftar petugas.")
        form_layout = layout(fine=("within",))


class GpsBlock(QuestionBlock):
    family = Family.GPS

    class Meta:
        icon, label, group = "crosshairs", Family.GPS.label, GROUP_PLACES
        description = _("Titik dari ponsel petugas, dengan ketelitiannya.")
        form_layout = layout()
