"""Every shared case gives the result that it names: in Python, in V8 and in a real Chromium."""

import json
from collections.abc import Generator
from typing import Any

import pytest

from forms_config.logic import evaluate
from tests.browser import wait_until
from tests.forms_config.javascript import LOGIC, BrowserLogic, running_logic
from tests.forms_config.logic_vectors import VECTORS, definition_of, shown_by


@pytest.fixture(scope="module")
def browser_logic() -> Generator[BrowserLogic]:
    with running_logic() as logic:
        yield logic


def test_every_case_has_a_name_of_its_own():
    names = [vector["name"] for vector in VECTORS]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_python_gives_what_the_case_names(vector: dict[str, Any]):
    result = evaluate(definition_of(vector), vector["answers"])

    assert shown_by(result, vector["expected"]) == vector["expected"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_javascript_gives_the_whole_result_of_python(vector: dict[str, Any], browser_logic: BrowserLogic):
    result = browser_logic.evaluate(definition_of(vector), vector["answers"])

    assert shown_by(result, vector["expected"]) == vector["expected"]
    assert result == evaluate(definition_of(vector), vector["answers"])


@pytest.mark.browser
def test_chromium_gives_what_every_case_names(chromium):
    cases = [[definition_of(vector), vector["answers"]] for vector in VECTORS]
    page = chromium.new_page()
    page.set_content("<title>logic</title>")
    page.add_script_tag(content=f"{LOGIC.read_text()}\nglobalThis.evaluate = evaluate;", type="module")
    wait_until(page, "typeof globalThis.evaluate === 'function'")  # module scripts run later than they are added

    answer = page.evaluate("cases => JSON.stringify(JSON.parse(cases).map(([d, a]) => evaluate(d, a)))", json.dumps(cases))
    page.close()

    found = [shown_by(result, vector["expected"]) for result, vector in zip(json.loads(answer), VECTORS, strict=True)]
    assert found == [vector["expected"] for vector in VECTORS]
