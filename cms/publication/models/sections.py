"""Where items stand in Wagtail's tree. A section has no text of its own: its public list is made of editions."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..constants import Kind
from .permissions import FixedPagePermissions


class SectionPage(Page):
    """One for each kind of item, made with the home page (``services.home.ensure_home``); it holds the items of its kind."""

    kind = models.CharField(max_length=20, choices=Kind, unique=True, editable=False)

    parent_page_types: ClassVar[list[str]] = []
    subpage_types = [
        "publication.ReleasePage",
        "publication.AnnouncementPage",
        "publication.ClarificationPage",
        "publication.AgendaPage",
        "publication.EducationPage",
        "publication.DocumentPage",
    ]
    content_panels: ClassVar[list[Any]] = []
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name, verbose_name_plural = _("bagian"), _("bagian")

    def permissions_for_user(self, user: Any) -> FixedPagePermissions:
        return FixedPagePermissions(user, self)
