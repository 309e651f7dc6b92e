"""What becomes of weekly reports in a simulation: the usual course, and the exceptions by week and place."""

from collections.abc import Mapping
from enum import Enum

Told = tuple[int, int]  # weeks before the current one, place of the unit among those that report to the same posko


class Course(Enum):
    """What became of one unit's weekly report."""

    ACCEPTED = "accepted"
    NIL = "nil"
    LATE = "late"
    MENDED = "mended"  # returned, sent again, accepted
    RETURNED = "returned"  # still with the officer
    WAITING = "waiting"  # sent, nobody has looked yet
    MISSING = "missing"


USUAL: Mapping[Told, Course] = {
    (4, 2): Course.NIL,
    (4, 5): Course.NIL,
    (3, 1): Course.NIL,
    (3, 5): Course.MISSING,
    (2, 2): Course.MENDED,
    (2, 3): Course.LATE,
    (2, 4): Course.NIL,
    (1, 1): Course.WAITING,
    (1, 3): Course.WAITING,
    (1, 4): Course.RETURNED,
}
TROUBLED: tuple[Told, ...] = ((4, 0), (3, 3), (2, 0), (1, 1), (1, 5))  # reports that tell of an incident, each of another one
