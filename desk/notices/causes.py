"""Who looks at a message again before its mail goes: mail may have waited through quiet hours while the world moved on.

An app that tells of things that can be settled meanwhile registers its cause in ``AppConfig.ready``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .models import Notice


@dataclass(frozen=True)
class Fresh:
    """What the mail of a message says now."""

    title: str
    body: str


Refresh = Callable[[Sequence[Notice], datetime], Mapping[int, Fresh]]  # by the key of each message of which something still holds
_registered: dict[str, Refresh] = {}


class AlreadyRegistered(Exception):
    """Two causes share a key."""


def register(about: str, refresh: Refresh) -> None:
    if about in _registered:
        raise AlreadyRegistered(f"The cause '{about}' is registered twice.")
    _registered[about] = refresh


def fresh_words(notices: Sequence[Notice], now: datetime) -> dict[int, Fresh]:
    """What each message says now, by its key; those of which nothing holds are left out. One call for each cause."""
    found = {notice.pk: Fresh(notice.title, notice.body) for notice in notices if notice.about not in _registered}
    for about, refresh in _registered.items():
        own = [notice for notice in notices if notice.about == about]
        if own:
            found |= refresh(own, now)
    return found
