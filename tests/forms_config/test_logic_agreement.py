"""Python and JavaScript give the same result for every definition and every answers."""

import json
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from forms_config.logic import evaluate
from tests.forms_config.javascript import BrowserLogic, running_logic
from tests.forms_config.strategies import answers_for, definitions


@pytest.fixture(scope="module")
def browser_logic() -> Generator[BrowserLogic]:
    with running_logic() as logic:
        yield logic


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_python_and_javascript_agree(browser_logic: BrowserLogic, data: Any) -> None:
    definition = data.draw(definitions())
    several = data.draw(st.lists(answers_for(definition), min_size=1, max_size=4))

    here = [json.loads(json.dumps(evaluate(definition, answers))) for answers in several]

    there = browser_logic.evaluate_all([(definition, answers) for answers in several])
    note(json.dumps({"definition": definition, "answers": several}, ensure_ascii=False))
    assert there == here
