"""A rule in words, for lists and previews. Reads only the row itself."""

from datetime import date

from desk.core.words import WEEKDAYS, day

from .constants import Anchor, Rhythm, Tier, Units
from .models import ReportingRule

TIER_WORDS = {Tier.CITY: "Semua kabupaten/kota", Tier.DISTRICT: "Semua kecamatan", Tier.VILLAGE: "Semua kelurahan/desa"}
UNIT_WORDS = {Units.AGENCIES: "Semua perangkat daerah", Units.CHOSEN: "Unit yang dipilih", Units.DESK: "Posko sendiri"}


def when_due(rule: ReportingRule) -> str:
    """As ``Setiap Senin dan Kamis, 10.00 waktu setempat``."""
    clock = f"{rule.due_time:%H.%M} waktu setempat"
    if rule.rhythm == Rhythm.WEEKLY:
        return f"Setiap {_joined([WEEKDAYS[number] for number in rule.timing.weekdays])}, {clock}"
    if rule.rhythm == Rhythm.HOURLY:
        return f"Setiap {rule.every_hours} jam"
    after = {0: "", 1: " keesokan harinya"}.get(rule.days_after, f" {rule.days_after} hari sesudahnya")
    return f"{'Setiap hari' if rule.rhythm == Rhythm.DAILY else 'Satu kali'},{after} {clock}"


def _joined(words: list[str]) -> str:
    return " dan ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def who_owes(rule: ReportingRule) -> str:
    """As ``Semua kecamatan di Kota Bogor``."""
    words = TIER_WORDS[Tier(rule.tier)] if rule.units == Units.TIER else UNIT_WORDS[Units(rule.units)]
    return f"{words} di {rule.desk.region}" if rule.units in {Units.TIER, Units.AGENCIES} else words


def window(rule: ReportingRule) -> str:
    """As ``H-7 s.d. H+3`` or ``1 November 2024 s.d. 16 Desember 2024``."""
    first = _edge(rule.starts_from, rule.starts_on, rule.starts_stage, rule.starts_shift)
    last = _edge(rule.ends_from, rule.ends_on, rule.ends_stage, rule.ends_shift)
    return f"{first} s.d. {last}" if last else f"sejak {first}"


def _edge(anchor: str, on: date | None, stage: str, shift: int) -> str:
    if anchor == Anchor.DATE:
        return day(on) if on else ""
    if anchor == Anchor.VOTING_DAY:
        return f"H{shift:+d}" if shift else "hari H"
    word = "awal" if anchor == Anchor.STAGE_START else "akhir"
    return f"{word} tahapan {stage}{f' {shift:+d} hari' if shift else ''}"
