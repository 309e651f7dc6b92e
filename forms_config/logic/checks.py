"""Cross-checks, made into functions that tell what does not hold."""

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .conditions import Condition, Lookup, compile_condition, lookup
from .formulas import NO_ROW, compile_terms
from .numbers import canonical
from .reading import Answers, Json, Kind, Shape

Finding = dict[str, str | None]
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "le": operator.le,
    "ge": operator.ge,
    "lt": operator.lt,
    "gt": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Check:
    """One cross-check. ``repeat``: the repeat for whose rows it runs, or None. Sides give millionths or texts of times."""

    id: str
    severity: str
    repeat: str | None
    when: Condition
    left: Lookup
    right: Lookup
    holds: Callable[[Any, Any], bool]

    def findings(self, top: Answers) -> Iterator[Finding]:
        """One finding for the form, or one for each row, where the check does not hold."""
        if self.repeat is None:
            yield from self.finding(top, None, NO_ROW)
            return
        for row in top.get(self.repeat, ()):
            yield from self.finding(top, row["id"], row["answers"])

    def finding(self, top: Answers, row_id: str | None, row: Answers) -> Iterator[Finding]:
        if not self.when(top, row):
            return
        left, right = self.left(top, row), self.right(top, row)
        if left is None or right is None or self.holds(left, right):
            return
        yield {"check": self.id, "severity": self.severity, "row": row_id, "left": shown(left), "right": shown(right)}


def shown(side: int | str) -> str:
    return side if isinstance(side, str) else canonical(side)


def compile_checks(checks: Sequence[Json] | None, shape: Shape) -> list[Check]:
    """The checks of a definition in its order; one with an unknown comparison is none."""
    return [compile_check(check, shape) for check in checks or () if check.get("op") in COMPARISONS]


def compile_check(check: Json, shape: Shape) -> Check:
    repeat = check.get("rows")
    row_keys = shape.members.get(repeat, frozenset()) if repeat else frozenset()
    left, right = compile_sides(check, shape, row_keys)
    return Check(
        id=check["id"],
        severity=check["severity"],
        repeat=repeat or None,
        when=compile_condition(check.get("when"), shape, row_keys),
        left=left,
        right=right,
        holds=COMPARISONS[check["op"]],
    )


def compile_sides(check: Json, shape: Shape, row_keys: frozenset[str]) -> tuple[Lookup, Lookup]:
    """Both sides: times when each is one question term on a time, else sums of terms."""
    times = [moment_key(check.get(side), shape) for side in ("left", "right")]
    if None not in times:
        return lookup(times[0], row_keys), lookup(times[1], row_keys)
    return compile_terms(check.get("left"), shape, row_keys), compile_terms(check.get("right"), shape, row_keys)


def moment_key(terms: Sequence[Json] | None, shape: Shape) -> str | None:
    if not terms or len(terms) != 1 or shape.kind(terms[0].get("question")) is not Kind.MOMENT:
        return None
    return str(terms[0]["question"])
