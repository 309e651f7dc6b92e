"""Situation reports arrive here from forms."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from desk.core.errors import DeskError
from forms_config.destinations import CHOICE, DATE, TEXT, YES_NO, Attribute, Destination, DestinationRefused, SubmittedEntry

from .constants import Logistics, PeriodKind, Situation
from .services import follow_entry, record_situation


class SituationDestination(Destination):
    """One ``SituationReport`` per entry. The two required questions may be conditional: a nil report has no situation."""

    key = "situation"  # stored: never rename
    label = _("Situasi wilayah")
    attributes = (
        Attribute("situation", CHOICE, _("Situasi wilayah"), required=True, choices=tuple(Situation.values)),
        Attribute("general_condition", TEXT, _("Kondisi umum"), required=True),
        Attribute("nil", YES_NO, _("Laporan nihil")),
        Attribute("period_kind", CHOICE, _("Jenis laporan"), choices=tuple(PeriodKind.values)),
        Attribute("period_start", DATE, _("Awal periode")),
        Attribute("period_end", DATE, _("Akhir periode")),
        Attribute("cond_ideology", TEXT, _("Ideologi")),
        Attribute("cond_politics", TEXT, _("Politik")),
        Attribute("cond_economy", TEXT, _("Ekonomi")),
        Attribute("cond_social", TEXT, _("Sosial budaya")),
        Attribute("cond_security", TEXT, _("Keamanan")),
        Attribute("logistics_status", CHOICE, _("Keadaan logistik"), choices=tuple(Logistics.values)),
        Attribute("logistics_note", TEXT, _("Penjelasan logistik")),
        Attribute("recommendations", TEXT, _("Rekomendasi")),
    )

    def receive(self, entry: SubmittedEntry) -> None:
        try:
            record_situation(entry=entry)
        except DeskError as refusal:
            raise DestinationRefused(str(refusal)) from refusal

    def follow(self, entry_uuid: UUID, state: str) -> None:
        follow_entry(entry_uuid=entry_uuid, state=state)
