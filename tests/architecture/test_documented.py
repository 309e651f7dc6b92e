"""Whatever an admin, operator or developer can name is described in docs/."""

import re
from functools import cache
from pathlib import Path

import pytest

from desk.core import schedules
from forms_config.constants import Family
from forms_config.destinations import registered

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cms", "desk", "exports", "forms_config")


@cache
def docs() -> str:
    return "\n".join(path.read_text() for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def environment_names() -> list[str]:
    source = (ROOT / "cms" / "settings" / "environment.py").read_text()
    return sorted(set(re.findall(r"env\.\w+\(\s*[\"'](\w+)[\"']", source)))


def commands() -> list[str]:
    return sorted(path.stem for package in PACKAGES for path in (ROOT / package).rglob("management/commands/[!_]*.py"))


@pytest.mark.parametrize("name", environment_names())
def test_every_setting_from_the_environment_is_described(name):
    assert f"`{name}`" in (ROOT / "docs" / "operations.md").read_text()


@pytest.mark.parametrize("name", commands())
def test_every_command_is_described(name):
    assert re.search(rf"`(manage\.py )?{name}\b", docs()), f"manage.py {name} appears nowhere in docs/"


@pytest.mark.parametrize("family", [family.value for family in Family])
def test_every_question_family_is_described(family):
    assert re.search(rf"\b{family}\b", (ROOT / "docs" / "form-definition.md").read_text())


def test_every_destination_is_described():
    for destination in registered():
        assert f"`{destination.key}`" in docs(), f"destination {destination.key} appears nowhere in docs/"


def test_all_recurring_work_is_described():
    described = (ROOT / "docs" / "operations.md").read_text()

    assert [name for name in schedules._registered if f"`{name}`" not in described] == []


def test_only_one_module_reads_the_environment():
    reads = re.compile(r"\bos\.environ\b|\bos\.getenv\b|environ\.Env\(\)")
    # The runner starts before settings, the front without them.
    allowed = {"cms/settings/environment.py", "cms/operations/processes.py", "cms/wsgi.py", "cms/front/server.py"}

    found = {
        str(path.relative_to(ROOT)) for package in PACKAGES for path in (ROOT / package).rglob("*.py") if reads.search(path.read_text())
    }

    assert found <= allowed
