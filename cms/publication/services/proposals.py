"""What an agency proposed and what became of it: the page's way through the door is told to ``desk.vetted``."""

from datetime import datetime

from desk.people.models import User

from ..models import HandIn


def follow(row: HandIn, *, by: User | None, now: datetime | None) -> None:
    """Tell the proposal that this page was made of, if there is one, where the page stands now."""
