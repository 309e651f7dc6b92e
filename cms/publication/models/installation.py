"""What the installation is called and how it is reached: edited in the admin under Pengaturan."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

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

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("government"), FieldPanel("unit"), FieldPanel("crest")], heading=_("Nama dan lambang")
        ),
        MultiFieldPanel([FieldPanel("address"), FieldPanel("phone"), FieldPanel("email")], heading=_("Kontak")),
        FieldPanel("about"),
        FieldPanel("simulation"),
    ]

    class Meta:
        verbose_name = _("identitas instalasi")

    def __str__(self) -> str:
        return self.name

    @cached_property
    def crest_url(self) -> str:
        """Address of the coat of arms; empty while none is uploaded. Costs no query."""
        return f"{reverse('publication:crest')}?v={self.crest_id}" if self.crest_id else ""

    def as_identity(self) -> dict[str, Any]:
        """What public pages say of the installation, as JSON; frozen into the home page when it is saved."""
        return {name: getattr(self, name) for name in IDENTITY_FIELDS} | {"crest": self.crest_id}
