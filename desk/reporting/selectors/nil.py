"""The short way of a unit with nothing to tell: which sentences a form still wants once it says "nihil"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms_config.constants import Family
from forms_config.definition import Definition, Question, question_by_key, top_questions
from forms_config.intake import first_values, read
from forms_config.prefills import FillContext

from ..constants import NIL_KEY

SENTENCES = frozenset({Family.SHORT_TEXT, Family.LONG_TEXT})
MOST_SENTENCES = 2  # the condition, and in forms of an own making one thing more, that later reports take over from the first
YES = "ya"  # what the control of a yes/no question sends


@dataclass(frozen=True)
class ShortWay:
    """``questions`` are left to be answered; ``raw`` are the controls of everything that the form fills in by itself."""

    questions: tuple[Question, ...]
    raw: Mapping[str, list[str]]


def short_way(definition: Definition, context: FillContext) -> ShortWay | None:
    """None when the form does not ask NIL_KEY, or wants more of a nil report than one or two sentences. No query of its own."""
    asked = question_by_key(definition, NIL_KEY)
    if asked is None or asked["type"] != Family.YES_NO:
        return None
    raw = {**first_values(definition, context), NIL_KEY: [YES]}
    wrong = read(definition, raw, context).errors
    questions = tuple(question for question in top_questions(definition) if question["key"] in wrong)
    if not questions or len(questions) != len(wrong) or len(questions) > MOST_SENTENCES:
        return None
    return ShortWay(questions, raw) if all(_is_sentence(question) for question in questions) else None


def _is_sentence(question: Mapping[str, Any]) -> bool:
    return question["type"] in SENTENCES
