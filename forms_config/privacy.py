"""Identity answers on their way to rest and back. Only answers that are plain text can be of class ``identitas``."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from . import identity
from .constants import Family
from .definition import Definition, is_identity, is_restricted, places

TEXT_ANSWERS = frozenset(
    {
        Family.SHORT_TEXT,
        Family.LONG_TEXT,
        Family.ONE_CHOICE,
        Family.DATE,
        Family.TIME,
        Family.DATETIME,
        Family.REGION,
        Family.POLLING_STATION,
        Family.AGENCY,
        Family.PERSON,
    }
)


def _identity_keys(definition: Definition) -> set[str]:
    return {place.question["key"] for place in places(definition) if is_identity(place.question)}


def _mapped(answers: Mapping[str, Any], keys: set[str], change: Callable[[str], str]) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for key, answer in answers.items():
        if key in keys and isinstance(answer, str):
            changed[key] = change(answer)
        elif isinstance(answer, list) and answer and isinstance(answer[0], dict) and "answers" in answer[0]:
            changed[key] = [{**row, "answers": _mapped(row["answers"], keys, change)} for row in answer]
        else:
            changed[key] = answer
    return changed


def conceal_answers(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with identity ones as cipher text."""
    keys = _identity_keys(definition)
    return _mapped(answers, keys, identity.conceal) if keys else dict(answers)


def reveal_answers(definition: Definition, answers: Mapping[str, Any], *, allowed: bool) -> dict[str, Any]:
    """The answers with identity ones readable, or masked for whoever lacks the permission."""
    keys = _identity_keys(definition)
    if not keys:
        return dict(answers)
    return _mapped(answers, keys, identity.reveal if allowed else lambda _token: identity.MASK)


def mask_restricted(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with those of class ``terbatas`` masked, whatever their family; for whoever may only look."""
    keys = {place.question["key"] for place in places(definition) if is_restricted(place.question)}
    return _masked(answers, keys) if keys else dict(answers)


def _masked(answers: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    masked: dict[str, Any] = {}
    for key, answer in answers.items():
        if key in keys:
            masked[key] = identity.MASK
        elif isinstance(answer, list) and answer and isinstance(answer[0], dict) and "answers" in answer[0]:
            masked[key] = [{**row, "answers": _masked(row["answers"], keys)} for row in answer]
        else:
            masked[key] = answer
    return masked


def conceal_raw(definition: Definition, raw: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Draft controls with those of identity questions as cipher text."""
    return _each_control(definition, raw, identity.conceal)


def reveal_raw(definition: Definition, raw: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Draft controls as they were typed; for the own unit only."""
    return _each_control(definition, raw, lambda text: identity.reveal(text) if identity.is_concealed(text) else text)


def _each_control(definition: Definition, raw: Mapping[str, list[str]], change: Callable[[str], str]) -> dict[str, list[str]]:
    own = [place for place in places(definition) if is_identity(place.question)]
    if not own:
        return dict(raw)
    return {control: _texts(texts, change) if _belongs(control, own) else texts for control, texts in raw.items()}


def _texts(texts: Iterable[str], change: Callable[[str], str]) -> list[str]:
    return [change(text) if text else text for text in texts]


def _belongs(control: str, own: Iterable[Any]) -> bool:
    for place in own:
        key = place.question["key"]
        if place.repeat is None:
            if control == key:
                return True
        elif control.startswith(f"{place.repeat['key']}-") and control.endswith(f"-{key}"):
            return True
    return False
