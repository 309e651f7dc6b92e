"""Wagtail's page editor in the words of the one door: hand in, save, open what waits. Nothing publishes from there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem, PageLockedMenuItem, SaveDraftMenuItem
from wagtail.models import Page

from ..constants import OPEN_STEPS
from ..models import HandIn, SectionPage
from . import selectors


class HandInItem(ActionMenuItem):  # type: ignore[misc, unused-ignore]
    """Does what Wagtail's button of moderation does: it saves and starts the workflow, whose first step hands in."""

    label = _("Serahkan untuk ditinjau")
    name = "action-submit"
    icon_name = "desk-send"
    order = 0


class OpenAtTheDoorItem(ActionMenuItem):  # type: ignore[misc, unused-ignore]
    label = _("Buka di Satu pintu")
    name = "action-open-at-the-door"
    icon_name = "desk-shield"
    order = 0

    def get_url(self, parent_context: Any) -> str:
        return reverse("satu_pintu:reading", args=[parent_context["row"].pk])

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        row = HandIn.objects.filter(page_id=parent_context["page"].pk, step__in=OPEN_STEPS).first()
        context: dict[str, Any] = super().get_context_data({**parent_context, "row": row})
        return context


def arrange_actions(items: list[Any], context: dict[str, Any]) -> None:
    """The actions of a public page's editor, in place; other pages keep Wagtail's."""
    page = context.get("page") if context["view"] != "create" else None
    if not _is_ours(page or context.get("parent_page")):
        return
    if page is not None and context["locked_for_user"]:
        waits = HandIn.objects.filter(page_id=page.pk, step__in=OPEN_STEPS).exists()
        items[:] = [OpenAtTheDoorItem()] if waits else [item for item in items if isinstance(item, PageLockedMenuItem)]
        return
    kept = [item for item in items if isinstance(item, SaveDraftMenuItem)]
    items[:] = kept if context["view"] == "revisions_revert" else [HandInItem(), *kept]


def after_handing_in(request: HttpRequest, page: Page) -> HttpResponse | None:
    """From the editor to where the text now waits."""
    if "action-submit" not in request.POST or not _is_ours(page):
        return None
    row = HandIn.objects.filter(page_id=page.pk, step__in=OPEN_STEPS).first()
    return redirect("satu_pintu:reading", row.pk) if row is not None else None


def _is_ours(page: Page | None) -> bool:
    return page is not None and (selectors.is_vetted(page) or isinstance(page.specific, SectionPage))
