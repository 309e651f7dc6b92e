"""What Wagtail does when a workflow is over (``WAGTAIL_FINISH_WORKFLOW_ACTION``). Imported by Wagtail before any model."""

from typing import Any

from wagtail.workflows import publish_workflow_state


def finish(workflow_state: Any, user: Any = None) -> None:
    """Public pages are let out by the one door's own service; anything else as Wagtail does it."""
    model = getattr(workflow_state.content_object, "specific_class", None)
    if not getattr(model, "through_one_door", False):
        publish_workflow_state(workflow_state, user=user)
