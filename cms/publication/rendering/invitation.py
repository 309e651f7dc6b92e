"""An event of the agenda for the reader's own calendar (RFC 5545)."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from ..models import AgendaPage, Edition
from .files import Rendered

NAME = "acara.ics"


def invitation(page: AgendaPage, editions: list[Edition], url: str) -> Rendered:
    """``editions`` oldest first: a correction is a newer word on the same event."""
    event = Event()
    event.add("uid", f"{editions[0].uuid}@desk-pilkada")
    event.add("dtstamp", _utc(editions[-1].published_at))
    event.add("sequence", len(editions) - 1)
    event.add("dtstart", _utc(page.starts_at))
    if page.ends_at:
        event.add("dtend", _utc(page.ends_at))
    event.add("summary", page.title)
    event.add("location", page.place)
    event.add("description", f"{page.summary}\n\n{url}")
    event.add("url", url)
    calendar = Calendar()
    calendar.add("prodid", "-//Desk Pilkada//id")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return Rendered(f"{editions[-1].path}{NAME}", calendar.to_ical(), "text/calendar; charset=utf-8")


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
