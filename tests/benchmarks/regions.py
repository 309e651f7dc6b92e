"""National region import against a bare ``bulk_create`` of the same rows, in one run.

    python -m tests.benchmarks.regions                                   # SQLite, a scratch file
    DATABASE_URL=postgres://... python -m tests.benchmarks.regions       # PostgreSQL, a scratch database on that server

Each measurement is a process of its own, so that its peak memory is its own. Prints medians and ratios.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from django.db import connection, transaction

ROUNDS = 3
STEPS = ("bare", "import", "again")  # "again": the same list a second time, nothing changed


def measure(step: str) -> None:
    """Run one step in this process and print its seconds, rows and peak memory (MB) as JSON."""
    django.setup()
    from desk.regions.constants import NATIONAL_LIST
    from desk.regions.models import Region
    from desk.regions.region_file import RegionCheck, read_lines, read_timezones
    from desk.regions.services import import_regions

    if step != "again":
        empty_regions()
    check = RegionCheck(read_timezones())
    if step == "bare":
        for number, cells in read_lines(NATIONAL_LIST):
            check.add(number, cells)
    connection.ensure_connection()
    started = time.perf_counter()
    if step == "bare":
        rows = [
            Region(code=code, name=row.name, level=row.level, parent_id=row.parent, timezone=row.timezone)
            for code, row in check.rows.items()
        ]
        with transaction.atomic():
            Region.objects.bulk_create(rows, batch_size=1000)
    else:
        import_regions(path=NATIONAL_LIST)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "rows": Region.objects.count(), "peak": peak}))


def empty_regions() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE regions_region CASCADE")
        else:
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("DELETE FROM regions_region")


@contextmanager
def scratch_database() -> Iterator[str]:
    """The address of an empty database of this run's own, removed afterwards."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'benchmark.sqlite3'}"
        return
    name = f"desk_benchmark_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as maintenance:
        maintenance.execute(f'CREATE DATABASE "{name}"')
        try:
            yield server.rpartition("/")[0] + f"/{name}"
        finally:
            maintenance.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def main() -> None:
    with scratch_database() as url:
        environment = {**os.environ, "DESK_TESTING": "1", "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings"}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=environment, check=True)
        runs: dict[str, list[dict[str, float]]] = {step: [] for step in STEPS}
        for _round in range(ROUNDS):
            for step in STEPS:
                command = [sys.executable, "-m", "tests.benchmarks.regions", step]
                done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
                runs[step].append(json.loads(done.stdout))
    bare = statistics.median(run["seconds"] for run in runs["bare"])
    print(f"{url.partition(':')[0]}, {runs['import'][0]['rows']:.0f} rows, {ROUNDS} rounds, medians")
    for step in STEPS:
        seconds = statistics.median(run["seconds"] for run in runs[step])
        peak = max(run["peak"] for run in runs[step])
        print(f"{step:8} {seconds:6.2f} s   {seconds / bare:5.2f} x bare   peak {peak:4.0f} MB")


if __name__ == "__main__":
    measure(sys.argv[1]) if len(sys.argv) > 1 else main()
