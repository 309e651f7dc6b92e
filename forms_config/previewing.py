"""A draft as the officer would see it, however unfinished: what does not compile is left out and listed."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from .compile import Review, review_definition, review_form
from .errors import Problem
from .intake import first_values
from .prefills import FillContext
from .rendering import sheet

if TYPE_CHECKING:
    from .models import Form

PREVIEW_UNIT = "Contoh unit petugas"
CONDITIONS = frozenset({"shown_if", "required_if", "prefill"})  # the question stands without them
HARMLESS = frozenset({"label", "feeds", "feeds_rows", "title", "weight"})  # the sheet can be drawn with them
MOST_ROUNDS = 8  # leaving one thing out can leave another without its question


def preview_context(form: "Form", *, now: datetime) -> dict[str, Any]:
    """What the preview template needs: ``sheet``, ``unit_name`` and the ``problems`` and ``warnings`` of the draft."""
    review = review_form(form)
    definition = drawable(review)
    context = FillContext(unit_code="", unit_name=PREVIEW_UNIT, timezone=settings.TIME_ZONE, now=now)
    return {
        "sheet": sheet(definition, first_values(definition, context), context=context),
        "unit_name": PREVIEW_UNIT,
        "problems": review.problems,
        "warnings": review.warnings,
    }


def drawable(review: Review) -> dict[str, Any]:
    """The part of a definition that stands by itself: whatever has a problem is left out, then what leaned on it."""
    for _ in range(MOST_ROUNDS):
        serious = [problem for problem in review.problems if problem.field not in HARMLESS]
        if not serious:
            return review.definition
        review = review_definition(_without(review.definition, serious))
    return {**review.definition, "sections": [], "checks": [], "order": [], "destinations": []}


def _without(definition: dict[str, Any], problems: Iterable[Problem]) -> dict[str, Any]:
    pruned = deepcopy(definition)
    by_block: dict[str, set[str]] = {}
    for problem in problems:
        by_block.setdefault(problem.block, set()).add(problem.field)
    pruned["checks"] = [check for check in pruned["checks"] if check["id"] not in by_block]
    sections = []
    for section in pruned["sections"]:
        section["questions"] = _standing(section["questions"], by_block)
        if "shown_if" in by_block.get(section["id"], ()):
            section["shown_if"] = None
        if section["questions"]:
            sections.append(section)
    return {**pruned, "title": pruned["title"] or "Tanpa judul", "sections": sections}


def _standing(questions: list[dict[str, Any]], by_block: dict[str, set[str]]) -> list[dict[str, Any]]:
    standing = []
    for question in questions:
        troubled = by_block.get(question["id"], set()) - HARMLESS
        if troubled - CONDITIONS:
            continue
        for setting in troubled:
            question[setting] = None
        if question["required_if"] is None and question["required"] == "if":
            question["required"] = "never"
        if question.get("questions"):
            question["questions"] = _standing(question["questions"], by_block)
        standing.append(question)
    return standing
