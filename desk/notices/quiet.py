"""Quiet hours: pure arithmetic on local clocks."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def after_quiet(moment: datetime, zone: ZoneInfo, quiet_from: time, quiet_until: time) -> datetime:
    """``moment`` itself, or the end of the quiet hours that it lies in. The end is no part of them; equal times are none."""
    local = moment.astimezone(zone)
    now = local.time()
    overnight = quiet_from > quiet_until
    quiet = (now >= quiet_from or now < quiet_until) if overnight else quiet_from <= now < quiet_until
    if not quiet:
        return moment
    day = local.date() + timedelta(days=1) if overnight and now >= quiet_from else local.date()
    return datetime.combine(day, quiet_until, zone)
