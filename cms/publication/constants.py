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
LONGEST_NAVIGATION = 6  # sections named in the page's own menu; more do not fit two rows of a phone
