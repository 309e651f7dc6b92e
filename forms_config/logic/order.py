"""What depends on what in a definition, and the order in which it can be evaluated."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .reading import Json, questions_of

NAMING = ("question", "count")  # members of conditions, terms and formulas that name one question; "questions" names several


class DependencyCycle(ValueError):
    """Questions that need each other. ``keys`` names them in turn: each needs the next, the last needs the first."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(" -> ".join((*keys, keys[0])))
        self.keys = keys


def references(part: Any) -> Iterator[str]:
    """Keys that a condition, term, formula, check, or a list of them names; a key may come more than once."""
    if isinstance(part, Mapping):
        yield from (part[name] for name in NAMING if isinstance(part.get(name), str))
        yield from (key for key in part.get("questions") or () if isinstance(key, str))
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from references(value)


def order(definition: Json) -> list[str]:
    """Top-level keys with dependencies first, otherwise as on the form.

    Visibility of the section, of the question and formulas count, those inside repeats too; ``required_if`` does not, as it is
    evaluated last. Raises ``DependencyCycle``, also for a cycle between the questions of one repeat.
    """
    for question in questions_of(definition):
        if question.get("questions"):
            row_order(question)
    return sorted_by_need(graph(definition))


def row_order(repeat: Json) -> list[str]:
    """Keys of the questions inside a repeat in an order in which a row can be evaluated. Raises ``DependencyCycle``."""
    return sorted_by_need({sub["key"]: list(own_references(sub)) for sub in repeat.get("questions") or ()})


def own_references(question: Json) -> Iterator[str]:
    yield from references(question.get("shown_if"))
    yield from references(question.get("formula"))


def graph(definition: Json) -> dict[str, list[str]]:
    """Top-level key -> top-level keys it needs. A question inside a repeat stands for its repeat."""
    parents = {sub["key"]: question["key"] for question in questions_of(definition) for sub in question.get("questions") or ()}
    needs: dict[str, list[str]] = {}
    for section in definition.get("sections") or ():
        for question in section.get("questions") or ():
            inner = question.get("questions") or ()
            siblings = {sub["key"] for sub in inner}
            found = [*references(section.get("shown_if")), *own_references(question)]
            found += [key for sub in inner for key in own_references(sub) if key not in siblings]
            needs[question["key"]] = [parents.get(key, key) for key in found]
    return needs


def sorted_by_need(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Keys with what they need first, otherwise in the order given. What is not a key is passed over."""
    done: dict[str, None] = {}
    for key in needs:
        visit(key, needs, done, [])
    return list(done)


def visit(key: str, needs: Mapping[str, Sequence[str]], done: dict[str, None], path: list[str]) -> None:
    if key in done or key not in needs:
        return
    if key in path:
        raise DependencyCycle(tuple(path[path.index(key) :]))
    path.append(key)
    for needed in needs[key]:
        visit(needed, needs, done, path)
    path.pop()
    done[key] = None
