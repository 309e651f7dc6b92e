"""What the linters do not hold: names of modules, budgets, no signals for our own flow, no leftovers."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cms", "desk", "exports", "forms_config", "tests")
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "misc", "common"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def sources(*packages, pattern="*.py"):
    return [path for package in packages for path in sorted((ROOT / package).rglob(pattern)) if "migrations" not in path.parts]


def name_of(path):
    return str(path.relative_to(ROOT))


def lines_of_code(function):
    """Without the docstring: explaining a seam costs nothing."""
    docstring = function.body[0] if ast.get_docstring(function) else None
    explained = docstring.end_lineno - docstring.lineno + 1 if docstring else 0
    return function.end_lineno - function.lineno + 1 - explained


def test_no_module_is_named_after_nothing():
    named = [name_of(path) for package in PACKAGES for path in (ROOT / package).rglob("*") if path.stem in FORBIDDEN_NAMES]

    assert named == []


def test_files_stay_within_their_budget():
    scripts = [path for package in PACKAGES for path in (ROOT / package).rglob("*.js")]

    long = [name_of(path) for path in [*sources(*PACKAGES), *scripts] if len(path.read_text().splitlines()) > LONGEST_FILE]

    assert long == []


def test_functions_stay_within_their_budget():
    functions = [
        (path, node)
        for path in sources("cms", "desk", "exports", "forms_config")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    ]

    long = [f"{name_of(path)}: {node.name}" for path, node in functions if lines_of_code(node) > LONGEST_FUNCTION]

    assert long == []


def test_our_own_flow_uses_no_signals():
    signals = re.compile(r"django\.db\.models\.signals|django\.dispatch|@receiver\b")

    assert [name_of(path) for path in sources("cms", "desk", "exports", "forms_config") if signals.search(path.read_text())] == []


def test_nothing_is_left_for_later():
    marks = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
    texts = [path for suffix in ("*.py", "*.js", "*.html", "*.css", "*.md") for path in sources(*PACKAGES, "docs", pattern=suffix)]

    assert [name_of(path) for path in texts if marks.search(path.read_text())] == []


def test_our_pages_hold_nothing_inline():
    """The content security policy of our pages allows files of this host only."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style\b|\sstyle=\"|\son(?:click|change|submit|input|load)=\"", re.IGNORECASE
    )
    pages = [
        path
        for path in sources("cms", "desk", "exports", "forms_config", pattern="*.html")
        if not {"wagtailadmin", "backoffice", "admin"} & set(path.parts)
    ]

    assert [name_of(path) for path in pages if inline.search(path.read_text())] == []


@pytest.mark.django_db
def test_no_migration_is_forgotten():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
