"""On whose clock times are told where no region says it."""

from zoneinfo import ZoneInfo

from django.apps import apps

from ..constants import Zone


def home_zone() -> ZoneInfo:
    """The zone in which the home page counts its days. One query."""
    key = apps.get_model("publication", "HomePage").objects.values_list("zone", flat=True).first()
    return Zone(key or Zone.WIB).info
