"""The palette keeps its promises: reads tokens.css as it is shipped."""

import re
from pathlib import Path

import pytest

LOOK = Path(__file__).parents[2] / "cms" / "static" / "look"
CSS = (LOOK / "tokens.css").read_text()
TONES = ("ok", "info", "warn", "bad", "mute")
GROUNDS = ("paper", "surface", "sunken", "tint")


def _block(selector):
    start = CSS.index("{", CSS.index(selector)) + 1
    return dict(re.findall(r"--([\w-]+):\s*([^;}]+)", CSS[start : CSS.index("}", start)]))


LIGHT = _block(":root {")
DARK_BY_DEVICE = _block(':root:not([data-theme="light"])')
DARK_BY_CHOICE = _block(':root[data-theme="dark"]')
THEMES = {"light": LIGHT, "dark": {**LIGHT, **DARK_BY_DEVICE}}


def _luminance(colour):
    digits = colour.strip().lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _pairs():
    for theme in THEMES:
        for ground in GROUNDS:
            yield theme, "ink", ground, 7
            yield theme, "ink-2", ground, 6.99
            yield theme, "accent", ground, 6.99
            yield theme, "edge", ground, 3
            yield theme, "focus", ground, 3
        for tone in TONES:
            yield theme, tone, f"{tone}-bg", 7
            yield theme, tone, "surface", 7
            yield theme, tone, "paper", 6.99
            yield theme, f"{tone}-line", "surface", 3
            yield theme, "ink", f"{tone}-bg", 7
        for heat in ("heat-ok", "heat-warn", "heat-bad"):
            yield theme, "ink", heat, 7
        yield theme, "on-accent", "accent", 7
        yield theme, "on-accent", "accent-hover", 7
        yield theme, "on-bar", "bar", 7
        yield theme, "on-bar-2", "bar", 7


@pytest.mark.parametrize(("theme", "front", "ground", "least"), list(_pairs()))
def test_text_and_borders_stand_out_from_their_ground(theme, front, ground, least):
    colours = THEMES[theme]

    assert _contrast(colours[front], colours[ground]) >= least


def test_dark_by_device_and_dark_by_choice_are_the_same():
    assert DARK_BY_DEVICE == DARK_BY_CHOICE


def test_colours_stand_in_the_tokens_only():
    for sheet in LOOK.glob("*.css"):
        if sheet.name == "tokens.css" or sheet.name.startswith("admin"):
            continue
        literals = re.findall(r"#[0-9a-fA-F]{3,8}\b(?![\w-])|\brgba?\(|\bhsla?\(", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S))

        assert literals == [], sheet.name


def test_both_sheets_of_the_look_stay_light_to_carry():
    assert sum((LOOK / name).stat().st_size for name in ("tokens.css", "components.css")) < 30_000
