"""Proposals arrive here from forms: from one entry each, or from the rows of a repeated section."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from desk.core.errors import DeskError
from forms_config.destinations import CHOICE, DATE, FILES, MOMENT, TEXT, TIME, Attribute, Destination, DestinationRefused, SubmittedEntry

from .constants import CLAIM_VERDICTS, INFORMATION_CLASSES, ProposalKind
from .services.proposals import follow_entry, record_proposals


class PublicationDestination(Destination):
    """One ``Proposal`` per row: a draft for the editors."""

    key = "publication"  # stored: never rename
    label = _("Usulan publikasi")
    attributes = (
        Attribute("kind", CHOICE, _("Jenis publikasi"), required=True, choices=tuple(ProposalKind.values)),
        Attribute("title", TEXT, _("Judul"), required=True),
        Attribute("text", TEXT, _("Isi"), required=True),
        Attribute("claim", TEXT, _("Kabar yang beredar")),
        Attribute("verdict", CHOICE, _("Penilaian atas kabar"), choices=CLAIM_VERDICTS),
        Attribute("sources", TEXT, _("Sumber")),
        Attribute("event_date", DATE, _("Tanggal kegiatan")),
        Attribute("event_time", TIME, _("Waktu kegiatan")),
        Attribute("place", TEXT, _("Tempat")),
        Attribute("audience", TEXT, _("Sasaran")),
        Attribute("info_class", CHOICE, _("Kelas informasi"), choices=INFORMATION_CLASSES),
        Attribute("wished_at", MOMENT, _("Waktu terbit yang diharapkan")),
        Attribute("contact_name", TEXT, _("Nama narahubung")),
        Attribute("contact_position", TEXT, _("Jabatan narahubung")),
        Attribute("contact_phone", TEXT, _("Telepon narahubung")),
        Attribute("photos", FILES, _("Foto")),
        Attribute("photo_caption", TEXT, _("Keterangan foto")),
        Attribute("photo_credit", TEXT, _("Kredit foto")),
        Attribute("documents", FILES, _("Berkas")),
    )

    def receive(self, entry: SubmittedEntry) -> None:
        try:
            record_proposals(entry=entry)
        except DeskError as refusal:
            raise DestinationRefused(str(refusal)) from refusal

    def follow(self, entry_uuid: UUID, state: str) -> None:
        follow_entry(entry_uuid=entry_uuid, state=state)
