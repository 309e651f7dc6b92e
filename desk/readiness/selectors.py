"""Reads of readiness: the matrix of a region, and what stands behind one of its cells."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, Substr

from desk.core.states import readiness_band
from desk.people.models import User
from desk.people.selectors import within
from desk.regions.constants import DISTRICT_LENGTH
from desk.regions.models import Level, PollingStation, Region
from desk.reporting.sourced import IS_ACCEPTED, SourcedQuerySet
from forms_config.constants import FormKind
from forms_config.models import Form

from .models import ReadinessAnswer
from .scoring import Checklist, Indicator, Point, PointScore, checklist_of, overall, point_score, rounded, weighted_mean

ROLLED_UP = (Level.PROVINCE, Level.REGENCY, Level.CITY)  # their figure comes from the kecamatan below
Answers = Mapping[str, ReadinessAnswer]  # by indicator key
TOTAL = "total"  # column key of the whole region


@dataclass(frozen=True)
class Waiting:
    """A sent checklist that is not accepted yet."""

    region_code: str
    source_entry: UUID
    receipt: str
    entry_state: str
    reported_at: datetime


@dataclass(frozen=True)
class Cell:
    """One point of one column. ``percent`` as shown; None without an accepted answer that applies."""

    point: Point
    column: "Column"
    exact: Decimal | None
    score: PointScore | None = None  # of a single unit; None when rolled up

    @property
    def percent(self) -> int | None:
        return rounded(self.exact)

    @property
    def look(self) -> str:
        """Key of ``desk.core.states``; a single unit without any accepted answer is not "not applicable" but waiting."""
        if self.exact is None and not self.column.answered:
            return "unaccepted" if self.column.waiting else "due"
        return readiness_band(None if self.percent is None else float(self.percent))


@dataclass
class Column:
    """A region of the matrix: a unit with answers of its own, or a roll-up of the kecamatan in it."""

    key: str
    region: Region
    label: str
    parts: dict[str, Answers]  # answers by region code: one for a unit, one per kecamatan for a roll-up
    weights: Mapping[str, int]
    waiting: tuple[Waiting, ...] = ()
    cells: list[Cell] = field(default_factory=list)
    percent: int | None = None

    @property
    def answered(self) -> bool:
        return any(self.parts.values())

    @property
    def rolled_up(self) -> bool:
        return self.key == TOTAL or len(self.parts) > 1


@dataclass(frozen=True)
class Matrix:
    checklist: Checklist
    region: Region
    columns: tuple[Column, ...]

    @property
    def total(self) -> Column:
        """The region as a whole, the last column."""
        return self.columns[-1]

    @property
    def unit_cells(self) -> list[Cell]:
        return [cell for column in self.columns[:-1] for cell in column.cells]

    def bands(self) -> Counter[str]:
        """Cells of the single columns by state; only accepted answers count."""
        return Counter(cell.look for cell in self.unit_cells)

    def rows(self) -> list[tuple[Point, list[Cell]]]:
        return [(point, [column.cells[number] for column in self.columns]) for number, point in enumerate(self.checklist.points)]

    def cell(self, column_key: str, point_key: str) -> Cell | None:
        return next(
            (cell for column in self.columns if column.key == column_key for cell in column.cells if cell.point.key == point_key), None
        )


def checklists() -> list[Form]:
    """Published checklists that are in use. One query."""
    return list(
        Form.objects.filter(kind=FormKind.CHECKLIST, retired_at=None, current_version__isnull=False)
        .select_related("current_version")
        .order_by("title")
    )


def matrix_of(user: User, region: Region, form: Form) -> Matrix:
    """Scores of every unit in the region by the current version of the form. Four queries, whatever its size."""
    version = form.current_version
    if version is None:
        raise ValueError("A matrix needs a published form.")
    checklist = checklist_of(version.definition, version.number)
    answers = current_answers(user, region, form.key)
    waiting = waiting_reports(user, region, form.key)
    stations = station_counts(region)
    children = list(Region.objects.children_of(region.code))
    columns = [_column(child.code, child, child.name, answers, stations) for child in children]
    if region.level in ROLLED_UP and (region.code in answers or any(report.region_code == region.code for report in waiting)):
        columns.append(
            Column(region.code, region, f"Tingkat {region.get_level_display().lower()}", {region.code: answers.get(region.code, {})}, {})
        )
    columns.append(_column(TOTAL, region, region.title, answers, stations))
    for column in columns:
        column.waiting = tuple(report for report in waiting if _belongs(report.region_code, column))
        _score(checklist, column)
    return Matrix(checklist, region, tuple(columns))


def total_of(checklist: Checklist, region: Region, answers: Mapping[str, Answers], stations: Mapping[str, int]) -> Column:
    """The region as a whole, as the last column of its matrix. No query."""
    column = _column(TOTAL, region, region.title, answers, stations)
    _score(checklist, column)
    return column


def _score(checklist: Checklist, column: Column) -> None:
    column.cells = [_cell(point, column) for point in checklist.points]
    column.percent = rounded(overall(checklist, {cell.point.key: cell.exact for cell in column.cells}))


def score(user: User, region: Region, form: Form) -> Decimal | None:
    """Figure of the region, 0 to 100, exact: accepted answers by the current version's weights."""
    matrix = matrix_of(user, region, form)
    return overall(matrix.checklist, {cell.point.key: cell.exact for cell in matrix.total.cells})


