"""The shared cases of ``logic_vectors.json``: which definition a fragment stands for and what a result must show."""

import json
from pathlib import Path
from typing import Any

from forms_config.logic import order

VECTORS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("logic_vectors.json").read_text())


def definition_of(vector: dict[str, Any]) -> dict[str, Any]:
    """A case names its sections, or only the questions of a form with one section."""
    sections = vector.get("sections") or [{"id": "s", "questions": vector["questions"]}]
    definition = {"schema": 1, "sections": sections, "checks": vector.get("checks", [])}
    return {**definition, "order": order(definition)}


def shown_by(result: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """What a case speaks of: the named parts; of ``visible`` and ``required`` only the names it gives."""
    named = {part: result[part] for part in expected}
    for part in {"visible", "required"} & set(expected):
        named[part] = {name: value for name, value in result[part].items() if name in expected[part]}
    return named
