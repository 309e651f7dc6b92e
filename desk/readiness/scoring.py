"""How answers become figures. Pure rules, no database; source of the rules: docs/readiness.md.

Structure, weights and rules are always those of the current published version; answers are found by indicator key, so a
new version rescores what was answered on older ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from desk.core.states import PARTIAL_FROM
from forms_config.constants import Family, ReadinessValue

from .models import ReadinessAnswer

FULL, HALF, NONE = Decimal(1), Decimal("0.5"), Decimal(0)
VALUES = {ReadinessValue.YES: FULL, ReadinessValue.PARTLY: HALF, ReadinessValue.NO: NONE}  # not applicable drops out
CAP_WITHOUT_EVIDENCE = HALF  # where the question asks for evidence
CAP_WITH_RED_CRITICAL = Decimal(50)  # percent: of a point with a red critical indicator, of the whole with a red critical point
HUNDRED = Decimal(100)
NO_EVIDENCE_ASKED = "none"


@dataclass(frozen=True)
class Indicator:
    key: str
    label: str
    weight: Decimal = FULL
    critical: bool = False
    evidence: str = NO_EVIDENCE_ASKED
    responsible: str = ""


@dataclass(frozen=True)
class Point:
    """A weighted section of a checklist."""

    key: str  # id of the section
    label: str
    weight: Decimal
    responsible: str
    indicators: tuple[Indicator, ...]
    critical: bool = False


@dataclass(frozen=True)
class Checklist:
    form_key: str
    title: str
    version: int
    points: tuple[Point, ...]

    @property
    def weight(self) -> Decimal:
        return sum((point.weight for point in self.points), NONE)

    def point(self, key: str) -> Point | None:
        return next((point for point in self.points if point.key == key), None)


@dataclass(frozen=True)
class PointScore:
    """``percent`` 0 to 100, None when no indicator applies or is answered. ``capped_by``: red critical indicators."""

    percent: Decimal | None
    capped_by: tuple[Indicator, ...] = ()
    unanswered: int = 0


def checklist_of(definition: Mapping[str, Any], version: int) -> Checklist:
    """The points of a published definition: sections with a weight and at least one readiness question."""
    points = []
    for section in definition["sections"]:
        indicators = tuple(_indicator(question, section) for question in section["questions"] if question["type"] == Family.READINESS)
        weight = Decimal(str(section.get("weight") or 0))
        if indicators and weight:
            points.append(_point(section, weight, indicators))
    return Checklist(definition["key"], definition["title"], version, tuple(points))


def _point(section: Mapping[str, Any], weight: Decimal, indicators: tuple[Indicator, ...]) -> Point:
    responsible, critical = section.get("responsible") or "", bool(section.get("critical"))
    return Point(str(section["id"]), section["label"], weight, responsible, indicators, critical)


def _indicator(question: Mapping[str, Any], section: Mapping[str, Any]) -> Indicator:
    return Indicator(
        key=question["key"],
        label=question["label"],
        weight=Decimal(str(question.get("weight", 1))),
        critical=bool(question.get("critical")),
        evidence=question.get("evidence") or NO_EVIDENCE_ASKED,
        responsible=question.get("responsible") or section.get("responsible") or "",
    )


def indicator_value(indicator: Indicator, answer: ReadinessAnswer) -> Decimal | None:
    """1, 0.5 or 0; None when it does not apply. Without the evidence that is asked for: 0.5 at most."""
    value = VALUES.get(ReadinessValue(answer.value))
    if value is not None and indicator.evidence != NO_EVIDENCE_ASKED and not answer.evidence_count:
        return min(value, CAP_WITHOUT_EVIDENCE)
    return value


def point_score(point: Point, answers: Mapping[str, ReadinessAnswer]) -> PointScore:
    """Weighted share of what is ready. Indicators not applicable or not answered drop out; a red critical one caps it."""
    answered = [(indicator, answers[indicator.key]) for indicator in point.indicators if indicator.key in answers]
    valued = [(indicator.weight, indicator_value(indicator, answer)) for indicator, answer in answered]
    percent = weighted_mean([(weight, value * HUNDRED) for weight, value in valued if value is not None])
    red = tuple(indicator for indicator, answer in answered if indicator.critical and answer.value == ReadinessValue.NO)
    if percent is not None and red:
        percent = min(percent, CAP_WITH_RED_CRITICAL)
    return PointScore(percent, red, len(point.indicators) - len(answered))


def overall(checklist: Checklist, percents: Mapping[str, Decimal | None]) -> Decimal | None:
    """All points by their weights; points without a figure drop out. A critical point that is not ready caps the whole."""
    figures = [(point, percent) for point in checklist.points if (percent := percents.get(point.key)) is not None]
    whole = weighted_mean([(point.weight, percent) for point, percent in figures])
    if whole is not None and any(point.critical and percent < PARTIAL_FROM for point, percent in figures):
        return min(whole, CAP_WITH_RED_CRITICAL)
    return whole


def weighted_mean(figures: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """None when there is nothing with a weight."""
    pairs = list(figures)
    total = sum((weight for weight, _figure in pairs), NONE)
    return sum((weight * figure for weight, figure in pairs), NONE) / total if total else None


def rounded(percent: Decimal | None) -> int | None:
    """As shown: a whole number, half up."""
    return None if percent is None else int(percent.quantize(FULL, rounding=ROUND_HALF_UP))
