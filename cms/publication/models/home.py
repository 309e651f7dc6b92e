"""The one public information page of the installation."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ..blocks import NoticesBlock, SectionsBlock
from ..constants import SERVICE_SECTIONS, Kind, Zone
from .base import VettedPage
from .installation import InstallationSettings


class HomePage(VettedPage):
    """What a citizen needs tonight: when, where, whom to ask. Every word is written and approved by people; nothing is live.

    ``identity`` is the installation's identity as it was when the page was saved: name and contacts go public with the page
    that two people saw, not with a change of the settings.
    """

    kind = Kind.HOME

    headline = models.CharField(_("kalimat utama"), max_length=120, help_text=_("Contoh: Pemungutan suara hari Rabu, 27 November 2024"))
    lead = models.TextField(_("penjelasan singkat"), max_length=400, blank=True)
    action_text = models.CharField(_("teks tombol"), max_length=60, blank=True)
    action_link = models.URLField(_("alamat tombol"), blank=True)
    status = models.CharField(
        _("keadaan hari ini"), max_length=160, blank=True, help_text=_("Kosongkan bila tidak ada yang perlu disampaikan.")
    )
    status_as_of = models.DateTimeField(_("keadaan per"), null=True, blank=True)
    status_source = models.CharField(_("sumber keadaan"), max_length=120, blank=True)
    zone = models.CharField(_("zona waktu"), max_length=20, choices=Zone, default=Zone.WIB)
    notices = StreamField(NoticesBlock(), verbose_name=_("pemberitahuan di atas halaman"), blank=True)
    body = StreamField(SectionsBlock(), verbose_name=_("bagian halaman"), blank=True)
    identity = models.JSONField(default=dict, editable=False)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["publication.SectionPage"]
    max_count = 1
    template = "publication/home_page.html"

    content_panels = [
        FieldPanel("title"),
        FieldPanel("notices"),
        MultiFieldPanel(
            [FieldPanel("headline"), FieldPanel("lead"), FieldPanel("action_text"), FieldPanel("action_link")], heading=_("Pembuka")
        ),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("status_as_of"), FieldPanel("status_source")], heading=_("Keadaan hari ini")),
        FieldPanel("body"),
        FieldPanel("zone"),
    ]
    edit_handler = VettedPage.tabs(content_panels, [panel for panel in VettedPage.publish_panels if panel.field_name != "slug"])

    class Meta:
        verbose_name, verbose_name_plural = _("beranda publik"), _("beranda publik")

    def save_revision(self, user: Any = None, previous_revision: Any = None, **kwargs: Any) -> Any:
        self.identity = InstallationSettings.load().as_identity()
        return super().save_revision(user=user, previous_revision=previous_revision, **kwargs)

    def is_service_information(self, before: VettedPage | None) -> bool:
        """Notices, links, contacts and dates may change in the quiet period; running text and figures may not."""
        known = {part["id"]: part for part in before.body.get_prep_value()} if isinstance(before, HomePage) else {}
        changed = [part for part in self.body.get_prep_value() if known.get(part["id"]) != part]
        return all(part["type"] in SERVICE_SECTIONS for part in changed)

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Made with the installation; there is never a second one."""
        return False
