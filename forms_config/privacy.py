"""Identity answers on their way to rest and back. Only answers that are plain text can be of class ``identitas``."""

from collections.abc import Callable, Collection, Iterable, Mapping
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


def identity_keys(definitions: Iterable[Definition]) -> frozenset[str]:
    """Keys of the questions that one of these versions marks as identity. A mark holds for all versions of a form: what an
    older one stored readable is masked as well (``selectors.identity_keys_of`` for all versions of a form)."""
    return frozenset(key for definition in definitions for key in _identity_keys(definition))


def hidden_keys(definition: Definition, marked: Collection[str] = ()) -> set[str]:
    """Keys of this version's answers that only whoever may read identities sees: its own identity questions, those that another
    version marks (``marked``), and dates computed from one of them, which the compiler refuses only where the mark stands."""
    keys = _identity_keys(definition).union(marked)
    formulas = ((place.question["key"], place.question.get("formula") or {}) for place in places(definition))
    return keys.union(key for key, formula in formulas if formula.get("op") == "days_after" and formula.get("question") in keys)


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


def reveal_answers(definition: Definition, answers: Mapping[str, Any], *, allowed: bool, marked: Collection[str] = ()) -> dict[str, Any]:
    """The answers with identity ones readable, or masked for whoever lacks the permission; ``marked`` as in ``hidden_keys``."""
    keys = hidden_keys(definition, marked)
    if not keys:
        return dict(answers)
    return _mapped(answers, keys, _in_the_clear) if allowed else _masked(answers, keys)


def _in_the_clear(text: str) -> str:
    return identity.reveal(text) if identity.is_concealed(text) else text


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
    return _each_control(definition, raw, _in_the_clear)


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
