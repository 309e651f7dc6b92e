"""How many units were asked for a report and answered it, offered for vetting. Counts accepted reports only, nil ones included."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q

from desk.core.words import period, when
from desk.people.selectors import within
from desk.regions.models import Region
from desk.vetted.figures import Figure, FigureValue, Offer

from .constants import ACCEPTED_STATES
from .models import Entry, Obligation

ACCEPTED = Q(entry__state__in=ACCEPTED_STATES)


@dataclass(frozen=True)
class Round:
    """The same form asked for the same period by the same time, with how many units owed it and how many were accepted."""

    form_key: str
    form_title: str
    period_start: date | None
    period_end: date | None
    due_at: datetime
    asked: int
    accepted: int

    def words(self, region: Region) -> str:
        """``Laporan Situasi periode 18-24 November 2024, batas Senin, 25 November 2024, 10.00 WIB``"""
        about = f" periode {period(self.period_start, self.period_end)}" if self.period_start and self.period_end else ""
        return f"{self.form_title}{about}, batas {when(self.due_at, region.zone)}"


def read_units_asked_answered(region: Region, now: datetime) -> list[Offer]:
    """One part for each form that was asked of units in the region: of its last round whose time is over, else of the running one.

    Two queries.
    """
    rounds = _counted_rounds(_rounds(region, now), now)
    entries = _accepted_entries(region, rounds)
    return [_offer(round_, entries[round_.form_key], region, now) for round_ in rounds]


def _rounds(region: Region, now: datetime) -> list[Round]:
    owed = Obligation.objects.filter(within(region.code), cancelled_at=None, opens_at__lte=now).order_by()
    names = ("form__key", "form__title", "period_start", "period_end", "due_at")
    return [Round(*row) for row in owed.values_list(*names).annotate(asked=Count("pk"), accepted=Count("pk", filter=ACCEPTED))]


def _counted_rounds(rounds: Iterable[Round], now: datetime) -> list[Round]:
    by_form: dict[str, list[Round]] = defaultdict(list)
    for round_ in rounds:
        by_form[round_.form_key].append(round_)
    newest = [max(found, key=lambda round_: (round_.due_at <= now, _distance(round_, now))) for found in by_form.values()]
    return sorted(newest, key=lambda round_: round_.form_title)


def _distance(round_: Round, now: datetime) -> tuple[float, str]:
    """The nearest due time wins, whether it is over or still to come; two rounds due at once: the later period."""
    return -abs((round_.due_at - now).total_seconds()), str(round_.period_end or "")


def _accepted_entries(region: Region, rounds: Iterable[Round]) -> dict[str, tuple[tuple[UUID, int], ...]]:
    chosen = Q(pk__in=[])
    for round_ in rounds:
        chosen |= Q(
            obligation__form__key=round_.form_key,
            obligation__period_start=round_.period_start,
            obligation__period_end=round_.period_end,
            obligation__due_at=round_.due_at,
        )
    entries = Entry.objects.filter(
        chosen, within(region.code, "obligation__region_id"), obligation__cancelled_at=None, state__in=ACCEPTED_STATES
    )
    found: dict[str, list[tuple[UUID, int]]] = defaultdict(list)
    for key, uuid, number in entries.order_by("pk").values_list("obligation__form__key", "uuid", "submission_count"):
        found[key].append((uuid, number))
    return defaultdict(tuple, {key: tuple(rows) for key, rows in found.items()})


def _offer(round_: Round, entries: tuple[tuple[UUID, int], ...], region: Region, now: datetime) -> Offer:
    if not entries:
        return Offer(round_.form_key, round_.form_title, reason=f"Belum ada laporan yang diterima posko: {round_.words(region)}.")
    value = FigureValue(
        value=Decimal(len(entries)),
        out_of=Decimal(round_.asked),
        as_of=now,
        source=f"{round_.words(region)}; laporan yang sudah diterima posko",
        entries=entries,
    )
    return Offer(round_.form_key, round_.form_title, value)


UNITS_ASKED_ANSWERED = Figure("units_asked_answered", "Unit yang sudah melapor", "unit", read_units_asked_answered)
