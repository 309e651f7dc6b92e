"""Who else keeps days that are counted from an election. What follows voting day registers here, in ``AppConfig.ready``."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from .models import Election


class Follow(Protocol):
    """Called inside the transaction of the move, after the election's days changed. Gives how many rows moved."""

    def __call__(self, election: Election, *, now: datetime) -> int: ...


@dataclass(frozen=True)
class Follower:
    """``told`` says in Indonesian what follows, for the preview of a move, as ``kewajiban lapor``."""

    name: str
    told: str
    follow: Follow


_registered: dict[str, Follower] = {}


def register(follower: Follower) -> None:
    _registered[follower.name] = follower


def registered() -> list[Follower]:
    return list(_registered.values())
