"""Panels of the page editor that are not fields."""

from typing import Any

from wagtail.admin.panels import Panel

from .standing import standing_of


class StandingPanel(Panel):  # type: ignore[misc, unused-ignore]
    """Where the page stands at the one door, above everything that is typed."""

    @property
    def clean_name(self) -> str:
        return "standing"

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc, unused-ignore]
        template_name = "publication/admin/newsroom/standing_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "standing": standing_of(self.instance)}
