"""Stored keys of incidents. Permanent: published forms and rows hold them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    NOTABLE = "kejadian_menonjol", _("Kejadian menonjol")
    ADMINISTRATIVE = "pelanggaran_administrasi", _("Pelanggaran administrasi")
    CRIME = "tindak_pidana", _("Tindak pidana pemilihan")
    ORGANISER_ETHICS = "kode_etik_penyelenggara", _("Kode etik penyelenggara")
    SYSTEMATIC = "administrasi_tsm", _("Administrasi TSM")
    NEUTRALITY_ASN = "netralitas_asn", _("Netralitas ASN")
    NEUTRALITY_VILLAGE = "netralitas_kades", _("Netralitas kepala desa dan perangkatnya")
    NEUTRALITY_FORCES = "netralitas_tni_polri", _("Netralitas TNI dan Polri")
    CAMPAIGN_ORDER = "ketertiban_kampanye", _("Ketertiban kampanye")
    VOTE_BUYING = "politik_uang", _("Politik uang")
    DISASTER = "bencana", _("Bencana")
    SECURITY = "gangguan_keamanan", _("Gangguan keamanan")
    LOGISTICS = "logistik", _("Logistik")
    OTHER = "lainnya", _("Lainnya")


# Suspected violations: shown as findings, never as verdicts; only a document of the competent body decides.
VIOLATIONS = (
    Kind.ADMINISTRATIVE,
    Kind.CRIME,
    Kind.ORGANISER_ETHICS,
    Kind.SYSTEMATIC,
    Kind.NEUTRALITY_ASN,
    Kind.NEUTRALITY_VILLAGE,
    Kind.NEUTRALITY_FORCES,
    Kind.CAMPAIGN_ORDER,
    Kind.VOTE_BUYING,
)


class Severity(models.TextChoices):
    LOW = "rendah", _("Rendah")
    MEDIUM = "sedang", _("Sedang")
    HIGH = "tinggi", _("Tinggi")
    CRITICAL = "kritis", _("Kritis")


SEVERITY_LOOKS = {Severity.LOW: "low", Severity.MEDIUM: "medium", Severity.HIGH: "high", Severity.CRITICAL: "critical"}  # core.states


class ActorKind(models.TextChoices):
    """Who is reported."""

    CAMPAIGN_TEAM = "tim_paslon", _("Tim pasangan calon")
    CANDIDATE_PAIR = "paslon", _("Pasangan calon")
    CIVIL_SERVANT = "asn", _("Pegawai ASN")
    VILLAGE_HEAD = "kades", _("Kepala desa, lurah, atau perangkat")
    ORGANISER = "penyelenggara", _("Penyelenggara pemilihan")
    FORCES = "aparat", _("Prajurit TNI atau anggota Polri")
    CITIZEN = "warga", _("Warga")
    UNKNOWN = "tidak_diketahui", _("Tidak diketahui")


class NeutralityClass(models.TextChoices):
    """Presumed class of a neutrality finding; the authority decides (SKB five agencies, 22 September 2022)."""

    ETHICS = "kode_etik", _("Kode etik")
    DISCIPLINE = "disiplin", _("Disiplin")


class Credibility(models.TextChoices):
    VERIFIED = "terverifikasi", _("Terverifikasi")
    PARTLY = "sebagian", _("Sebagian terverifikasi")
    UNVERIFIED = "belum", _("Belum diverifikasi")
    DOUBTED = "diragukan", _("Diragukan")


class Status(models.TextChoices):
    NEW = "baru", _("Baru")
    VERIFIED = "diverifikasi", _("Diverifikasi")
    FORWARDED = "diteruskan", _("Diteruskan")
    HANDLED = "ditangani", _("Ditangani")
    CLOSED = "selesai", _("Selesai")
    DISMISSED = "ditolak", _("Ditolak")


OPEN_STATUSES = (Status.NEW, Status.VERIFIED, Status.FORWARDED, Status.HANDLED)

# Bodies that can decide; the pack's choices. Another body of an own form shows its key.
DECISION_BODIES = {
    "bawaslu": "Bawaslu",
    "gakkumdu": "Sentra Gakkumdu",
    "polri": "Polri",
    "tni": "TNI",
    "inspektorat": "Inspektorat",
    "bkn": "BKN",
    "bpbd": "BPBD",
    "kpu": "KPU",
    "kominfo": "Kominfo/Komdigi",
    "dkpp": "DKPP",
    "pengadilan": "Pengadilan",
    "ppk": "Pejabat pembina kepegawaian",
}
SOURCES = {
    "perangkat_daerah": "Perangkat daerah",
    "kpu": "KPU dan jajarannya",
    "bawaslu": "Bawaslu dan jajarannya",
    "polri": "Polri",
    "tni": "TNI",
    "media": "Media massa",
    "warga": "Warga",
    "lainnya": "Lainnya",
}
