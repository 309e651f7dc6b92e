"""What the installation is called and how it is reached: edited in the admin under Pengaturan."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

PLACEHOLDER = re.compile(r"\{(\w+)\}")
PLACEHOLDERS = ("urut", "bulan", "tahun")  # of the pattern of a release's number
IDENTITY_FIELDS = ("name", "unit", "government", "address", "phone", "email", "about")


@register_setting(icon="home", order=10)
class InstallationSettings(BaseGenericSetting):
    """One row: the name, unit and contacts of this installation. Templates know it as ``installation``.

    ``simulation`` puts the mark of a simulation on every page; scenarios switch it on.
    """

    name = models.CharField(_("nama"), max_length=80, default="Desk Pilkada", help_text=_("Tampil di atas setiap halaman."))
    unit = models.CharField(_("unit pengelola"), max_length=160, blank=True, help_text=_("Contoh: Badan Kesatuan Bangsa dan Politik"))
    government = models.CharField(
        _("pemerintah daerah"), max_length=120, blank=True, help_text=_("Baris pertama kop, contoh: Pemerintah Kota Bogor")
    )
    address = models.CharField(_("alamat"), max_length=250, blank=True)
    phone = models.CharField(_("telepon"), max_length=40, blank=True)
    email = models.EmailField(_("pos-el"), blank=True)
    crest = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lambang daerah"),
        help_text=_("Unggah berkas lambang resmi. Selama kosong, tampil perisai bergaris putus."),
    )
    about = models.TextField(
        _("tentang laman ini"),
        blank=True,
        default="Desk Pilkada memantau dan memfasilitasi. Penyelenggara pemilihan adalah KPU, pengawas adalah Bawaslu.",
        help_text=_("Tampil di kaki halaman publik."),
    )
    simulation = models.BooleanField(
        _("tandai sebagai simulasi"), default=False, help_text=_("Setiap halaman memuat penanda bahwa data dan nama adalah rekaan.")
    )

    press_number = models.CharField(
        _("pola nomor siaran pers"),
        max_length=60,
        default="{urut}/SP-DESK/{bulan}/{tahun}",
        help_text=_("{urut} menjadi nomor berikutnya dalam tahun itu, {bulan} angka Romawi, {tahun} empat angka."),
    )
    press_place = models.CharField(_("tempat"), max_length=80, blank=True, help_text=_("Contoh: Kota Bogor"))
    press_contact_name = models.CharField(_("narahubung"), max_length=120, blank=True)
    press_contact_position = models.CharField(_("jabatan narahubung"), max_length=160, blank=True)
    press_contact_phone = models.CharField(_("telepon narahubung"), max_length=40, blank=True)
    press_contact_email = models.EmailField(_("pos-el narahubung"), blank=True)
    press_contact_hours = models.CharField(_("jam layanan"), max_length=80, blank=True, help_text=_("Contoh: pukul 08.00-20.00 WIB"))
    press_boilerplate = models.TextField(_("tentang lembaga"), max_length=600, blank=True)
    press_credit = models.CharField(_("kredit foto"), max_length=120, blank=True, help_text=_("Contoh: Foto: Dok. Pemkot Bogor"))

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("government"), FieldPanel("unit"), FieldPanel("crest")], heading=_("Nama dan lambang")
        ),
        MultiFieldPanel([FieldPanel("address"), FieldPanel("phone"), FieldPanel("email")], heading=_("Kontak")),
        FieldPanel("about"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("press_number"), FieldPanel("press_place")]),
                FieldRowPanel([FieldPanel("press_contact_name"), FieldPanel("press_contact_position")]),
                FieldRowPanel([FieldPanel("press_contact_phone"), FieldPanel("press_contact_email"), FieldPanel("press_contact_hours")]),
                FieldPanel("press_boilerplate"),
                FieldPanel("press_credit"),
            ],
            heading=_("Siaran pers"),
            help_text=_("Isi awal setiap siaran pers baru. Yang sudah ditulis tidak ikut berubah."),
        ),
        FieldPanel("simulation"),
    ]

    class Meta:
        verbose_name = _("identitas instalasi")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        known = set(PLACEHOLDER.findall(self.press_number))
        if "urut" not in known or not known <= set(PLACEHOLDERS):
            told = _("Tulis {urut} tepat di tempat nomor berjalan. Yang dapat dipakai selain itu hanya {bulan} dan {tahun}.")
            raise ValidationError({"press_number": told})

    @cached_property
    def crest_url(self) -> str:
        """Address of the coat of arms; empty while none is uploaded. Costs no query."""
        return f"{reverse('publication:crest')}?v={self.crest_id}" if self.crest_id else ""

    def as_identity(self) -> dict[str, Any]:
        """What public pages say of the installation, as JSON; frozen into the home page when it is saved.

        ``crest_hash``: of the file of the coat of arms, since the library may get another one under the same number.
        """
        crest = {"crest": self.crest_id, "crest_hash": self.crest.get_file_hash() if self.crest else ""}
        return {name: getattr(self, name) for name in IDENTITY_FIELDS} | crest
