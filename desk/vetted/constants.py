"""Stored keys of what is vetted. Permanent: rows, published forms and pages hold them."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.people.models import Role


class Verdict(models.TextChoices):
    """What a second person decided on a snapshot."""

    VETTED = "vetted", _("Terperiksa")
    REFUSED = "refused", _("Ditolak")


TAKING_ROLES = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD)  # of the figure's region
VETTING_ROLES = TAKING_ROLES  # and never the person who took it
LONGEST_REASON = 1000  # characters
NO_DESK = "LAP"  # first part of a number where no posko is responsible


class ProposalKind(models.TextChoices):
    """What an agency wishes to have published."""

    RELEASE = "release", _("Siaran pers")
    ANNOUNCEMENT = "announcement", _("Pengumuman")
    CLARIFICATION = "clarification", _("Klarifikasi")
    AGENDA = "agenda", _("Agenda sosialisasi")
    EDUCATION = "education", _("Materi edukasi")
    DOCUMENT = "document", _("Dokumen")


class ProposalState(models.TextChoices):
    """What became of a proposal. The values are keys of ``core.states`` too."""

    RECEIVED = "received", _("Diterima redaksi")
    IN_PROGRESS = "in_progress", _("Sedang diolah")
    REVIEWED = "reviewed", _("Ditinjau")
    APPROVED = "approved", _("Disetujui")
    PUBLISHED = "published", _("Terbit")
    CORRECTED = "corrected", _("Diralat")
    WITHDRAWN = "withdrawn", _("Ditarik")
    DECLINED = "declined", _("Tidak diterbitkan")


# Which state may follow which. A page that is changed after approval goes back; what was withdrawn stays so.
NEXT_STATES: dict[str, frozenset[str]] = {
    ProposalState.RECEIVED: frozenset({ProposalState.IN_PROGRESS, ProposalState.DECLINED}),
    ProposalState.IN_PROGRESS: frozenset({ProposalState.RECEIVED, ProposalState.REVIEWED, ProposalState.APPROVED, ProposalState.DECLINED}),
    ProposalState.REVIEWED: frozenset({ProposalState.IN_PROGRESS, ProposalState.APPROVED, ProposalState.DECLINED}),
    ProposalState.APPROVED: frozenset({ProposalState.IN_PROGRESS, ProposalState.REVIEWED, ProposalState.PUBLISHED, ProposalState.DECLINED}),
    ProposalState.PUBLISHED: frozenset({ProposalState.CORRECTED, ProposalState.WITHDRAWN}),
    ProposalState.CORRECTED: frozenset({ProposalState.CORRECTED, ProposalState.WITHDRAWN}),
    ProposalState.WITHDRAWN: frozenset(),
    ProposalState.DECLINED: frozenset({ProposalState.IN_PROGRESS}),
}
OPEN_STATES = (ProposalState.RECEIVED, ProposalState.IN_PROGRESS, ProposalState.REVIEWED, ProposalState.APPROVED)
REASONED_STATES = (ProposalState.WITHDRAWN, ProposalState.DECLINED)  # the proposer is told why
ADDRESSED_STATES = (ProposalState.PUBLISHED, ProposalState.CORRECTED)  # the proposer is told where

CLAIM_VERDICTS = ("salah", "menyesatkan", "benar")  # what the proposer holds of a claim; the editors decide
INFORMATION_CLASSES = ("berkala", "serta_merta", "setiap_saat")  # of a document; UU 14/2008

CHOICE_WORDS = {
    "salah": "Salah",
    "menyesatkan": "Menyesatkan",
    "benar": "Benar",
    "berkala": "Berkala",
    "serta_merta": "Serta-merta",
    "setiap_saat": "Setiap saat",
}
DETAIL_LABELS = {  # keys of ``Proposal.details``, in the order in which they are read
    "verdict": "Penilaian pengusul",  # before the claim, so that nobody reads the claim alone
    "claim": "Kabar yang beredar",
    "sources": "Sumber",
    "event_date": "Tanggal kegiatan",
    "event_time": "Pukul",
    "place": "Tempat",
    "audience": "Sasaran",
    "info_class": "Kelas informasi",
    "wished_at": "Diharapkan terbit",
    "contact_name": "Narahubung",
    "contact_position": "Jabatan narahubung",
    "contact_phone": "Telepon narahubung",
    "photo_caption": "Keterangan foto",
    "photo_credit": "Kredit foto",
}

WHOLE_ENTRY = UUID(int=0)  # source_row of a proposal that is its report as a whole; never NULL, so that it is unique
ENTRY_ACCEPTED = frozenset({"accepted", "released"})  # states of a report that the posko has accepted, as ``core.states`` names them

LOG_TAKEN = "desk.figure.take"
LOG_VETTED = "desk.figure.vet"
LOG_REFUSED = "desk.figure.refuse"
LOG_HANDED_OVER = "desk.proposal.hand_over"
LOG_FOLLOWED = "desk.proposal.follow"
LOG_CHANGE_TAKEN = "desk.proposal.take_change"
