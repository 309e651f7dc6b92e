"""``make test``: the suite on SQLite, then on PostgreSQL what needs it (all of it with DESK_TEST_DEPTH=full).

Says before the tests what this machine lacks, so that pytest's line is the last one. With REQUIRE_POSTGRES=1 or
REQUIRE_BROWSER=1 a lack is a failure.
"""

import argparse
import os
import subprocess
import sys

import psycopg

from tests.browser import chromium_path

NO_POSTGRES = (
    "Tests marked 'postgresql' are skipped: no server at {url}. Get one with 'apt-get install postgresql' or name yours: "
    "make test TEST_POSTGRES_URL=postgres://user:password@host/database"
)
NO_BROWSER = "Tests marked 'browser' are skipped: no Chromium found. Get one with 'apt-get install chromium-headless-shell'."


def server_answers(url: str) -> bool:
    try:
        psycopg.connect(url.replace("postgres://", "postgresql://", 1), connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def required(name: str) -> bool:
    return os.environ.get(name, "") not in {"", "0"}


def run_pytest(processes: int, arguments: list[str], **environment: str) -> int:
    # In the order of the folders: xdist would keep the files of few tests for the end, and those are the long ones of the browser.
    order = ["--dist", "loadscope", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", "-n", str(processes), *order, *arguments]
    return subprocess.run(command, env={**os.environ, "DESK_TESTING": "1", **environment}, check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", required=True)
    parser.add_argument("--processes", type=int, default=2)
    options, arguments = parser.parse_known_args()
    has_postgres, has_browser = server_answers(options.postgres), chromium_path() is not None
    lacks = [NO_POSTGRES.format(url=options.postgres)] * (not has_postgres) + [NO_BROWSER] * (not has_browser)
    print("\n".join(lacks))
    if (not has_postgres and required("REQUIRE_POSTGRES")) or (not has_browser and required("REQUIRE_BROWSER")):
        print("They are required here (REQUIRE_POSTGRES, REQUIRE_BROWSER).")
        return 1
    on_sqlite = run_pytest(options.processes, ["-m", "not postgresql", *arguments], DATABASE_URL="")
    if on_sqlite or not has_postgres:
        return on_sqlite
    chosen = [] if os.environ.get("DESK_TEST_DEPTH") == "full" else ["-m", "postgresql"]
    return run_pytest(options.processes, [*chosen, *arguments], DATABASE_URL=options.postgres)


if __name__ == "__main__":
    sys.exit(main())
