"""Judges every row of a list and tells what would be new, changed, unchanged and wrong. Writes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from import_export.results import InvalidRow, Result
from tablib import Dataset

from exports.constants import CHANGES_SHOWN, IMPORT_CHUNK, WRONG_ROWS_SHOWN
from exports.entries.rows import chunks

from .columns import Places, find_columns
from .errors import FileRefused
from .kinds import Kind
from .reading import TEMPLATE, Line, read_lines
from .resources import ListResource

LONGEST_SHOWN = 80  # characters of a wrong cell


@dataclass
class Report:
    """Stored as JSON in ``ImportJob.report``: counts of rows, the first wrong cells and changes, headings without meaning."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    wrong: int = 0
    wrong_cells: list[dict[str, Any]] = field(default_factory=list)  # row, column, value, problem, way_out
    changes: list[dict[str, Any]] = field(default_factory=list)  # row, title, column, before, after
    ignored: list[str] = field(default_factory=list)

    @property
    def to_write(self) -> int:
        return self.new + self.changed

    @property
    def ready(self) -> bool:
        """Whether there is something to write, and nothing wrong."""
        return not self.wrong and self.to_write > 0

    @property
    def wrong_rows_listed(self) -> int:
        return len({cell["row"] for cell in self.wrong_cells})

    @property
    def changed_rows_listed(self) -> int:
        return len({change["row"] for change in self.changes})

    def stored(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Opened:
    """A file whose heading is understood; ``lines`` are its rows."""

    places: Places
    lines: Iterator[Line]


def open_list(kind: Kind, content: bytes) -> Opened:
    """Read the heading; ``FileRefused`` when the file is no list of this kind."""
    lines = read_lines(content)
    heading = next(lines, None)
    if heading is None:
        raise FileRefused(f"Berkas tidak berisi apa pun. {TEMPLATE}")
    return Opened(find_columns(heading.cells, kind.columns), lines)


def count_rows(kind: Kind, content: bytes) -> int:
    """How many rows there are; ``FileRefused`` when none, too many, or no list of this kind."""
    rows = sum(1 for _line in open_list(kind, content).lines)
    if not rows:
        raise FileRefused("Berkas hanya memuat judul kolom. Isi datanya di bawah judul itu, lalu unggah lagi.")
    return rows


def judge(kind: Kind, content: bytes, *, on_chunk: Callable[[int], None] = lambda _done: None) -> tuple[Report, list[Any]]:
    """The report, and what ``kind.write`` takes. A fixed number of statements for each IMPORT_CHUNK rows."""
    opened = open_list(kind, content)
    resource = kind.resource()
    report = Report(ignored=list(opened.places.ignored))
    to_write: list[Any] = []
    done = 0
    for lines in chunks(opened.lines, IMPORT_CHUNK):
        result = _judge_chunk(resource, opened.places, lines)
        to_write.extend(resource.to_write)
        _add(report, kind, resource, result, lines)
        done += len(lines)
        on_chunk(done)
    return report, to_write


def _judge_chunk(resource: ListResource, places: Places, lines: list[Line]) -> Result:
    dataset = Dataset(headers=list(places.places))
    for line in lines:
        dataset.append([line.cells[place] if place < len(line.cells) else "" for place in places.places.values()])
    result = resource.import_data(dataset, use_transactions=False, numbers=[line.number for line in lines])
    for failure in (*result.base_errors, *(error for row in result.error_rows for error in row.errors)):
        raise failure.error  # a fault of ours: rows that are wrong are in invalid_rows
    return result


def _add(report: Report, kind: Kind, resource: ListResource, result: Result, lines: list[Line]) -> None:
    report.new += result.totals["new"]
    report.changed += result.totals["update"]
    report.unchanged += result.totals["skip"]
    report.wrong += result.totals["invalid"]
    for invalid in result.invalid_rows[: max(0, WRONG_ROWS_SHOWN - report.wrong_rows_listed)]:
        report.wrong_cells.extend(_wrong_cells(kind, resource, invalid, lines[invalid.number - 1].number))
    for line, row in zip(lines, result.rows, strict=True):
        if len(report.changes) >= CHANGES_SHOWN:
            return
        if row.is_update():
            report.changes.extend(_changes(kind, resource, row.instance, line.number))


def _wrong_cells(kind: Kind, resource: ListResource, invalid: InvalidRow, number: int) -> Iterator[dict[str, Any]]:
    by_column = dict(zip(resource.get_diff_headers(), invalid.values, strict=True))
    for attribute, messages in invalid.error_dict.items():
        column = kind.column(attribute)
        for message in messages:
            problem, _break, way_out = message.partition("\n")
            value = str(by_column.get(column.field, ""))[:LONGEST_SHOWN]
            yield {"row": number, "column": column.heading, "value": value, "problem": problem, "way_out": way_out}


def _changes(kind: Kind, resource: ListResource, instance: Any, number: int) -> Iterator[dict[str, Any]]:
    for attribute, (before, after) in resource.changes(instance).items():
        heading = kind.column(attribute).heading
        yield {"row": number, "title": resource.title_of(instance), "column": heading, "before": str(before), "after": str(after)}
