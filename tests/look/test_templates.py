"""Our own pages live under a strict policy: nothing inline, one heading, Indonesian, a known drawing per icon."""

import re
from pathlib import Path
from xml.dom import minidom

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = [path for package in ("cms", "desk", "exports", "forms_config") for path in (ROOT / package).rglob("templates/**/*.html")]
OWN_PAGES = [path for path in TEMPLATES if "wagtailadmin" not in path.parts and "wagtail" not in path.read_text().split("\n", 1)[0]]
DRAWINGS = set(re.findall(r'id="i-([\w-]+)"', (ROOT / "cms/static/look/icons.svg").read_text()))


def _names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("name", _names(OWN_PAGES))
def test_no_template_has_inline_style_or_script(name):
    text = (ROOT / name).read_text()

    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script(?![^>]*\b(src|type=\"application/json\")\b)", text)


@pytest.mark.parametrize("name", _names(TEMPLATES))
def test_every_icon_is_drawn(name):
    used = set(re.findall(r"{%\s*icon \"([\w-]+)\"", (ROOT / name).read_text()))

    assert used <= DRAWINGS


def test_every_state_is_drawn():
    from desk.core.states import STATES

    assert {look.icon for look in STATES.values()} <= DRAWINGS


def test_the_sprite_is_well_formed_so_that_browsers_draw_from_it():
    minidom.parse(str(ROOT / "cms/static/look/icons.svg"))
