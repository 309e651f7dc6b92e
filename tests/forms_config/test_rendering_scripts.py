"""The browser reads numbers and writes words as the server does."""

from collections.abc import Generator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from forms_config.families.base import short
from forms_config.families.quantities import canonical, decimal_in, whole_in

ANSWERS = Path(settings.BASE_DIR) / "forms_config/static/forms_config/fill/answers.js"
TYPED = st.text("0123456789.,- x", max_size=14)


@pytest.fixture(scope="module")
def browser() -> Generator[Any]:
    engine = MiniRacer()
    engine.eval(ANSWERS.read_text().replace("export ", ""))
    yield engine
    engine.close()


@given(typed=TYPED)
@example(typed="1.250")
@example(typed="1 250")
@example(typed="-007")
def test_whole_numbers_are_read_alike(browser, typed):
    expected = whole_in(typed)

    assert browser.call("wholeIn", typed) == expected


@given(typed=TYPED)
@example(typed="1.250,50")
@example(typed="-0,0")
@example(typed="84.770")
def test_decimal_numbers_are_read_alike(browser, typed):
    number = decimal_in(typed)

    assert browser.call("decimalIn", typed) == (None if number is None else canonical(number))


@given(number=st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_numbers_are_written_alike(browser, number):
    text = canonical(number)

    assert browser.call("words", text) == short(Decimal(text))
