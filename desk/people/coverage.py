"""Which region a page of the desk shows (``?wilayah=``), and which others it can be switched to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from desk.regions.models import AFTER_DOT, Level, Region

from .models import Desk
from .scope import scope_of

if TYPE_CHECKING:
    from .models import User

LEVELS = (Level.PROVINCE, Level.REGENCY, Level.CITY, Level.DISTRICT)  # a board of one kelurahan has nothing to compare


@dataclass(frozen=True)
class Coverage:
    """``region`` is shown; ``home`` is the served region it lies in; ``choices`` are other regions of the user to show."""

    region: Region
    home: Region
    choices: tuple[Region, ...]


def coverage_of(user: "User", wanted: str = "") -> Coverage | None:
    """The region with code ``wanted``, or the user's first one. None when it does not exist or is out of scope (404).

    An installation admin, who serves every region, begins with those that have a desk. At most three queries.
    """
    scope = scope_of(user)
    if wanted and not scope.serves(wanted):
        return None
    roots = scope.roots or (tuple(Desk.objects.order_by("region_id").values_list("region_id", flat=True)) if scope.installation else ())
    home_code = next((root for root in roots if root <= wanted < root + AFTER_DOT), None) or wanted or next(iter(roots), "")
    regions = Region.objects.filter(Q(code__in=[*roots, home_code, wanted]) | Q(parent_id=home_code) | Q(parent_id=wanted or home_code))
    found = {region.code: region for region in regions.order_by("code")}
    shown, home = found.get(wanted or home_code), found.get(home_code)
    if shown is None or home is None:
        return None
    return Coverage(shown, home, tuple(region for region in found.values() if region.level in LEVELS or region == shown))
