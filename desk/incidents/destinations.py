"""Incidents arrive here from forms: from one entry each, or from the rows of a repeated section."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from desk.core.errors import DeskError
from forms_config.destinations import (
    CHOICE,
    DATE,
    FILES,
    MOMENT,
    POINT,
    POLLING_STATION,
    TEXT,
    WHOLE,
    YES_NO,
    Attribute,
    Destination,
    DestinationRefused,
    SubmittedEntry,
)

from .constants import ActorKind, Credibility, Kind, NeutralityClass, Severity, Status
from .services import follow_entry, record_incidents


class IncidentDestination(Destination):
    """Required is what a row in a situation report has: kind, title, time, severity. An incident report tells the rest."""

    key = "incident"  # stored: never rename
    label = _("Kejadian atau dugaan pelanggaran")
    attributes = (
        Attribute("kind", CHOICE, _("Jenis kejadian"), required=True, choices=tuple(Kind.values)),
        Attribute("title", TEXT, _("Judul"), required=True),
        Attribute("occurred_at", MOMENT, _("Waktu kejadian"), required=True),
        Attribute("severity", CHOICE, _("Tingkat"), required=True, choices=tuple(Severity.values)),
        Attribute("chronology", TEXT, _("Uraian kejadian")),
        Attribute("known_at", MOMENT, _("Waktu diketahui")),
        Attribute("bawaslu_deadline", MOMENT, _("Batas waktu ke Bawaslu")),
        Attribute("place", TEXT, _("Tempat")),
        Attribute("polling_station", POLLING_STATION, _("TPS")),
        Attribute("point", POINT, _("Titik lokasi")),
        Attribute("source", CHOICE, _("Sumber informasi")),
        Attribute("credibility", CHOICE, _("Keandalan informasi"), choices=tuple(Credibility.values)),
        Attribute("actor_kind", CHOICE, _("Pihak terlapor"), choices=tuple(ActorKind.values)),
        Attribute("actor_name", TEXT, _("Nama terlapor")),
        Attribute("actor_agency", TEXT, _("Instansi terlapor")),
        Attribute("actor_position", TEXT, _("Jabatan terlapor")),
        Attribute("neutrality_class", CHOICE, _("Kelas dugaan"), choices=tuple(NeutralityClass.values)),
        Attribute("neutrality_act", CHOICE, _("Bentuk perbuatan")),
        Attribute("reporter_name", TEXT, _("Nama pelapor"), identity=True),
        Attribute("reporter_contact", TEXT, _("Kontak pelapor"), identity=True),
        Attribute("reporter_address", TEXT, _("Alamat pelapor"), identity=True),
        Attribute("victims_dead", WHOLE, _("Meninggal")),
        Attribute("victims_injured", WHOLE, _("Luka-luka")),
        Attribute("victims_displaced", WHOLE, _("Mengungsi")),
        Attribute("losses", TEXT, _("Kerugian")),
        Attribute("action_taken", TEXT, _("Tindakan awal")),
        Attribute("evidence", FILES, _("Bukti")),
        Attribute("formal_complete", YES_NO, _("Syarat formil lengkap")),
        Attribute("material_complete", YES_NO, _("Syarat materiel lengkap")),
        Attribute("status", CHOICE, _("Status penanganan"), choices=tuple(Status.values)),
        Attribute("decision_body", CHOICE, _("Pihak yang memutus")),
        Attribute("decision_number", TEXT, _("Nomor putusan")),
        Attribute("decision_date", DATE, _("Tanggal putusan")),
        Attribute("decision_result", TEXT, _("Hasil putusan")),
        Attribute("decision_file", FILES, _("Dokumen putusan")),
    )

    def receive(self, entry: SubmittedEntry) -> None:
        try:
            record_incidents(entry=entry)
        except DeskError as refusal:
            raise DestinationRefused(str(refusal)) from refusal

    def follow(self, entry_uuid: UUID, state: str) -> None:
        follow_entry(entry_uuid=entry_uuid, state=state)
