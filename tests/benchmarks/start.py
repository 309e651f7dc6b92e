"""``make start`` by the clock: in a fresh clone until ``/healthz`` is content, and once more with everything there.

    python -m tests.benchmarks.start

Clones the last commit into a temporary folder and starts it on a free port. Packages come from the cache of uv and pip when it
is warm; run it twice to be sure. Prints the load that it met.
"""

import os
import subprocess
import tempfile
import time
from pathlib import Path

from tests.operations.running import ROOT, free_port, health_of, running

GOAL_SECONDS = 60  # of the first start; the second has none of its own
PATIENCE = 600
OWN = ("DESK_", "DATABASE_URL", "VIRTUAL_ENV", "PORT")  # of the process that measures, not of the clone


def seconds_until_healthy(folder: Path, log: Path) -> float:
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
    began = time.monotonic()
    with running(f"exec make --directory {folder} start PORT={port}", environment, log) as process:
        while health_of(port)[0] != 200:
            if process.poll() is not None or time.monotonic() - began > PATIENCE:
                raise SystemExit(log.read_text())
            time.sleep(0.1)
        return time.monotonic() - began


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "desk"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        first, second = (seconds_until_healthy(folder, Path(place) / "log") for _start in range(2))
        print(
            f"first start: {first:.1f} s | {'within' if first <= GOAL_SECONDS else 'OVER'} {GOAL_SECONDS} s\nsecond start: {second:.1f} s"
        )


if __name__ == "__main__":
    main()
