"""Accepting a report of twenty questions against a Wagtail FormPage of twenty fields and against pgbench, in one run.

    DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres python -m tests.benchmarks.sending

Needs PostgreSQL, pgbench and wrk. Makes a scratch database, starts the web process of the Procfile on it (granian, 2 workers,
1 blocking thread each), and lets 16 connections of wrk post without pause. Every post is a new report (or FormSubmission) with
its own session, CSRF token and UUID. pgbench (-s 10 -c 8 -j 2) runs before and after on a database of its own. Prints rates and
ratios; the answers of each round are counted against the rows in the database.
"""

import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
SCRATCH, PGBENCH = "desk_bench_sending", "desk_bench_pgbench"
QUESTIONS, CONNECTIONS, SECONDS, ROUNDS = 20, 16, 10, 3
SETTINGS = "tests.benchmarks.settings"
CSRF = "a" * 32

SCRIPT = """
local sessions = { %(sessions)s }
local thread_number = 0
function setup(thread) thread_number = thread_number + 1; thread:set("seed", thread_number) end
function init() math.randomseed(os.time() * 7 + seed * 104729) end
local function hex(n) local s = "" for i = 1, n do s = s .. string.format("%%x", math.random(0, 15)) end return s end
function request()
  local uuid = hex(8) .. "-" .. hex(4) .. "-4" .. hex(3) .. "-a" .. hex(3) .. "-" .. hex(12)
  local session = sessions[math.random(#sessions)]
  return wrk.format("POST", nil, {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Cookie"] = "csrftoken=%(csrf)s; sessionid=" .. session
  }, "csrfmiddlewaretoken=%(csrf)s&entry=" .. uuid .. "&%(body)s")
end
"""


