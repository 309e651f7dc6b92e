"""Readiness of a region, as a whole and point by point, offered for vetting: the figures of the board, from accepted answers only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from desk.people.selectors import within
from desk.regions.models import Region
from desk.reporting.models import Entry
from desk.vetted.figures import Figure, FigureValue, Offer
from desk.vetted.share import Share

from .models import ReadinessAnswer
from .scoring import Checklist, checklist_of, indicator_value
from .selectors import Answers, Column, checklists, latest_accepted, station_counts, total_of

WHOLE = "Nilai keseluruhan"
COUNTED = "jawaban siap (yang sebagian atau tanpa bukti dihitung setengah); persennya menimbang bobot dan poin penentu"
Numbers = Mapping[UUID, int]  # submission number by report


def read_readiness_point(region: Region, _now: datetime) -> list[Offer]:
    """Every published checklist of the region: the whole (part: key of the form), then each point (``form:point``). Four queries."""
    published = [
        checklist_of(form.current_version.definition, form.current_version.number) for form in checklists() if form.current_version
    ]
    answers = _answers(region, [checklist.form_key for checklist in published])
    stations = station_counts(region)
    numbers = _submission_numbers(answers)
    offers = []
    for checklist in published:
        column = total_of(checklist, region, answers[checklist.form_key], stations)
        offers += ScoredRegion(checklist, column, numbers).offers()
    return offers


def _answers(region: Region, form_keys: Collection[str]) -> dict[str, dict[str, dict[str, ReadinessAnswer]]]:
    """By form, region and indicator."""
    found: dict[str, dict[str, dict[str, ReadinessAnswer]]] = defaultdict(lambda: defaultdict(dict))
    for answer in latest_accepted(ReadinessAnswer.objects.filter(within(region.code), form_key__in=form_keys)):
        found[answer.form_key][answer.region_id][answer.indicator] = answer
    return found


def _submission_numbers(answers: Mapping[str, Mapping[str, Answers]]) -> Numbers:
    uuids = _reports(answer for units in answers.values() for told in units.values() for answer in told.values())
    return dict(Entry.objects.filter(uuid__in=uuids).values_list("uuid", "submission_count"))


@dataclass(frozen=True)
class ScoredRegion:
    """One checklist scored for the region as a whole."""

    checklist: Checklist
    column: Column
    numbers: Numbers

    def offers(self) -> list[Offer]:
        told = [answer for answers in self.column.parts.values() for answer in answers.values()]
        offers = [self._offer(self.checklist.form_key, WHOLE, self.column.percent, told)]
        for cell in self.column.cells:
            asked = {indicator.key for indicator in cell.point.indicators}
            answered = [answer for answer in told if answer.indicator in asked]
            offers.append(self._offer(f"{self.checklist.form_key}:{cell.point.key}", cell.point.label, cell.percent, answered))
        return offers

    def _offer(self, part: str, label: str, percent: int | None, told: Collection[ReadinessAnswer]) -> Offer:
        """``percent``: whole, as the board shows it."""
        if percent is None or not told:
            return Offer(part, label, reason=f"Belum ada jawaban {self.checklist.title} yang diterima dan berlaku untuk {label}.")
        value = FigureValue(
            value=Decimal(percent),
            out_of=None,
            as_of=max(answer.reported_at for answer in told),
            source=f"{self.checklist.title}, {_whose(told, self.column)} yang sudah diterima posko",
            entries=tuple((uuid, self.numbers[uuid]) for uuid in _reports(told) if uuid in self.numbers),
            share=self._share(told),
        )
        return Offer(part, label, value)

    def _share(self, told: Iterable[ReadinessAnswer]) -> Share:
        """How many of the answers that apply are ready, before any weight. There is one where there is a percentage."""
        weighing = {indicator.key: indicator for point in self.checklist.points for indicator in point.indicators if indicator.weight}
        values = [indicator_value(weighing[answer.indicator], answer) for answer in told if answer.indicator in weighing]
        valued = [value for value in values if value is not None]
        return Share(sum(valued, Decimal()), Decimal(len(valued)), COUNTED)


def _whose(told: Iterable[ReadinessAnswer], column: Column) -> str:
    below = {answer.region_id for answer in told} - {column.region.code}
    return f"jawaban {len(below)} kecamatan" if below else f"jawaban {column.region.title}"


def _reports(told: Iterable[ReadinessAnswer]) -> list[UUID]:
    return sorted({answer.source_entry for answer in told if answer.source_entry}, key=str)


READINESS_POINT = Figure("readiness_point", "Kesiapan", "persen", read_readiness_point)
