"""What the first page of the admin says about the one door."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from . import creating, selectors
from .notices import identity_notice

# Wagtail's own lists of the same: they offer to act without reading.
REPLACED = ("WorkflowObjectsToModeratePanel", "UserObjectsInWorkflowModerationPanel", "LockedPagesPanel")


class DoorPanel(Component):
    """What waits for the person, and the way to a new text."""

    name = "desk_door"
    template_name = "publication/admin/newsroom/home_panel.html"
    order = 5

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        request = parent_context["request"]
        return {"waiting": selectors.waiting_for(user), "ways": creating.ways(user)[:1], "identity": identity_notice(), "request": request}


def arrange_home(panels: list[Any]) -> None:
    """In place: ours first, Wagtail's of the same matter out."""
    panels[:] = [DoorPanel(), *(panel for panel in panels if type(panel).__name__ not in REPLACED)]