def current_answers(user: User, region: Region, form_key: str) -> dict[str, Answers]:
    """The latest accepted answer to each indicator, by region code. One query."""
    found: dict[str, dict[str, ReadinessAnswer]] = defaultdict(dict)
    for answer in latest_accepted(ReadinessAnswer.objects.visible_to(user).filter(within(region.code), form_key=form_key)):
        found[answer.region_id][answer.indicator] = answer
    return dict(found)


def latest_accepted(answers: SourcedQuerySet[ReadinessAnswer]) -> Iterable[ReadinessAnswer]:
    """By region. Of each unit's answers to an indicator of a form the latest accepted one."""
    indicator = [F("form_key"), F("region_id"), F("indicator")]
    rank = Window(RowNumber(), partition_by=indicator, order_by=[F("reported_at").desc(), F("pk").desc()])
    return answers.accepted().annotate(rank=rank).filter(rank=1).order_by("region_id")


def waiting_reports(user: User, region: Region, form_key: str) -> list[Waiting]:
    """Sent checklists of the region that are not accepted yet. One query."""
    rows = ReadinessAnswer.objects.visible_to(user).filter(within(region.code), form_key=form_key).standing().exclude(IS_ACCEPTED)
    names = ("region_id", "source_entry", "receipt", "entry_state", "reported_at")
    return [Waiting(*row) for row in rows.order_by("-reported_at", "receipt").values_list(*names).distinct()]


def waiting_answers(user: User, report: Waiting) -> Answers:
    """What a sent checklist answered. One query."""
    rows = ReadinessAnswer.objects.visible_to(user).filter(source_entry=report.source_entry).standing()
    return {answer.indicator: answer for answer in rows}


def station_counts(region: Region) -> dict[str, int]:
    """Polling stations by kecamatan code: the weights of a roll-up. One query."""
    stations = PollingStation.objects.subtree(region.code).order_by().annotate(district=Substr("code", 1, DISTRICT_LENGTH))
    return dict(stations.values_list("district").annotate(total=Count("pk")))


def _column(key: str, region: Region, label: str, answers: Mapping[str, Answers], stations: Mapping[str, int]) -> Column:
    if region.level not in ROLLED_UP:
        return Column(key, region, label, {region.code: answers.get(region.code, {})}, {})
    parts = {code: told for code, told in answers.items() if len(code) == DISTRICT_LENGTH and region.contains(code)}
    return Column(key, region, label, parts or {region.code: answers.get(region.code, {})}, stations)


def _cell(point: Point, column: Column) -> Cell:
    scores = {code: point_score(point, answers) for code, answers in column.parts.items()}
    if len(scores) == 1:
        (single,) = scores.values()
        return Cell(point, column, single.percent, single)
    weighed = [(Decimal(max(column.weights.get(code, 0), 1)), found.percent) for code, found in scores.items()]
    return Cell(point, column, weighted_mean([(weight, percent) for weight, percent in weighed if percent is not None]))


def _belongs(code: str, column: Column) -> bool:
    return column.region.contains(code) if column.rolled_up or column.key == TOTAL else code == column.region.code


@dataclass(frozen=True)
class Panel:
    """What stands behind a cell. ``lines``: indicator and its answer; ``parts``: figures of the kecamatan of a roll-up."""

    cell: Cell
    lines: Sequence[tuple[Indicator, ReadinessAnswer | None]]
    parts: Sequence[tuple[str, Cell]]
    preliminary: bool = False


def panel_of(user: User, matrix: Matrix, cell: Cell) -> Panel:
    """At most one query: the answers of a sent checklist when none is accepted yet."""
    column = cell.column
    if column.rolled_up and len(column.parts) > 1:
        others = [other for other in matrix.columns[:-1] if other.region.code in column.parts]
        parts = [(other.label, found) for other in others for found in other.cells if found.point.key == cell.point.key]
        return Panel(cell, (), parts)
    (answers,) = column.parts.values()
    preliminary = not answers and bool(column.waiting)
    if preliminary:
        answers = waiting_answers(user, column.waiting[0])
    return Panel(cell, [(indicator, answers.get(indicator.key)) for indicator in cell.point.indicators], (), preliminary)
