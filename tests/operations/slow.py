"""A task that takes a while, for a worker started by a test."""

import time
from pathlib import Path


def write_slowly(path: str) -> None:
    Path(f"{path}.begun").touch()
    time.sleep(3)  # the work itself
    Path(path).write_text("done")
