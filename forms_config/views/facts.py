"""What the editor's scripts need to know: words for operators and families, shared lists, what is published already."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

from ..blocks.parts import fitting_attributes, prefill_sources
from ..compile.conditions import COMPARABLE, operators
from ..compile.values import PREFILLABLE
from ..constants import Family, ReadinessValue
from ..models import ChoiceList, Form
from ..question_settings import NOT_IN_REPEAT, WITHOUT_ANSWER

OPERATOR_WORDS = {
    "filled": "terisi",
    "empty": "kosong",
    "eq": "adalah",
    "ne": "bukan",
    "in": "salah satu dari",
    "not_in": "bukan salah satu dari",
    "has": "memuat",
    "has_not": "tidak memuat",
    "gt": "lebih dari",
    "ge": "paling sedikit",
    "lt": "kurang dari",
    "le": "paling banyak",
}
TIME_WORDS = {"gt": "sesudah", "ge": "pada atau sesudah", "lt": "sebelum", "le": "pada atau sebelum", "eq": "tepat pada", "ne": "selain"}
NUMBER_WORDS = {"eq": "sama dengan", "ne": "tidak sama dengan"}
TIMES = frozenset({Family.DATE, Family.TIME, Family.DATETIME})
NUMBERS = frozenset({Family.WHOLE_NUMBER, Family.DECIMAL, Family.SCALE, "number"})


def editor_facts(form: Form | None) -> dict[str, Any]:
    """Plain JSON for ``forms_config/admin/*.js``. Two queries."""
    return {
        "families": {str(family): _word(family.label) for family in Family},
        "operators": {kind: _operators(kind) for kind in sorted({*Family.values, *COMPARABLE})},
        "readiness": [{"key": str(value), "label": _word(value.label)} for value in ReadinessValue],
        "prefills": prefill_sources(),
        "lists": {entry.key: entry.as_choices() for entry in ChoiceList.objects.prefetch_related("choices")},
        "published": _published(form),
        "feeds": {str(family): fitting_attributes(family) for family in Family},
        "constant": sorted(PREFILLABLE),
        "silent": sorted(WITHOUT_ANSWER),
        "outside": sorted(NOT_IN_REPEAT),
    }


def _operators(kind: str) -> list[dict[str, str]]:
    words: Mapping[str, str] = TIME_WORDS if kind in TIMES else NUMBER_WORDS if kind in NUMBERS else {}
    return [{"op": op, "label": words.get(op, OPERATOR_WORDS[op])} for op in operators(kind)]


def _word(label: str | Promise) -> str:
    return str(label)


def _published(form: Form | None) -> dict[str, str]:
    """Ids of questions that were ever published, with the key that stays theirs."""
    keys: dict[str, str] = {}
    for definition in form.versions.order_by("number").values_list("definition", flat=True) if form and form.pk else ():
        for section in definition["sections"]:
            for question in section["questions"]:
                keys |= {str(entry["id"]): entry["key"] for entry in (question, *question.get("questions", ()))}
    return keys
