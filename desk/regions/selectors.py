"""Reads of the region tree by code."""

from django.db.models import Count

from .constants import CITY_LENGTH
from .models import Level, Region

VILLAGE_LEVELS = (Level.URBAN_VILLAGE, Level.VILLAGE, Level.CUSTOMARY_VILLAGE)


def lineage(code: str) -> list[str]:
    """Codes from the province down to ``code`` itself: 32, 32.71, 32.71.01."""
    parts = code.split(".")
    return [".".join(parts[: depth + 1]) for depth in range(len(parts))]


def city_of(code: str) -> str:
    """Code of the regency or city that ``code`` lies in; a province stands for itself."""
    return code[:CITY_LENGTH]


def count_by_level(code: str) -> dict[str, int]:
    """How many regions of each level stand at and below ``code``. One query."""
    rows = Region.objects.subtree(code).order_by().values_list("level").annotate(total=Count("code"))
    return dict(rows)


def count_villages(code: str) -> int:
    """Kelurahan, desa and desa adat below ``code``."""
    return Region.objects.subtree(code).filter(level__in=VILLAGE_LEVELS).count()
