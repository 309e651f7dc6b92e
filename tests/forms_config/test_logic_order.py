"""The order of evaluation, the cycles it refuses, and a definition made ready once."""

import gzip
import re
from typing import Any

import pytest

from forms_config.logic import DependencyCycle, Logic, compile_logic, evaluate, logic_of_version, order, references
from tests.forms_config.javascript import LOGIC


def total(key: str, *of: str, **settings: Any) -> dict[str, Any]:
    return {"key": key, "type": "computed", "formula": {"op": "sum", "terms": [{"question": name} for name in of]}, **settings}


def number(key: str, **settings: Any) -> dict[str, Any]:
    return {"key": key, "type": "whole_number", **settings}


def shown_when(key: str) -> dict[str, Any]:
    return {"match": "all", "rules": [{"question": key, "op": "filled", "value": None}]}


def form(*questions: dict[str, Any], **section: Any) -> dict[str, Any]:
    return {"sections": [{"id": "s", "questions": list(questions), **section}]}


def test_questions_keep_the_order_of_the_form_except_for_what_they_need():
    assert order(form(number("a"), total("b", "d", "c"), number("c"), number("d"), number("e"))) == ["a", "d", "c", "b", "e"]


def test_a_question_needs_what_the_condition_of_its_section_asks():
    definition = {"sections": [{"questions": [number("a")], "shown_if": shown_when("b")}, {"questions": [number("b")]}]}

    assert order(definition) == ["b", "a"]


def test_a_question_inside_a_repeat_stands_for_its_repeat_on_both_sides():
    repeat = {"key": "rep", "type": "repeat", "questions": [number("n", shown_if=shown_when("last"))]}

    assert order(form(total("z", "n"), repeat, number("last"))) == ["last", "rep", "z"]


def test_what_a_requirement_asks_is_no_dependency():
    later = number("a", required="if", required_if=shown_when("b"))

    assert order(form(later, number("b", required="if", required_if=shown_when("a")))) == ["a", "b"]


@pytest.mark.parametrize(
    ("definition", "keys"),
    [
        (form(total("a", "b"), total("b", "c"), total("c", "a")), ("a", "b", "c")),
        (form(number("x"), total("a", "x", "a")), ("a",)),
        (form(number("a"), shown_if=shown_when("a")), ("a",)),
        (form({"key": "rep", "type": "repeat", "questions": [total("m", "n"), total("n", "m")]}), ("m", "n")),
        (form({"key": "rep", "type": "repeat", "questions": [total("m", "z")]}, total("z", "m")), ("rep", "z")),
    ],
    ids=["three questions", "itself", "its own section", "inside a row", "through a repeat"],
)
def test_a_cycle_is_refused_and_named(definition: dict[str, Any], keys: tuple[str, ...]):
    with pytest.raises(DependencyCycle) as refused:
        order(definition)

    assert refused.value.keys == keys
    assert str(refused.value) == " -> ".join([*keys, keys[0]])


def test_references_are_found_however_deep():
    count = {"count": "rep", "where": {"match": "any", "rules": [{"question": "n", "op": "eq", "value": "question"}]}}
    formula = {"op": "percent", "part": [count], "whole": [{"question": "a", "sign": -1}, {"number": "3"}]}

    assert set(references([formula, None, {"op": "all_filled", "questions": ["b", "c"]}])) == {"rep", "n", "a", "b", "c"}


@pytest.mark.parametrize("answers", [None, [], "x", 3, {"a": {}}, {"_explanations": []}])
def test_answers_that_are_none_leave_every_question_absent(answers: Any):
    assert evaluate(form(number("a"), total("b", "a")), answers)["answers"] == {}


def test_a_definition_made_ready_gives_the_same_as_the_definition():
    definition = form(total("b", "a"), number("a"))

    assert evaluate(compile_logic(definition), {"a": 4}) == evaluate(definition, {"a": 4})


def test_evaluating_leaves_definition_and_answers_as_they_were():
    definition, answers = form(total("b", "a"), number("a")), {"a": 4, "b": "9"}

    evaluate(definition, answers)

    assert (definition, answers) == (form(total("b", "a"), number("a")), {"a": 4, "b": "9"})


def test_the_logic_of_a_version_is_made_once():
    ready = [logic_of_version("0" * 64, form(number("a"))) for _ in range(2)]

    assert ready[0] is ready[1]
    assert isinstance(ready[0], Logic)
    assert logic_of_version("1" * 64, form(number("a"))) is not ready[0]


def test_the_browser_module_is_small_and_of_2019():
    source = LOGIC.read_text()
    code = re.sub(r"//.*|/\*.*?\*/", "", source)

    assert len(gzip.compress(source.encode())) < 6_000
    assert "??" not in code
    assert not re.search(r"\?\.[a-zA-Z(\[]", code)
    assert not re.search(r"\b(await|structuredClone|replaceAll|Object\.hasOwn|at\()", code)
