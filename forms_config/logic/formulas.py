"""Terms and formulas, made into functions of the visible answers."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from .conditions import Condition, Lookup, compile_condition, lookup
from .numbers import SCALE, canonical, percent, scaled, whole
from .reading import Answers, Json, Kind, Shape

Amount = Callable[[Answers, Answers], int | None]  # millionths, None without a value

FARTHEST_DAYS = 4_000_000  # beyond it no date of the years 1 to 9999 is reached
DATE_LENGTH = 10
NO_ROW: Answers = {}


def compile_terms(terms: Sequence[Json] | None, shape: Shape, row_keys: frozenset[str]) -> Amount:
    """The exact sum of a list of terms. It has no value when it has terms on questions or counts and none of them has one."""
    numbers = [signed(term, scaled(term["number"])) for term in terms or () if "number" in term]
    constants = [number for number in numbers if number is not None]
    variables = [compile_term(term, shape, row_keys) for term in terms or () if "number" not in term]
    constant = sum(constants)

    def amount(top: Answers, row: Answers) -> int | None:
        values = [value for variable in variables if (value := variable(top, row)) is not None]
        return constant + sum(values) if values or (constants and not variables) else None

    return amount


def signed(term: Json, amount: int | None) -> int | None:
    return -amount if amount is not None and term.get("sign") == -1 else amount


def compile_term(term: Json, shape: Shape, row_keys: frozenset[str]) -> Amount:
    """A term on a question or a count. A question inside another repeat is summed over the rows of that repeat."""
    key = term["count"] if "count" in term else term.get("question")
    if key in shape.parents and key not in row_keys:
        inner = compile_term_here(term, shape, shape.members[shape.parents[key]])
        plain = over_rows(inner, shape.parents[key])
    else:
        plain = compile_term_here(term, shape, row_keys)
    if "count" in term:
        counted = plain
        plain = lambda top, row: counted(top, row) or 0  # noqa: E731
    return lambda top, row: signed(term, plain(top, row))


def over_rows(inner: Amount, repeat: str) -> Amount:
    def amount(top: Answers, row: Answers) -> int | None:
        values = [value for each in top.get(repeat, ()) if (value := inner(top, each["answers"])) is not None]
        return sum(values) if values else None

    return amount


def compile_term_here(term: Json, shape: Shape, row_keys: frozenset[str]) -> Amount:
    """A term whose question is in reach: of the row, or of the form."""
    if "count" in term:
        return compile_count(term, shape, row_keys)
    key = term.get("question")
    find, kind = lookup(key, row_keys), shape.kind(key)
    if kind is Kind.TABLE:
        return compile_table_term(find, term.get("column"))
    if kind is Kind.NUMBER:
        return lambda top, row: scaled(find(top, row))
    return lambda top, row: None


def compile_count(term: Json, shape: Shape, row_keys: frozenset[str]) -> Amount:
    """How many rows of a repeat for which ``where`` holds, or how many entries of a list."""
    key, kind = term["count"], shape.kind(term["count"])
    find = lookup(key, row_keys)
    if kind is Kind.ROWS:
        where: Condition = compile_condition(term.get("where"), shape, shape.members[key])
        return lambda top, row: SCALE * sum(1 for each in top.get(key, ()) if where(top, each["answers"]))
    if kind is Kind.LIST:
        return lambda top, row: SCALE * len(find(top, row) or ())
    return lambda top, row: 0


def compile_table_term(find: Lookup, column: Any) -> Amount:
    """The sum of one column, or of the whole table without a column."""

    def amount(top: Answers, row: Answers) -> int | None:
        cells = [cell for cells in (find(top, row) or {}).values() for key, cell in cells.items() if column is None or key == column]
        return SCALE * sum(cells) if cells else None

    return amount


def compile_formula(question: Json, shape: Shape, row_keys: frozenset[str]) -> Lookup:
    """The computed answer of a question: number text, date or datetime, or a boolean; None when it cannot be computed."""
    formula = question.get("formula") or {}
    make = FORMULAS.get(formula.get("op"))
    return make(question, formula, shape, row_keys) if make else lambda top, row: None


def compile_sum(question: Json, formula: Json, shape: Shape, row_keys: frozenset[str]) -> Lookup:
    terms = compile_terms(formula.get("terms"), shape, row_keys)

    def compute(top: Answers, row: Answers) -> str | None:
        amount = terms(top, row)
        return None if amount is None else canonical(amount)

    return compute


def compile_percent(question: Json, formula: Json, shape: Shape, row_keys: frozenset[str]) -> Lookup:
    part, total = compile_terms(formula.get("part"), shape, row_keys), compile_terms(formula.get("whole"), shape, row_keys)
    places = whole(question.get("places"))
    places = 2 if places is None else places

    def compute(top: Answers, row: Answers) -> str | None:
        numerator, denominator = part(top, row), total(top, row)
        return None if numerator is None or not denominator else canonical(percent(numerator, denominator, places))

    return compute


def compile_days_after(question: Json, formula: Json, shape: Shape, row_keys: frozenset[str]) -> Lookup:
    find, days = lookup(formula.get("question"), row_keys), whole(formula.get("days"))
    if shape.kind(formula.get("question")) is not Kind.MOMENT or days is None or abs(days) > FARTHEST_DAYS:
        return lambda top, row: None
    return lambda top, row: shifted(find(top, row), days)


def shifted(moment: str | None, days: int) -> str | None:
    """A date or datetime text moved by whole days; None for a time of day and for dates that no calendar has."""
    if moment is None or len(moment) < DATE_LENGTH:
        return None
    try:
        day = date.fromisoformat(moment[:DATE_LENGTH]) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None
    return day.isoformat() + moment[DATE_LENGTH:]


def compile_all_filled(question: Json, formula: Json, shape: Shape, row_keys: frozenset[str]) -> Lookup:
    finds = [lookup(key, row_keys) for key in formula.get("questions") or ()]
    return lambda top, row: all(find(top, row) is not None for find in finds)


FORMULAS: dict[Any, Callable[[Json, Json, Shape, frozenset[str]], Lookup]] = {
    "sum": compile_sum,
    "percent": compile_percent,
    "days_after": compile_days_after,
    "all_filled": compile_all_filled,
}
