"""Stored keys of the public pages. Permanent: they stand in page content and its revisions."""

from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeLevel(models.TextChoices):
    """Three levels of a public notice; the tone follows from the level."""

    INFO = "info", _("Informasi")
    IMPORTANT = "important", _("Penting")
    EMERGENCY = "emergency", _("Darurat")


NOTICE_LOOK = {  # level: tone, drawing
    NoticeLevel.INFO: ("info", "info"),
    NoticeLevel.IMPORTANT: ("warn", "warn"),
    NoticeLevel.EMERGENCY: ("bad", "stop"),
}


class Zone(models.TextChoices):
    """Time zone in which the page counts its days."""

    WIB = "Asia/Jakarta", _("WIB")
    WITA = "Asia/Makassar", _("WITA")
    WIT = "Asia/Jayapura", _("WIT")

    @property
    def info(self) -> ZoneInfo:
        return ZoneInfo(self.value)


LINK_ICONS = (
    ("vote", _("Kotak suara")),
    ("shield", _("Perisai")),
    ("chat", _("Percakapan")),
    ("horn", _("Pengeras suara")),
    ("phone", _("Telepon")),
    ("file", _("Dokumen")),
    ("help", _("Tanya")),
)
RICH_TEXT = ["bold", "italic", "link", "ol", "ul"]


class Kind(models.TextChoices):
    """What a public item is. Stored in editions and addresses: never rename a value."""

    HOME = "home", _("Beranda")
    RELEASE = "release", _("Siaran pers")
    ANNOUNCEMENT = "announcement", _("Pengumuman")
    CLARIFICATION = "clarification", _("Klarifikasi")
    AGENDA = "agenda", _("Agenda sosialisasi")
    EDUCATION = "education", _("Materi edukasi")
    DOCUMENT = "document", _("Dokumen")


SECTION_SLUGS = {  # first part of the permalinks; permanent
    Kind.RELEASE: "siaran-pers",
    Kind.ANNOUNCEMENT: "pengumuman",
    Kind.CLARIFICATION: "klarifikasi",
    Kind.AGENDA: "agenda",
    Kind.EDUCATION: "edukasi",
    Kind.DOCUMENT: "dokumen",
}


class Announced(models.TextChoices):
    """What an announcement is about. In the quiet period only the first two go out (``gates``)."""

    NOTICE = "notice", _("Pemberitahuan")
    SERVICE = "service", _("Informasi layanan")
    GENERAL = "general", _("Pengumuman umum")


SERVICE_INFORMATION = frozenset({Announced.NOTICE, Announced.SERVICE})


class Verdict(models.TextChoices):
    """Verdict on a claim that circulates; look.md section 4."""

    FALSE = "false", _("Salah")
    MISLEADING = "misleading", _("Menyesatkan")
    TRUE = "true", _("Benar")


class DocumentClass(models.TextChoices):
    """Classes of public information (UU 14/2008, PerKI 1/2021). Exempt information is never published, so it is no class here."""

    PERIODIC = "periodic", _("Berkala")
    IMMEDIATE = "immediate", _("Serta-merta")
    ANY_TIME = "any_time", _("Setiap saat")


class Step(models.TextChoices):
    """Where a text stands on its way through the one door. Stored: never rename a value."""

    HANDED_IN = "handed_in", _("Menunggu peninjauan")
    REVIEWED = "reviewed", _("Menunggu persetujuan")
    APPROVED = "approved", _("Disetujui, menunggu waktu terbit")
    PUBLISHED = "published", _("Terbit")
    RETURNED = "returned", _("Dikembalikan")
    CANCELLED = "cancelled", _("Dibatalkan")


OPEN_STEPS = (Step.HANDED_IN, Step.REVIEWED, Step.APPROVED)


class Event(models.TextChoices):
    """What an edition does to its item. Stored and public."""

    PUBLISHED = "published", _("Terbit")
    CORRECTED = "corrected", _("Ralat")
    WITHDRAWN = "withdrawn", _("Ditarik")


# Sections of the home page that are service information: they may change in the quiet period. Block names, permanent. Those that fill
# themselves list what went through the gates on its own; figures and running text may not change then.
SERVICE_SECTIONS = frozenset({"timeline", "links", "contact", "latest", "clarifications", "documents", "agenda", "education"})

LOG_HANDED_IN = "publication.hand_in"
LOG_REVIEWED = "publication.review"
LOG_APPROVED = "publication.approve"
LOG_RETURNED = "publication.return"
LOG_CANCELLED = "publication.cancel"
LOG_PUBLISHED = "publication.publish"
LOG_WITHDRAWN = "publication.withdraw"
LOG_REFUSED = "publication.refuse"  # a time came and a gate was shut

LONGEST_TITLE = 90  # letters of a headline; press practice (domain: section 8)
LONGEST_LEAD = 400
