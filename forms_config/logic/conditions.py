"""Conditions, made into functions of the visible answers: of the form, and of the row when the condition stands in one."""

import operator
from collections.abc import Callable
from typing import Any

from .numbers import scaled
from .reading import Answers, Json, Kind, Shape, boolean, text

Lookup = Callable[[Answers, Answers], Any]  # (answers of the form, answers of the row) -> value or None
Condition = Callable[[Answers, Answers], bool]
Test = Callable[[Any], bool]

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
ORDERED = (Kind.NUMBER, Kind.MOMENT)
COMPARABLE: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: text,
    Kind.MOMENT: text,
    Kind.NUMBER: scaled,
    Kind.BOOLEAN: boolean,
    Kind.READINESS: lambda answer: text(answer.get("value")) if isinstance(answer, dict) else None,
}


def always(top: Answers, row: Answers) -> bool:
    return True


def lookup(key: Any, row_keys: frozenset[str]) -> Lookup:
    """Where the answer of a question is found. ``row_keys``: questions of the row in which one stands, empty outside repeats."""
    if key in row_keys:
        return lambda top, row: row.get(key)
    return lambda top, row: top.get(key)


def compile_condition(condition: Json | None, shape: Shape, row_keys: frozenset[str]) -> Condition:
    """The condition as a function. No condition, and one without rules, always holds."""
    rules = [compile_rule(rule, shape, row_keys) for rule in (condition or {}).get("rules") or ()]
    if not rules:
        return always
    if len(rules) == 1:
        return rules[0]
    combine = any if condition and condition.get("match") == "any" else all
    return lambda top, row: combine(rule(top, row) for rule in rules)


def compile_rule(rule: Json, shape: Shape, row_keys: frozenset[str]) -> Condition:
    find = lookup(rule["question"], row_keys)
    test = compile_test(shape.kind(rule["question"]), rule["op"], rule.get("value"))
    return lambda top, row: test(find(top, row))


def compile_test(kind: Kind, op: str, value: Any) -> Test:
    """The test of one answer. A comparison that the kind does not know, or whose value cannot be read, never holds."""
    if op == "filled":
        return lambda answer: answer is not None
    if op == "empty":
        return lambda answer: answer is None
    if op in ("has", "has_not"):
        wanted = op == "has"
        return lambda answer: (isinstance(answer, list) and value in answer) == wanted
    if op in ("in", "not_in"):
        return membership(kind, op == "in", value)
    return comparison(kind, op, value)


def never(answer: Any) -> bool:
    return False


def membership(kind: Kind, wanted: bool, values: Any) -> Test:
    read = COMPARABLE.get(kind)
    if read is None or not isinstance(values, list):
        return never
    constant = constant_reader(kind)
    known = {item for item in map(constant, values) if item is not None}

    def test(answer: Any) -> bool:
        given = read(answer)
        return given is not None and (given in known) == wanted

    return test


def comparison(kind: Kind, op: str, value: Any) -> Test:
    read, compare, constant = COMPARABLE.get(kind), COMPARISONS.get(op), constant_reader(kind)(value)
    if read is None or compare is None or constant is None or (kind not in ORDERED and op not in ("eq", "ne")):
        return never

    def test(answer: Any) -> bool:
        given = read(answer)
        return given is not None and compare(given, constant)

    return test


def constant_reader(kind: Kind) -> Callable[[Any], Any]:
    """How the value of a rule is read, for a question of this kind."""
    return text if kind is Kind.READINESS else COMPARABLE.get(kind, text)
