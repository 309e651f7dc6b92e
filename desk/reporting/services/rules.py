"""Saving and ending reporting rules. Every refusal names what is wrong and the way out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from desk.calendar.models import Election
from desk.people.models import Agency, User
from desk.regions.models import Region

from ..constants import LOG_RULE_ENDED, LOG_RULE_SAVED, Rhythm, Units
from ..errors import RuleRefused
from ..models import ReportingRule
from ..periods import HOURS_OF_DAY, slots
from ..selectors.rules import LONGEST_WINDOW, Obliged, Window, ZonePreview, next_slots, obliged_units, window_of
from . import ledger
from .ledger import Change


@dataclass(frozen=True)
class Preview:
    """What saving a rule would mean: whom it obliges, its first due times by zone, and what changes in the ledger."""

    obliged: Sequence[Obliged]
    zones: Sequence[ZonePreview]
    change: Change


def preview(
    rule: ReportingRule, *, regions: Sequence[Region] | None = None, agencies: Sequence[Agency] | None = None, now: datetime | None = None
) -> Preview:
    """Check the rule as filled in and tell what it would do; nothing is written. Raises RuleRefused.

    ``regions`` and ``agencies``: the chosen units as filled in (None: as stored).
    """
    now = now or timezone.now()
    obliged = check(rule, regions=regions, agencies=agencies, now=now)
    return Preview(obliged, next_slots(rule, obliged, now=now), ledger.plan(rule, now=now, obliged=obliged))


@transaction.atomic
def save_rule(
    *,
    rule: ReportingRule,
    user: User | None,
    regions: Sequence[Region] | None = None,
    agencies: Sequence[Agency] | None = None,
    now: datetime | None = None,
) -> Change:
    """Store a new or changed rule and bring the ledger in line: what is due later follows, what was due stays. Raises RuleRefused."""
    now = now or timezone.now()
    obliged = check(rule, regions=regions, agencies=agencies, now=now)
    if rule.pk is None:
        rule.made_at = now
    rule.save()
    if regions is not None:
        rule.regions.set(regions)
    if agencies is not None:
        rule.agencies.set(agencies)
    change = ledger.apply(rule, now=now)
    data = {"units": len(obliged), "new": len(change.new), "moved": change.moved_count, "cancelled": len(change.cancelled)}
    log(instance=rule, action=LOG_RULE_SAVED, user=user, data=data, timestamp=now)
    return change


def preview_end(rule: ReportingRule, *, now: datetime | None = None) -> Change:
    """What ending the rule would cancel; nothing is written."""
    ended = ReportingRule.objects.select_related("desk__region").get(pk=rule.pk)
    ended.ended_at = now or timezone.now()
    return ledger.plan(ended, now=ended.ended_at)


@transaction.atomic
def end_rule(*, rule: ReportingRule, user: User | None, now: datetime | None = None) -> Change:
    """The rule makes no more duties; those not due yet and not answered are cancelled, the past stays. Ending twice ends once."""
    now = now or timezone.now()
    if rule.ended_at is None:
        rule.ended_at = now
        rule.save(update_fields=["ended_at"])
        log(instance=rule, action=LOG_RULE_ENDED, user=user, timestamp=now)
    return ledger.apply(rule, now=now)


def check(
    rule: ReportingRule, *, regions: Sequence[Region] | None = None, agencies: Sequence[Agency] | None = None, now: datetime
) -> list[Obliged]:
    """The units of a rule that may be saved; RuleRefused when it may not."""
    _refuse_form(rule)
    _refuse_timing(rule)
    window = window_of(rule, now.astimezone(rule.desk.region.zone).date())
    _refuse_window(rule, window)
    obliged = _units(rule, regions, agencies)
    _refuse_overlap(rule, window, obliged, now)
    return obliged


def _refuse_form(rule: ReportingRule) -> None:
    if rule.form.current_version_id is None or rule.form.retired_at is not None:
        raise RuleRefused(
            f"Formulir {rule.form.title} belum terbit atau sudah dihentikan. Pilih formulir lain, atau terbitkan dahulu.", "form"
        )


def _refuse_timing(rule: ReportingRule) -> None:
    if rule.rhythm == Rhythm.WEEKLY and not rule.timing.weekdays:
        raise RuleRefused("Hari batas belum dipilih. Pilih paling sedikit satu hari.", "weekdays")
    if rule.rhythm == Rhythm.HOURLY and (not rule.every_hours or HOURS_OF_DAY % rule.every_hours):
        raise RuleRefused("Pilih 1, 2, 3, 4, 6, 8, 12, atau 24 jam, supaya jamnya sama setiap hari.", "every_hours")
    if rule.timing.lock_after is not None and rule.timing.lock_after < rule.timing.grace:
        raise RuleRefused(
            "Kiriman terkunci sebelum toleransinya habis. Perpanjang waktu kuncinya, atau kurangi toleransinya.", "lock_hours"
        )


def _refuse_window(rule: ReportingRule, window: Window) -> None:
    if window.last is None:
        if rule.rhythm == Rhythm.ONCE:
            raise RuleRefused("Tanggal selesai periode belum diisi.", "ends_on")
        window = Window(window.first, window.first + LONGEST_WINDOW)
    if window.last is None or window.last < window.first:
        raise RuleRefused("Aturan ini selesai sebelum mulai. Periksa tanggal mulai dan selesainya.", "ends_on")
    if window.last - window.first > LONGEST_WINDOW:
        raise RuleRefused("Aturan ini berlaku lebih dari 400 hari. Persingkat, atau kosongkan tanggal selesainya.", "ends_on")
    if any(slot.due_at < slot.opens_at for slot in slots(rule.timing, rule.desk.region.zone, window.first, window.last)):
        raise RuleRefused("Batas waktunya jatuh sebelum periodenya mulai. Tambah hari batas setelah periode.", "days_after")


def _units(rule: ReportingRule, regions: Sequence[Region] | None, agencies: Sequence[Agency] | None) -> list[Obliged]:
    if rule.units == Units.TIER and not rule.tier:
        raise RuleRefused("Tingkat wilayah belum dipilih.", "tier")
    saved = rule.pk is not None
    obliged = obliged_units(
        rule, regions=regions if regions is not None or saved else (), agencies=agencies if agencies is not None or saved else ()
    )
    if not obliged:
        raise RuleRefused("Tidak ada unit yang diwajibkan oleh aturan ini. Pilih unit lain.", "units")
    outside = next((one.unit for one in obliged if not rule.desk.region.contains(one.unit.region_code)), None)
    if outside is not None:
        raise RuleRefused(f"{outside.name} tidak berada di {rule.desk.region}. Pilih unit di wilayah posko.", "units")
    return obliged


def _refuse_overlap(rule: ReportingRule, window: Window, obliged: Sequence[Obliged], now: datetime) -> None:
    """Two running rules of one type may not oblige the same unit on the same days."""
    units = {one.unit for one in obliged}
    others = ReportingRule.objects.filter(report_type_id=rule.report_type_id, ended_at=None).exclude(pk=rule.pk)
    for other in others.select_related("desk__region"):
        try:
            theirs = window_of(other, now.astimezone(other.desk.region.zone).date())
        except RuleRefused:
            continue  # its calendar is gone: it makes no duties
        if not _meet(window, theirs):
            continue
        shared = next((one.unit for one in obliged_units(other) if one.unit in units), None)
        if shared is not None:
            raise RuleRefused(
                f"{shared.name} sudah diwajibkan oleh aturan “{other}” untuk jenis laporan yang sama. "
                "Akhiri aturan itu, ubah tanggalnya, atau pilih jenis laporan lain.",
                "report_type",
            )


def _meet(one: Window, other: Window) -> bool:
    return (other.last is None or one.first <= other.last) and (one.last is None or other.first <= one.last)


def follow_calendar(election: Election, *, now: datetime) -> int:
    """Bring every rule that is counted from an election in line, after its days moved; how many duties changed.

    The rules of every desk at and below the election's region are looked at; those that do not depend on it do not change.
    """
    changed = 0
    for rule in _counted_from(election):
        change = ledger.apply(rule, now=now)
        changed += len(change.new) + change.moved_count + len(change.cancelled)
    return changed


def _counted_from(election: Election) -> list[ReportingRule]:
    rules = ReportingRule.objects.filter(ended_at=None).select_related("desk__region")
    return [rule for rule in rules if election.region.contains(str(rule.desk.region_id))]
