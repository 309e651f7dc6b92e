"""The definition as the browser's logic needs it: structure, conditions, formulas and limits, without the words."""

from collections.abc import Mapping
from typing import Any

WORDS = frozenset(
    {
        "label",
        "help",
        "summary",
        "title",
        "description",
        "tone",
        "icon",
        "message",
        "choices",
        "prefill",
        "min_label",
        "max_label",
        "row_label",
    }
    | {"privacy", "feeds", "feeds_rows", "weight", "critical", "responsible", "fresh_days", "kind", "kinds", "destinations", "schema"}
)


def without_words(definition: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _lean(value) for key, value in definition.items() if key not in WORDS}


def _lean(value: Any) -> Any:
    """``value`` without words, empty settings left out except where null has a meaning (``shown_if``)."""
    if isinstance(value, Mapping):
        return {key: _lean(inner) for key, inner in value.items() if key not in WORDS}
    if isinstance(value, list):
        return [_lean(inner) for inner in value]
    return value
