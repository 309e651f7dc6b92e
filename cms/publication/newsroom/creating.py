"""The ways to a new draft: one for each kind of item, straight into the editor of its section."""

from typing import NamedTuple

from django.urls import reverse

from desk.people.models import User

from ..constants import Kind
from ..models import SectionPage


class Way(NamedTuple):
    label: str
    address: str


def ways(user: User) -> list[Way]:
    """What this person may write, the release first. One query, and those of Wagtail's permissions."""
    sections = {section.kind: section for section in SectionPage.objects.all()}
    found = []
    for kind in Kind:
        section = sections.get(kind.value)
        if section is None or not section.permissions_for_user(user).can_add_subpage():
            continue
        page_class = next(model for model in SectionPage.clean_subpage_models() if model.kind == kind)
        found.append(Way(f"{kind.label} baru", reverse("wagtailadmin_pages:add", args=[*_names(page_class), section.pk])))
    return found


def _names(page_class: type) -> tuple[str, str]:
    options = page_class._meta  # type: ignore[attr-defined]
    return options.app_label, options.model_name
