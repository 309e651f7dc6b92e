"""Dates, times and numbers as Indonesian letters write them. Pure functions: no clock, no settings, no database.

Moments are aware; ``zone`` is the zone of whom it concerns (a unit, a desk), never the server's.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
MONTHS_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}  # hours ahead of UTC; Keppres 41/1987
EN_DASH = "\u2013"
MINUTES_OF_HOUR, HOURS_OF_DAY = 60, 24


def zone_name(moment: datetime) -> str:
    """WIB, WITA or WIT of an aware moment; a zone abroad keeps its own abbreviation."""
    offset = moment.utcoffset() or timedelta()
    return ZONES.get(round(offset.total_seconds() / 3600), moment.tzname() or "UTC")


def day(value: date) -> str:
    """``25 November 2024``"""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def day_short(value: date) -> str:
    """``25 Nov``, for heads of tables only."""
    return f"{value.day} {MONTHS_SHORT[value.month - 1]}"


def weekday_and_day(value: date) -> str:
    """``Senin, 25 November 2024``"""
    return f"{WEEKDAYS[value.weekday()]}, {day(value)}"


def period(first: date, last: date) -> str:
    """As ``18-24 November 2024`` or ``28 November - 16 Desember 2024``, with the en dash of letters."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{EN_DASH}{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {EN_DASH} {day(last)}"
    return f"{day(first)} {EN_DASH} {day(last)}"


def period_short(first: date, last: date) -> str:
    """As ``18-24 Nov`` or ``28 Okt-3 Nov`` with the en dash, for heads of tables only."""
    if first == last:
        return day_short(first)
    start = str(first.day) if (first.year, first.month) == (last.year, last.month) else day_short(first)
    return f"{start}{EN_DASH}{day_short(last)}"


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """``10.42 WIB``"""
    local = moment.astimezone(zone)
    return f"{local:%H.%M} {zone_name(local)}"


def when(moment: datetime, zone: ZoneInfo) -> str:
    """``Senin, 25 November 2024, 10.42 WIB``"""
    return f"{weekday_and_day(moment.astimezone(zone).date())}, {clock(moment, zone)}"


def when_near(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """As ``when``, but today's moments are ``hari ini, 10.42 WIB`` and yesterday's ``kemarin, 10.42 WIB``."""
    apart = (moment.astimezone(zone).date() - now.astimezone(zone).date()).days
    near = {0: "hari ini", -1: "kemarin", 1: "besok"}.get(apart)
    return f"{near}, {clock(moment, zone)}" if near else when(moment, zone)


def span(length: timedelta) -> str:
    """``1 jam 48 menit``, ``3 hari``, ``kurang dari 1 menit``; always positive, at most two parts."""
    minutes = int(abs(length.total_seconds()) // 60)
    hours, minutes = divmod(minutes, MINUTES_OF_HOUR)
    days, hours = divmod(hours, HOURS_OF_DAY)
    parts = [f"{amount} {unit}" for amount, unit in ((days, "hari"), (hours, "jam"), (minutes, "menit")) if amount]
    return " ".join(parts[:2]) or "kurang dari 1 menit"


def until(moment: datetime, now: datetime) -> str:
    """``1 jam 48 menit lagi`` or ``2 hari 3 jam yang lalu``. Only beside the absolute time."""
    return f"{span(moment - now)} {'lagi' if moment >= now else 'yang lalu'}"


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """``2.821.202``, ``84,77``. ``decimals`` None keeps what the value has, without trailing zeros."""
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{exact:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def percent(part: int | Decimal, whole: int | Decimal) -> str:
    """``84,77%``; ``-`` when there is nothing to divide by. For tables; prose says ``persen``."""
    if not whole:
        return "-"
    return f"{number(Decimal(part) * 100 / Decimal(whole), 2)}%"
