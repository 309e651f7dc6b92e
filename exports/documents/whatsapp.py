"""A report in the customary form of a WhatsApp message to a superior: bold headings, points, no tables, never too long.

WhatsApp knows no escape: signs of the users' texts that would begin a format are replaced by signs that look alike.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .sentences import cut, length
from .texts import one_line

MOST = 4_096  # UTF-16 units of one message, as WhatsApp counts
LONGEST_NAME = 160  # units of an office, a subject, a heading or a copy
LONGEST_SITUATION = 400
MOST_COPIES = 5
MORE = "\u2026 lanjutan di surat"
LOOKALIKES = str.maketrans({"*": "\u2217", "_": "\uff3f", "~": "\u223c", "`": "'"})
BETWEEN_WORDS = re.compile(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])")  # 5*3 and data_pemilih format nothing
LINK = re.compile(r"(https?://[^\s*~`]+)")
CLOSING, CLOSING_DOCUMENTED = "Demikian dilaporkan.", "Demikian dilaporkan, dokumentasi terlampir."
SIMULATION = "SIMULASI: bukan laporan dinas"


@dataclass(frozen=True)
class Point:
    """A heading of the report and what stands under it, one fact a line."""

    heading: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChatReport:
    """Ready texts in Bahasa Indonesia. ``as_of``: "Senin, 25 November 2024, 10.00 WIB"; ``link``: address of the whole letter."""

    recipient: str  # "Gubernur Provinsi Contoh"
    sender: str  # "Ketua Desk Pilkada Kota Contoh"
    subject: str
    as_of: str
    points: tuple[Point, ...]
    signatory: str
    situation: str = ""  # "aman dan kondusif"
    copies: tuple[str, ...] = ()
    link: str = ""
    documented: bool = False  # photos go with it
    simulation: bool = False


def whatsapp_text(report: ChatReport) -> str:
    """The message, at most ``MOST`` UTF-16 units. What is too long ends with a whole sentence and ``MORE``; every heading keeps its place."""
    head, tail = _head(report), _tail(report)
    room = MOST - length(head) - length(tail) - 2 * len("\n\n")
    return "\n\n".join(part for part in (head, _body(report.points, room), tail) if part)


def harmless(text: str) -> str:
    """``text`` on one line, in which no sign begins a format; links stay whole."""
    pieces = LINK.split(one_line(text))  # every second one is a link
    return "".join(piece if place % 2 else BETWEEN_WORDS.sub(_lookalike, piece) for place, piece in enumerate(pieces))


def _lookalike(found: re.Match[str]) -> str:
    return found.group().translate(LOOKALIKES)


def _bold(text: str) -> str:
    inner = one_line(text).translate(LOOKALIKES)
    return f"*{cut(inner, LONGEST_NAME)}*" if inner else ""


def _name(text: str) -> str:
    return cut(harmless(text), LONGEST_NAME)


def _head(report: ChatReport) -> str:
    opening = f"Mohon izin melaporkan keadaan sampai dengan {_name(report.as_of)}:" if report.as_of else "Mohon izin melaporkan:"
    address = f"Kepada Yth. {_bold(report.recipient)}\nDari: {_name(report.sender)}\nPerihal: {_bold(report.subject)}"
    return "\n\n".join(part for part in (_bold(SIMULATION) if report.simulation else "", address, opening) if part)


def _tail(report: ChatReport) -> str:
    copies = [_name(copy) for copy in report.copies[:MOST_COPIES]]
    return "\n\n".join(
        part
        for part in (
            f"Situasi umum: {cut(harmless(report.situation), LONGEST_SITUATION)}" if report.situation.strip() else "",
            CLOSING_DOCUMENTED if report.documented else CLOSING,
            _bold(report.signatory),
            "\n".join(["Tembusan:", *(f"{number}. {copy}" for number, copy in enumerate(copies, start=1))]) if copies else "",
            f"Surat lengkap: {report.link}" if LINK.fullmatch(report.link) and length(report.link) <= LONGEST_NAME * 2 else "",
        )
        if part
    )


def _body(points: Sequence[Point], room: int) -> str:
    """All points when they fit; else each is cut at the same largest cap; when not even the headings fit, the last points go."""
    whole = [_point(number, point) for number, point in enumerate(points, start=1)]
    longest = max(map(length, whole), default=0)
    cap = bisect_right(range(longest + 1), room, key=lambda cap: length(_joined(whole, cap))) - 1
    if cap >= 0:
        return _joined(whole, cap)
    kept: list[str] = []
    for point in whole:
        if length("\n\n".join([*kept, _cut_point(point, 0), MORE])) > room:
            break
        kept.append(_cut_point(point, 0))
    return "\n\n".join([*kept, MORE])


def _point(number: int, point: Point) -> str:
    facts = [f"- {harmless(fact)}" for fact in point.facts if one_line(fact)]
    return "\n".join([_bold(f"{number}. {point.heading}"), *facts])


def _joined(points: Sequence[str], cap: int) -> str:
    return "\n\n".join(_cut_point(point, cap) for point in points)


def _cut_point(point: str, cap: int) -> str:
    """The heading and as many whole sentences as ``cap`` units hold, the mark of what is missing included."""
    if length(point) <= cap:
        return point
    heading, *facts = point.split("\n")
    kept, room = [heading], cap - length(heading) - length(MORE) - 2
    for fact in facts:
        shown = cut(fact, room, whole_sentences=True)
        if shown:
            kept.append(shown)
        if shown != fact:
            return "\n".join([*kept, MORE])
        room -= length(fact) + 1
    return "\n".join(kept)
