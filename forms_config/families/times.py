import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, ClassVar, TypeVar
from zoneinfo import ZoneInfo

from ..constants import Family as Type
from .base import Desk, Family, Labels, Question, Raw, first, label_of

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")
ZONES = {"+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT"}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
TIME = re.compile(r"\d{2}:\d{2}(:\d{2})?$")
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(\.\d+)?)?$")
T = TypeVar("T")
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


def clock_of(zone: ZoneInfo) -> dict[str, dict[str, str]]:
    """Labels with the name of the clock that hours were read from: WIB. Indonesia has no daylight saving time."""
    offset = datetime.combine(LATEST, time(), zone).isoformat()[-6:]
    return {str(Type.TIME): {"": ZONES.get(offset, offset)}}


def day_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def real(make: Callable[[str], T], text: str) -> T | None:
    """``make(text)``, or None when the calendar has no such thing (30 February)."""
    try:
        return make(text)
    except ValueError:
        return None


def read_date(text: str, control: str, name: str, desk: Desk) -> str | None:
    if not text:
        return None
    day = real(date.fromisoformat, text) if DATE.match(text) else None
    if day is None or not EARLIEST <= day <= LATEST:
        desk.refuse(control, f"{name} bukan tanggal yang ada: “{text[:40]}”. Tulis tahun, bulan, dan tanggal, misalnya 2024-11-27.")
        return None
    return text


class Date(Family):
    type: ClassVar[str] = Type.DATE

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> str | None:
        name = label_of(question)
        text = read_date(first(raw, control), control, name, desk)
        if text is None:
            return None
        today = desk.context.local_now.date().isoformat()
        earliest, latest = question.get("min") or "", question.get("max") or ""
        bound, words = (earliest, "paling awal") if text < earliest else (latest, "paling akhir") if latest and text > latest else ("", "")
        if bound:
            desk.refuse(
                control, f"{name} {words} {day_words(date.fromisoformat(bound))}. Anda menulis {day_words(date.fromisoformat(text))}."
            )
            return None
        return None if outside_now(question, text, today, control, desk) else text

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        return day_words(date.fromisoformat(answer))

    def python(self, question: Question, answer: Any) -> Any:
        return date.fromisoformat(answer)

    def cells(self, question: Question, answer: Any, labels: Labels) -> dict[str, Any]:
        return {"": date.fromisoformat(answer)}


def outside_now(question: Question, text: str, now: str, control: str, desk: Desk) -> bool:
    """Note a time that must not lie ahead (or behind) and does; ``text`` and ``now`` are local ISO texts of one length."""
    name = label_of(question)
    if question.get("not_future") and text > now:
        desk.refuse(control, f"{name} belum lewat. Periksa tanggal dan jamnya, lalu kirim ulang.")
    elif question.get("not_past") and text < now:
        desk.refuse(control, f"{name} sudah lewat. Pilih waktu yang akan datang.")
    else:
        return False
    return True


class Time(Family):
    type: ClassVar[str] = Type.TIME

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> str | None:
        text = first(raw, control).replace(".", ":")
        if not text:
            return None
        if not TIME.match(text) or real(time.fromisoformat, text) is None:
            desk.refuse(control, f"{label_of(question)} bukan jam yang ada: “{text[:40]}”. Tulis jam dan menit, misalnya 08.30.")
            return None
        return text[:5]

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        """``08.30 WIB`` where the labels know the clock (``clock_of``)."""
        return f"{str(answer).replace(':', '.')} {labels.get(Type.TIME, {}).get('', '')}".rstrip()

    def python(self, question: Question, answer: Any) -> Any:
        return time.fromisoformat(answer)

    def cells(self, question: Question, answer: Any, labels: Labels) -> dict[str, Any]:
        return {"": time.fromisoformat(answer)}


class Moment(Family):
    """Date and time on the unit's clock, kept with its offset."""

    type: ClassVar[str] = Type.DATETIME

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> str | None:
        text = first(raw, control)
        if not text:
            return None
        name = label_of(question)
        match = MOMENT.match(text)
        day = read_date(match[1], control, name, desk) if match else None
        if not match or day is None or real(time.fromisoformat, match[2]) is None:
            desk.refuse(control, f"{name} bukan tanggal dan jam yang ada: “{text[:40]}”. Isi tanggal dan jamnya.")
            return None
        local = f"{day}T{match[2]}"
        if outside_now(question, local, desk.context.local_now.isoformat()[:16], control, desk):
            return None
        return local + desk.context.offset

    def raw(self, question: Question, answer: Any, control: str) -> dict[str, list[str]]:
        return {control: [str(answer)[:16]]}

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        return moment_words(str(answer))

    def python(self, question: Question, answer: Any) -> Any:
        return datetime.fromisoformat(answer)

    def cells(self, question: Question, answer: Any, labels: Labels) -> dict[str, Any]:
        return {"": moment_words(str(answer))}


def moment_words(answer: str) -> str:
    """27 November 2024, 13.00 WIB."""
    zone = ZONES.get(answer[16:], answer[16:])
    return f"{day_words(date.fromisoformat(answer[:10]))}, {answer[11:16].replace(':', '.')} {zone}"
