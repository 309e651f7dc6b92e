"""What review needs to know of its chains."""

from ..constants import DEFAULT_CHAIN
from ..models import ReviewStep


def steps_of(form_id: int, state: str) -> list[ReviewStep]:
    """Steps out of ``state``: those of the form's own chain, else of the standard one. One query."""
    steps = ReviewStep.objects.filter(from_state=state).select_related("chain")
    own = list(steps.filter(chain__forms=form_id).order_by("pk"))
    return own or list(steps.filter(chain__key=DEFAULT_CHAIN).order_by("pk"))
