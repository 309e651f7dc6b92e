"""A form's entries as one CSV or one XLSX."""

from collections.abc import Callable, Iterator
from typing import IO, Any

from exports.spreadsheets import Sheets, csv_lines

from .columns import ABOUT, ABOUT_HEADINGS
from .rows import EntryRow, EntryTable

ROW_NUMBER = "_baris"


def entries_csv(table: EntryTable, *, delimiter: str = ",") -> Iterator[str]:
    """One line per entry; the header holds the column names, which are the question keys."""
    names = [column.name for column in table.columns]

    def lines() -> Iterator[list[Any]]:
        yield [*ABOUT, *names]
        for row in table.rows():
            yield [*row.about, *(row.cells.get(name) for name in names)]

    return csv_lines(lines(), delimiter=delimiter)


def entries_xlsx(table: EntryTable, file: IO[bytes], *, progress: Callable[[int], None] = lambda _done: None) -> int:
    """A sheet with one row per entry, and one more for each repeated section with one row per row. How many entries."""
    sheets = Sheets()
    names = [column.name for column in table.columns]
    main = sheets.add(table.form.title, [*ABOUT, *names], [*ABOUT_HEADINGS, *(column.heading for column in table.columns)])
    repeats = {key: _repeat_sheet(sheets, table, key, label) for key, label in table.repeats}
    done = 0
    for row in table.rows():
        sheets.append(main, [*row.about, *(row.cells.get(name) for name in names)])
        for key, cells in row.repeated.items():
            _append_rows(sheets, repeats[key], row, cells)
        done += 1
        progress(done)
    sheets.save(file)
    return done


def _repeat_sheet(sheets: Sheets, table: EntryTable, key: str, label: str) -> tuple[Any, list[str]]:
    """The sheet of a repeat, and the names of its cells."""
    columns = [column for column in table.columns if column.repeat == key]
    headings = [column.heading.removeprefix(f"{label}: ") for column in columns]
    names = [column.name for column in columns]
    sheet = sheets.add(label, [ABOUT[0], ABOUT[2], ROW_NUMBER, *names], [ABOUT_HEADINGS[0], ABOUT_HEADINGS[2], "Baris", *headings])
    return sheet, [name.removeprefix(f"{key}.") for name in names]


def _append_rows(sheets: Sheets, target: tuple[Any, list[str]], row: EntryRow, rows: list[dict[str, Any]]) -> None:
    sheet, names = target
    for number, cells in enumerate(rows, start=1):
        sheets.append(sheet, [row.about[0], row.about[2], number, *(cells.get(name) for name in names)])
