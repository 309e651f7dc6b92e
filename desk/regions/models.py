"""The official region tree and its polling stations. The code is the path, so a subtree is a range of codes."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    CharField = models.CharField[str, str]
else:
    CharField = models.CharField


class CodeField(CharField):
    """A code that sorts by its bytes on every database, so that ``code >= a and code < b`` means a subtree."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class Level(models.TextChoices):
    """Levels of the Kemendagri code (Kepmendagri 300.2.2-2430 Tahun 2025)."""

    PROVINCE = "province", _("Provinsi")
    REGENCY = "regency", _("Kabupaten")
    CITY = "city", _("Kota")
    DISTRICT = "district", _("Kecamatan")
    URBAN_VILLAGE = "urban_village", _("Kelurahan")
    VILLAGE = "village", _("Desa")
    CUSTOMARY_VILLAGE = "customary_village", _("Desa adat")


LEVEL_WORDS = {  # where the official list gives the bare name; a kecamatan and a kelurahan may share it (Tanah Sareal)
    Level.DISTRICT: "Kecamatan",
    Level.URBAN_VILLAGE: "Kelurahan",
    Level.VILLAGE: "Desa",
    Level.CUSTOMARY_VILLAGE: "Desa adat",
}


def title_of(name: str, level: str) -> str:
    """The name with the word of its level: Kecamatan Bogor Selatan, Kota Bogor, Jawa Barat."""
    word = LEVEL_WORDS.get(Level(level))
    return f"{word} {name}" if word else name


AFTER_DOT = "/"  # the byte after "."; "32.71" <= code < "32.71/" is 32.71 and everything below


class RegionQuerySet(models.QuerySet["Region"]):
    def subtree(self, code: str) -> "RegionQuerySet":
        """The region with this code and everything below it, by the index."""
        return self.filter(code__gte=code, code__lt=code + AFTER_DOT)

    def below(self, code: str) -> "RegionQuerySet":
        return self.filter(code__gt=code, code__lt=code + AFTER_DOT)

    def children_of(self, code: str) -> "RegionQuerySet":
        return self.filter(parent_id=code)


class Region(models.Model):
    """One administrative area. ``code`` is the dotted Kemendagri code (PP, PP.KK, PP.KK.CC, PP.KK.CC.DDDD)."""

    code = CodeField(_("kode"), max_length=13, primary_key=True)
    name = models.CharField(_("nama"), max_length=120)
    level = models.CharField(_("tingkat"), max_length=20, choices=Level)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    timezone = models.CharField(_("zona waktu"), max_length=40, default="Asia/Jakarta")  # IANA name
    closed_on = models.DateField(_("tidak berlaku sejak"), null=True, blank=True)  # merged or split; its reports stay

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("wilayah"), _("wilayah")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return title_of(self.name, self.level)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def contains(self, code: str) -> bool:
        """Whether ``code`` is this region or lies below it."""
        return self.code <= code < self.code + AFTER_DOT


class PollingStationQuerySet(models.QuerySet["PollingStation"]):
    def subtree(self, code: str) -> "PollingStationQuerySet":
        """Polling stations of the region with this code and of everything below it, by the index."""
        return self.filter(code__gte=code, code__lt=code + AFTER_DOT)


class PollingStation(models.Model):
    """A TPS: ``code`` is the village code plus a three-digit number (32.71.01.1001.001)."""

    code = CodeField(_("kode"), max_length=17, primary_key=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="polling_stations", verbose_name=_("kelurahan/desa"))
    number = models.PositiveSmallIntegerField(_("nomor"))
    simulation = models.BooleanField(default=False, editable=False)

    objects = PollingStationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("TPS"), _("TPS")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"TPS {self.number:03d}"
