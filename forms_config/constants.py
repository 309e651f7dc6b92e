"""Stored keys of the form engine. Permanent: they live in published versions and answers of every installation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

DEFINITION_SCHEMA = 1  # shape of FormVersion.definition; docs/form-definition.md


class Family(models.TextChoices):
    """Question families. The value is stored as ``type`` in definitions."""

    SHORT_TEXT = "short_text", _("Teks singkat")
    LONG_TEXT = "long_text", _("Teks panjang")
    WHOLE_NUMBER = "whole_number", _("Angka bulat")
    DECIMAL = "decimal", _("Angka desimal")
    YES_NO = "yes_no", _("Ya atau tidak")
    ONE_CHOICE = "one_choice", _("Pilih satu")
    MANY_CHOICES = "many_choices", _("Pilih beberapa")
    SCALE = "scale", _("Skala")
    READINESS = "readiness", _("Indikator kesiapan")
    DATE = "date", _("Tanggal")
    TIME = "time", _("Jam")
    DATETIME = "datetime", _("Tanggal dan jam")
    REGION = "region", _("Wilayah")
    POLLING_STATION = "polling_station", _("TPS")
    AGENCY = "agency", _("Perangkat daerah")
    PERSON = "person", _("Orang")
    GPS = "gps", _("Titik lokasi")
    PHOTOS = "photos", _("Foto")
    FILES = "files", _("Berkas")
    REPEAT = "repeat", _("Isian berulang")
    TABLE = "table", _("Tabel angka")
    COMPUTED = "computed", _("Nilai hitungan")
    NOTE = "note", _("Catatan")


class Privacy(models.TextChoices):
    """Who may read an answer. IDENTITY is encrypted at rest and masked without the permission."""

    ORDINARY = "biasa", _("Biasa")
    RESTRICTED = "terbatas", _("Terbatas")
    IDENTITY = "identitas", _("Identitas")


class Required(models.TextChoices):
    """When an answer must be given."""

    ALWAYS = "always", _("Wajib diisi")
    NEVER = "never", _("Boleh dikosongkan")
    IF = "if", _("Wajib bila syarat terpenuhi")


class Severity(models.TextChoices):
    """What a cross-check that does not hold does to the sending."""

    REJECT = "reject", _("Tolak")
    EXPLAIN = "explain", _("Wajib dijelaskan")
    WARN = "warn", _("Peringatan")


class FormKind(models.TextChoices):
    """A checklist is a form whose sections are points with weights."""

    REPORT = "report", _("Laporan")
    CHECKLIST = "checklist", _("Daftar periksa kesiapan")


class ReadinessValue(models.TextChoices):
    """Answer of a readiness indicator."""

    YES = "ya", _("Ya")
    PARTLY = "sebagian", _("Sebagian")
    NO = "tidak", _("Tidak")
    NOT_APPLICABLE = "tidak_berlaku", _("Tidak berlaku")
