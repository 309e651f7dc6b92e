"""Exact numbers of the form logic: a number is held as an integer of millionths, so nothing is ever rounded by accident."""

import re
from typing import Any

PLACES = 6  # decimals an answer may have; logic.js uses the same
SCALE = 1_000_000  # 10 ** PLACES
LARGEST_INTEGER = 2**53 - 1  # a JSON number beyond this changes in a browser
NUMBER = re.compile(r"(-?)([0-9]{1,40})(?:\.([0-9]{1,6}))?")


def whole(value: Any) -> int | None:
    """The value as an integer when it is a JSON integer that a browser holds exactly, else None. 12.0 is the integer 12, true is none."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if abs(value) <= LARGEST_INTEGER else None


def scaled(value: Any) -> int | None:
    """Millionths of a JSON integer or of a number text such as ``-12.5``; None when it is neither."""
    if isinstance(value, str):
        match = NUMBER.fullmatch(value)
        if match is None:
            return None
        sign, digits, decimals = match.groups()
        amount = int(digits) * SCALE + int((decimals or "").ljust(PLACES, "0"))
        return -amount if sign else amount
    number = whole(value)
    return None if number is None else number * SCALE


def canonical(amount: int) -> str:
    """Number text of an amount of millionths: no exponent, no trailing zeros, no negative zero."""
    digits, decimals = divmod(abs(amount), SCALE)
    text = f"{digits}.{decimals:0{PLACES}d}".rstrip("0").rstrip(".")
    return f"-{text}" if amount < 0 else text


def percent(part: int, total: int, places: int) -> int:
    """Millionths of 100 * part / total, rounded to ``places`` (0 to 6) with halves away from zero. ``total`` is not 0."""
    places = min(max(places, 0), PLACES)
    step: int = 10 ** (PLACES - places)
    dividend, divisor = 100 * SCALE * abs(part), abs(total) * step
    rounded = (2 * dividend + divisor) // (2 * divisor) * step
    return -rounded if (part < 0) != (total < 0) else rounded
