"""Data induk: regions, polling stations, agencies, persons, desks, assignments, elections and stages in the admin."""

from .choosers import choosers
from .viewsets import MasterDataGroup

__all__ = ["MasterDataGroup", "choosers"]
