"""The browser's logic module, run inside the tests."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from py_mini_racer import MiniRacer

LOGIC = Path(settings.BASE_DIR) / "forms_config/static/forms_config/logic.js"


class BrowserLogic:
    """``evaluate`` of logic.js in V8. The module has one export and imports nothing, so taking the word away makes it a script."""

    def __init__(self) -> None:
        source = LOGIC.read_text()
        if "import " in source or source.count("export ") != 1:
            raise AssertionError("logic.js stands alone and exports evaluate only.")
        self._engine = MiniRacer()
        self._engine.eval(f"const evaluate = (() => {{ {source.replace('export ', '')}; return evaluate; }})();")
        self._engine.eval("const run = (cases) => JSON.stringify(JSON.parse(cases).map(([d, a]) => evaluate(d, a)));")

    def evaluate(self, definition: Any, answers: Any) -> Any:
        return self.evaluate_all([(definition, answers)])[0]

    def evaluate_all(self, cases: list[tuple[Any, Any]]) -> list[Any]:
        return json.loads(self._engine.call("run", json.dumps(cases)))

    def close(self) -> None:
        self._engine.close()


@contextmanager
def running_logic() -> Generator[BrowserLogic]:
    """The module in an engine that is closed again, so that its thread does not outlive the tests."""
    logic = BrowserLogic()
    try:
        yield logic
    finally:
        logic.close()
