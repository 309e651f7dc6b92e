"""The front stands alone: what serves public pages loads no Django, no database and nothing else of ours."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRONT = ROOT / "cms" / "front"
ELSEWHERE = {
    "tree.py": {"brotli"},
    "connection.py": {"httptools"},
    "requests.py": {"httptools"},
}  # what a module may import beside the standard library
SERVING = ["cms.front.middleware", "cms.front.relay"]

LOADED = "import sys, {module}; print(' '.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"


@pytest.mark.parametrize("module", SERVING)
def test_what_serves_loads_the_standard_library_and_itself(module):
    command = [sys.executable, "-S", "-c", LOADED.format(module=module)]  # without site-packages there is nothing else to load
    loaded = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()

    assert set(loaded) - sys.stdlib_module_names - {"__main__", "cms"} == set()


@pytest.mark.parametrize("module", [*SERVING, "cms.front.server"])
def test_what_serves_loads_nothing_else_of_ours(module):
    command = [sys.executable, "-c", f"import sys, {module}; print(*sorted(sys.modules))"]
    loaded = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()

    assert [name for name in loaded if name.startswith(("django", "wagtail", "desk", "exports", "forms_config", "brotli"))] == []
    assert [name for name in loaded if name.startswith("cms.") and not name.startswith("cms.front")] == []


@pytest.mark.parametrize("path", sorted(FRONT.glob("*.py")), ids=lambda path: path.name)
def test_every_module_imports_the_standard_library_and_its_neighbours(path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            imported.add(node.module.partition(".")[0])
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 1, "only from beside it"

    assert imported - sys.stdlib_module_names <= ELSEWHERE.get(path.name, set())