def post_body() -> str:
    texts = [f"q{number}=Keadaan+aman+dan+terkendali" for number in range(QUESTIONS // 2)]
    numbers = [f"q{number}={number}" for number in range(QUESTIONS // 2, QUESTIONS)]
    return "&".join(texts + numbers)


def seed() -> None:
    """In the scratch database: officers with sessions, the form of twenty questions, the FormPage of twenty fields."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from wagtail.models import Page, Site

    from tests.benchmarks.formpage.models import FormField, FormPage
    from tests.factories import forms, people, regions

    regions.make_regions()
    people.desk()
    sessions = []
    for number in range(CONNECTIONS):
        officer = people.officer(username=f"petugas{number}")
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(officer.pk), settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
        session.create()
        sessions.append(session.session_key)
    half = QUESTIONS // 2
    kinds = [("long_text", {}) if number < half else ("whole_number", {"max": 999}) for number in range(QUESTIONS)]
    forms.publish(
        *[forms.question(kind, f"q{number}", required="always", **limits) for number, (kind, limits) in enumerate(kinds)], key="ukur"
    )
    page = FormPage(title="Ukur", slug="ukur")
    parent = Site.objects.get(is_default_site=True).root_page if Site.objects.exists() else Page.objects.get(depth=2)
    parent.add_child(instance=page)
    for number, (kind, _limits) in enumerate(kinds):
        field_type = "multiline" if kind == "long_text" else "number"
        FormField.objects.create(
            page=page, sort_order=number, label=f"q{number}", clean_name=f"q{number}", field_type=field_type, required=True
        )
    page.save_revision().publish()
    print(json.dumps({"sessions": sessions, "form": "/lapor/baru/ukur/", "formpage": page.url_path.replace("/home/", "/", 1)}))


def database(name: str) -> str:
    return SERVER.rpartition("/")[0] + f"/{name}"


@contextmanager
def scratch_databases() -> Iterator[None]:
    def remove() -> None:
        with psycopg.connect(SERVER, autocommit=True) as server:
            for name in (SCRATCH, PGBENCH):
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    remove()
    with psycopg.connect(SERVER, autocommit=True) as server:
        for name in (SCRATCH, PGBENCH):
            server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield
    finally:
        remove()


def environment() -> dict[str, str]:
    return os.environ | {
        "DESK_DEMO": "1",
        "LOG_LEVEL": "WARNING",
        "DATABASE_URL": database(SCRATCH),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONPATH": str(ROOT),
    }


def python(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment(), check=True, capture_output=True, text=True)
    return done.stdout


@contextmanager
def web() -> Iterator[int]:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    granian = Path(sys.executable).with_name("granian")
    command = [granian, "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen(
        [*command, "cms.wsgi:application"], cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def wrk(port: int, path: str, sessions: list[str], seconds: int) -> tuple[float, float]:
    """(answers per second, p99 in ms); stops when an answer is an error."""
    script = SCRIPT % {"sessions": ", ".join(f'"{session}"' for session in sessions), "csrf": CSRF, "body": post_body()}
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = [
            "wrk",
            "-t",
            "1",
            "-c",
            str(CONNECTIONS),
            "-d",
            f"{seconds}s",
            "--latency",
            "-s",
            file.name,
            f"http://127.0.0.1:{port}{path}",
        ]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx or 3xx" in output:
        raise SystemExit(f"{path} answered with errors:\n{output}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])  # type: ignore[index]
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", output).groups()  # type: ignore[union-attr]
    return rate, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def count(table: str) -> int:
    with psycopg.connect(database(SCRATCH)) as server:
        return int(server.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # type: ignore[index]


def pgbench() -> float:
    server = urlsplit(database(PGBENCH))
    place = ["-h", server.hostname or "127.0.0.1", "-p", str(server.port or 5432), "-U", server.username or "postgres", PGBENCH]
    if not pgbench.ready:  # type: ignore[attr-defined]
        subprocess.run(["pgbench", "-i", "-q", "-s", "10", *place], check=True, capture_output=True)
        pgbench.ready = True  # type: ignore[attr-defined]
    output = subprocess.run(
        ["pgbench", "-c", "8", "-j", "2", "-T", str(SECONDS), *place], check=True, capture_output=True, text=True
    ).stdout
    return float(re.search(r"tps = ([\d.]+)", output)[1])  # type: ignore[index]


pgbench.ready = False  # type: ignore[attr-defined]


def main() -> None:
    missing = [tool for tool in ("wrk", "pgbench") if shutil.which(tool) is None]
    if missing:
        raise SystemExit(f"Install {' and '.join(missing)} first (Debian: wrk, postgresql-contrib).")
    with scratch_databases():
        python("manage.py", "migrate", "-v0")
        told = json.loads(python("-m", "tests.benchmarks.sending", "seed").splitlines()[-1])
        before = pgbench()
        rounds = []
        with web() as port:
            for path in (told["form"], told["formpage"]):
                wrk(port, path, told["sessions"], 3)  # warms the processes
            for _round in range(ROUNDS):
                rows = count("reporting_submission")
                rate, p99 = wrk(port, told["form"], told["sessions"], SECONDS)
                answered = count("reporting_submission") - rows
                form_rate, form_p99 = wrk(port, told["formpage"], told["sessions"], SECONDS)
                rounds.append((rate, p99, form_rate, form_p99, answered))
                print(
                    f"report {rate:7.1f}/s p99 {p99:6.0f} ms, {answered} rows | FormPage {form_rate:7.1f}/s p99 {form_p99:6.0f} ms | {rate / form_rate:.2f}x"
                )
        after = pgbench()
    transactions = (before + after) / 2
    rate = statistics.median(row[0] for row in rounds)
    print(f"pgbench before {before:.0f}, after {after:.0f} transactions/s")
    print(f"reports / FormPage (median): {statistics.median(row[0] / row[2] for row in rounds):.2f}")
    print(f"reports / pgbench: {rate / transactions:.3f}")


if __name__ == "__main__":
    if sys.argv[1:] == ["seed"]:
        seed()
    else:
        main()
