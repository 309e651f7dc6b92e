"""What editors should know before they read the lists."""

from dataclasses import dataclass

from ..models import HandIn
from ..services.identity import changed_identity, waiting_home


@dataclass(frozen=True)
class IdentityNotice:
    """``names``: settings that changed since the home page went out. ``waiting``: the text of the home page that waits."""

    names: str
    waiting: HandIn | None


def identity_notice() -> IdentityNotice | None:
    """None while the public knows today's identity. At most four queries."""
    names = changed_identity()
    return IdentityNotice(", ".join(names), waiting_home()) if names else None
