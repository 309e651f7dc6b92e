"""States, dates, times and numbers in templates of the desk. The rules stand in ``words`` and ``states``."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template.base import VariableDoesNotExist
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from desk.core import words
from desk.core.states import STATES
from forms_config.templatetags.look import symbol

register = template.Library()
HOME_ZONE = ZoneInfo("Asia/Jakarta")


def _zone(value: Any) -> ZoneInfo:
    """A ZoneInfo from itself, from an IANA name, or from a row that has one (``zone`` or ``timezone``)."""
    if isinstance(value, ZoneInfo):
        return value
    if isinstance(value, str) and value:
        return ZoneInfo(value)
    zone = getattr(value, "zone", None) or getattr(value, "timezone", None)
    return _zone(zone) if zone else HOME_ZONE


def _local_date(value: Any) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


@register.simple_tag(takes_context=True)
def state(context: dict[str, Any], key: str, word: str = "", plain: bool = False) -> SafeString:
    """A chip with drawing, word and tone. ``word`` says it otherwise; ``plain`` drops the border (a tag, not a chip)."""
    look = STATES[str(key)]
    css = "tag" if plain else f"chip {look.shape}".strip()
    return format_html(
        '<span class="{}" data-tone="{}">{}{}</span>',
        css,
        look.tone,
        symbol(look.icon, sprite=context.get("sprite", "")),
        word or look.word,
    )


@register.filter
def state_word(key: str) -> str:
    return STATES[str(key)].word


@register.filter
def state_tone(key: str) -> str:
    return STATES[str(key)].tone


@register.filter
def state_icon(key: str) -> str:
    return STATES[str(key)].icon


@register.filter
def when(moment: datetime | None, zone: Any = "") -> str:
    return words.when(moment, _zone(zone)) if moment else ""


@register.filter
def clock(moment: datetime | None, zone: Any = "") -> str:
    return words.clock(moment, _zone(zone)) if moment else ""


@register.filter
def day(value: date | None) -> str:
    return words.day(_local_date(value)) if value else ""


@register.filter
def day_in(moment: datetime | None, zone: Any = "") -> str:
    """The local day of a moment: ``25 November 2024``."""
    return words.day(moment.astimezone(_zone(zone)).date()) if moment else ""


@register.filter
def weekday(value: date | None) -> str:
    return words.weekday_and_day(_local_date(value)) if value else ""


@register.filter
def weekday_in(moment: datetime | None, zone: Any = "") -> str:
    """The local day of a moment with its weekday: ``Senin, 25 November 2024``."""
    return words.weekday_and_day(moment.astimezone(_zone(zone)).date()) if moment else ""


@register.filter
def seconds(moment: datetime | None, zone: Any = "") -> str:
    """``12.59.50``, for the line that says how fresh a screen is."""
    return f"{moment.astimezone(_zone(zone)):%H.%M.%S}" if moment else ""


@register.filter
def due_short(moment: datetime | None, zone: Any = "") -> str:
    """``25 Nov, 10.00``, for heads of tables only."""
    local = moment.astimezone(_zone(zone)) if moment else None
    return f"{words.day_short(local)}, {local:%H.%M}" if local else ""


@register.simple_tag
def period(first: date | None, last: date | None) -> str:
    return words.period(first, last) if first and last else ""


@register.simple_tag
def period_short(first: date, last: date) -> str:
    """As ``18-24 Nov`` with the en dash, for heads of tables only."""
    return words.period_short(first, last)


@register.simple_tag
def near(moment: datetime, zone: Any, now: datetime) -> str:
    return words.when_near(moment, _zone(zone), now)


@register.simple_tag
def until(moment: datetime, now: datetime) -> str:
    return words.until(moment, now)


@register.simple_tag
def waited(since: datetime | None, now: datetime) -> str:
    """How long something waits: ``2 jam 22 menit``."""
    return words.span(now - since) if since else ""


@register.filter
def number(value: Any, decimals: Any = None) -> str | SafeString:
    """A missing figure is a dash that says so, never 0."""
    if value is None or value == "":
        return SafeString('-<span class="vh"> belum ada data</span>')
    return words.number(Decimal(str(value)), None if decimals is None else int(decimals))


@register.filter
def percent(part: Any, whole: Any) -> str:
    return words.percent(Decimal(part), Decimal(whole))


@register.simple_tag(takes_context=True)
def place(context: template.Context, url_name: str, drawing: str, label: str, *, count: int | None = None, css: str = "") -> SafeString:
    """One entry of the main menu; empty while the capability that owns the address is not installed.

    The longest entry that leads the current path is the current one, so a view needs to say nothing.
    """
    try:
        address = reverse(url_name)
    except NoReverseMatch:
        return SafeString("")
    try:
        path = template.Variable("request.path").resolve(context)
    except VariableDoesNotExist:
        path = ""
    home = address.strip("/").count("/") == 0
    current = path == address if home else path.startswith(address)
    waiting = format_html('<span class="count">{}<span class="vh"> menunggu Anda</span></span>', words.number(count)) if count else ""
    return format_html(
        '<a href="{}"{}{}>{}{}{}</a>',
        address,
        format_html(' class="{}"', css) if css else "",
        SafeString(' aria-current="page"') if current else "",
        symbol(drawing),
        label,
        waiting,
    )
