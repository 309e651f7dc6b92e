"""Links that open WhatsApp with a ready text. The product sends nothing there itself."""

import re
from urllib.parse import quote

INDONESIA, MOBILE = "62", "628"  # landlines have no WhatsApp
LONGEST = 1_000  # characters of a text in a link
SHORTEST_NUMBER = 8


def number_of(phone: str) -> str:
    """The international number of an Indonesian one without signs: ``0812-3456`` is ``628123456``; empty when it is none."""
    digits = re.sub(r"\D", "", phone)
    if digits.startswith("0"):
        digits = INDONESIA + digits[1:]
    elif not phone.strip().startswith("+") and not digits.startswith(INDONESIA):
        return ""
    abroad = not digits.startswith(INDONESIA)
    return digits if len(digits) >= SHORTEST_NUMBER and (abroad or digits.startswith(MOBILE)) else ""


def link_to(phone: str, text: str) -> str:
    """A ``wa.me`` address; empty when the number is none that WhatsApp could know."""
    number = number_of(phone)
    return f"https://wa.me/{number}?text={quote(text[:LONGEST])}" if number else ""
