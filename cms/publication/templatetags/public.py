"""What public templates ask for: vetted figures, running text with its links, and times for machines and in English."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.images.models import Image
from wagtail.rich_text import RichText

from desk.core import words
from desk.vetted.models import FigureSnapshot

from ..quoting import shown_figures
from ..rendering.links import public_text as text_in_public
from ..rendering.pictures import Picture, in_library

register = template.Library()


@register.simple_tag(takes_context=True)
def figure(context: template.Context, series: str) -> FigureSnapshot | None:
    """The vetted snapshot of a quoted series. A build has read them all before; a preview asks here."""
    known: dict[str, Any] | None = context.get("figures")
    if known is None:
        known = shown_figures([series], timezone.now())
    return known.get(series)


@register.simple_tag(takes_context=True)
def picture(context: template.Context, image: Image | None) -> Picture | None:
    """A picture of the library as the public gets it; None when it is gone. A draft shows the library's own, to whom may see it."""
    known: dict[int, Picture] | None = context.get("pictures")
    if known is None:
        return in_library(image) if image is not None else None
    return known.get(image.pk) if image is not None else None


@register.filter
def public_text(value: RichText | str) -> SafeString:
    """A rich text with the links that the public can follow. One or two queries when it links to pages of ours."""
    return text_in_public(value.source if isinstance(value, RichText) else str(value))


@register.simple_tag(takes_context=True)
def paragraph(context: template.Context, value: RichText | str) -> SafeString:
    """As ``public_text``, with the words marked that the newest correction changed (``marks`` of the page)."""
    return text_in_public(value.source if isinstance(value, RichText) else str(value), context.get("marks"))


@register.filter
def machine(moment: datetime | None, zone: ZoneInfo) -> str:
    """``2024-11-25T14:00:00+07:00``"""
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else ""


@register.filter
def in_english(moment: datetime | None, zone: ZoneInfo) -> str:
    """``25 November 2024, 14:00 WIB``"""
    local = moment.astimezone(zone) if moment else None
    return f"{local.day} {local:%B %Y, %H:%M} {words.zone_name(local)}" if local else ""
