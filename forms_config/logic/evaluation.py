"""A definition made ready, and the evaluation of answers against it."""

from dataclasses import dataclass, field
from typing import Any

from ..constants import Family, Required, Severity
from .checks import Check, Finding, compile_checks
from .conditions import Condition, Lookup, always, compile_condition
from .formulas import NO_ROW, compile_formula
from .order import order, row_order
from .reading import Answers, Json, Reader, Shape, reader_of, rows, shape_of, text

EXPLANATIONS = "_explanations"  # key in answers; docs/form-definition.md


@dataclass(frozen=True, slots=True)
class Node:
    """One question made ready. ``required`` is evaluated last; ``inner`` are the questions of a repeat in their order."""

    key: str
    shown: Condition
    required: Condition
    read: Reader
    formula: Lookup | None
    inner: tuple["Node", ...] | None
    section: int

    def answer(self, raw: Any, top: Answers, row: Answers) -> Any:
        return self.formula(top, row) if self.formula else self.read(raw.get(self.key))


@dataclass(slots=True)
class Run:
    """One evaluation under way. ``answers`` holds visible answers only, so a hidden question is absent for all that follow."""

    raw: Answers
    visible: dict[str, bool] = field(default_factory=dict)
    required: dict[str, bool] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


class Logic:
    """A definition made ready for many evaluations. Immutable; safe to share between threads. See ``compile_logic``."""

    __slots__ = ("checks", "nodes", "sections")

    def __init__(self, definition: Json) -> None:
        shape = shape_of(definition)
        found: dict[str, Node] = {}
        self.sections: list[tuple[str, Condition]] = []
        for section in definition.get("sections") or ():
            for question in section.get("questions") or ():
                found[question["key"]] = compile_node(question, shape, len(self.sections))
            condition = compile_condition(section.get("shown_if"), shape, frozenset())
            self.sections.append((f"section:{section.get('id', '')}", condition))
        self.nodes: list[Node] = [found[key] for key in definition.get("order") or order(definition)]
        self.checks: list[Check] = compile_checks(definition.get("checks"), shape)

    def evaluate(self, answers: Any) -> dict[str, Any]:
        """Visibility, requirement, visible answers with computed ones, and findings: the JSON of docs/form-definition.md."""
        run = Run(raw=answers if isinstance(answers, dict) else {})
        self.settle(run)
        self.require(run)
        run.findings = [finding for check in self.checks for finding in check.findings(run.answers)]
        explanations = kept_explanations(run)
        if explanations:
            run.answers[EXPLANATIONS] = explanations
        return {"visible": run.visible, "required": run.required, "answers": run.answers, "findings": run.findings}

    def settle(self, run: Run) -> None:
        """Visibility and values, dependencies first. A section is settled with its first question, or at the end."""
        top = run.answers
        for node in self.nodes:
            section, condition = self.sections[node.section]
            if section not in run.visible:
                run.visible[section] = condition(top, NO_ROW)
            shown = run.visible[node.key] = run.visible[section] and node.shown(top, NO_ROW)
            if node.inner is not None:
                settle_rows(run, node, node.inner, shown)
            elif shown and (answer := node.answer(run.raw, top, NO_ROW)) is not None:
                top[node.key] = answer
        for section, condition in self.sections:
            if section not in run.visible:
                run.visible[section] = condition(top, NO_ROW)

    def require(self, run: Run) -> None:
        top, visible, required = run.answers, run.visible, run.required
        for node in self.nodes:
            if not visible[node.key]:
                continue
            required[node.key] = node.required(top, NO_ROW)
            for row in top.get(node.key, ()) if node.inner is not None else ():
                for sub in node.inner or ():
                    name = f"{node.key}.{row['id']}.{sub.key}"
                    if visible[name]:
                        required[name] = sub.required(top, row["answers"])


def settle_rows(run: Run, node: Node, inner: tuple[Node, ...], shown: bool) -> None:
    """Rows of a repeat, each for itself. Rows of a hidden repeat are named as hidden and kept out of the answers."""
    settled = []
    for row_id, raw in rows(run.raw.get(node.key)):
        row: Answers = {}
        for sub in inner:
            seen = run.visible[f"{node.key}.{row_id}.{sub.key}"] = shown and sub.shown(run.answers, row)
            if seen and (answer := sub.answer(raw, run.answers, row)) is not None:
                row[sub.key] = answer
        settled.append({"id": row_id, "answers": row})
    if shown and settled:
        run.answers[node.key] = settled


def kept_explanations(run: Run) -> dict[str, str]:
    """Explanations given for the checks that ask for one now."""
    given = run.raw.get(EXPLANATIONS)
    if not isinstance(given, dict):
        return {}
    asked = [finding["check"] for finding in run.findings if finding["severity"] == Severity.EXPLAIN]
    return {check: given[check] for check in asked if check and text(given.get(check))}


def compile_node(question: Json, shape: Shape, section: int, row_keys: frozenset[str] = frozenset()) -> Node:
    family = question["type"]
    return Node(
        key=question["key"],
        shown=compile_condition(question.get("shown_if"), shape, row_keys),
        required=compile_required(question, shape, row_keys),
        read=reader_of(question),
        formula=compile_formula(question, shape, row_keys) if family == Family.COMPUTED else None,
        inner=compile_inner(question, shape, section) if family == Family.REPEAT else None,
        section=section,
    )


def compile_inner(repeat: Json, shape: Shape, section: int) -> tuple[Node, ...]:
    members = shape.members[repeat["key"]]
    subs = {sub["key"]: sub for sub in repeat.get("questions") or ()}
    return tuple(compile_node(subs[key], shape, section, members) for key in row_order(repeat))


def compile_required(question: Json, shape: Shape, row_keys: frozenset[str]) -> Condition:
    """Computed questions and notes have no control and are never required."""
    required = question.get("required", Required.NEVER)
    if required == Required.NEVER or question["type"] in (Family.COMPUTED, Family.NOTE):
        return lambda top, row: False
    return always if required == Required.ALWAYS else compile_condition(question.get("required_if"), shape, row_keys)


def compile_logic(definition: Json) -> Logic:
    """Make a definition ready once and evaluate it often. Raises ``DependencyCycle`` when it has no ``order`` and none exists."""
    return Logic(definition)


LARGEST_CACHE = 64
_ready: dict[str, Logic] = {}


def logic_of_version(sha256: str, definition: Json) -> Logic:
    """The logic of a published version, kept for the process under its hash: a published definition never changes."""
    logic = _ready.get(sha256)
    if logic is None:
        if len(_ready) >= LARGEST_CACHE:
            _ready.clear()
        logic = _ready[sha256] = Logic(definition)
    return logic


def evaluate(definition: Json | Logic, answers: Any) -> dict[str, Any]:
    """Evaluate answers against a definition or a ``Logic`` made of it. Same result as ``evaluate`` of logic.js."""
    return (definition if isinstance(definition, Logic) else Logic(definition)).evaluate(answers)
