"""Who is told when a series has a newly vetted figure: the public pages that quote it."""

from collections.abc import Callable

from .series import Series

Follower = Callable[[Series], None]  # inside the transaction of the vetting, after the decision; an error takes it back

_registry: dict[str, Follower] = {}


def register(name: str, follower: Follower) -> None:
    """Add a follower. A second one with the same name raises ``ValueError``."""
    if name in _registry:
        raise ValueError(f"Follower {name!r} is registered twice.")
    _registry[name] = follower


def tell(series: Series) -> None:
    for follower in _registry.values():
        follower(series)
