"""What fly.toml, the Dockerfile, the Procfile and the README name can be started, and says the same thing."""

import json
import os
import re
import signal
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from cms.front.tree import File, Rules, write_tree
from cms.operations import processes
from tests.databases import SqliteFile
from tests.front.trees import PAGE
from tests.operations.running import PATIENCE_SECONDS, ROOT, free_port, production_environment, run, running, wait_until_healthy

FLY = tomllib.loads((ROOT / "fly.toml").read_text())
SECOND_FORM = tomllib.loads((ROOT / "fly.postgresql.toml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMMAND = FLY["processes"]["app"]


@pytest.fixture
def production(tmp_path):
    """Folder, port and environment of an installation with a migrated database of its own."""
    template = SqliteFile()
    template.copy_to(tmp_path / "desk.sqlite3")
    port = free_port()
    return port, production_environment(tmp_path, port), tmp_path / "log"


def test_the_command_of_fly_and_docker_is_the_one_of_make_start():
    command = json.loads(re.findall(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE)[-1])

    assert " ".join(command) == COMMAND
    assert COMMAND in (ROOT / "Makefile").read_text()
    assert COMMAND in (ROOT / "README.md").read_text()


def test_the_first_form_serves_public_pages_from_a_process_of_their_own():
    ports = dict(re.findall(r"\b(PORT|PUBLIC_PORT)=(\d+)", DOCKERFILE))

    assert FLY["http_service"]["internal_port"] == int(ports["PORT"])
    [public] = FLY["services"]
    assert public["internal_port"] == int(ports["PUBLIC_PORT"]) and public["processes"] == list(FLY["processes"])
    assert f"EXPOSE {ports['PORT']} {ports['PUBLIC_PORT']}" in DOCKERFILE
    assert FLY["env"]["PUBLIC_ROOT"].startswith(f"{FLY['mounts']['destination']}/")


def test_the_second_form_serves_them_from_the_web_machines():
    assert SECOND_FORM["processes"].keys() == {"web", "worker"} and "services" not in SECOND_FORM
    assert "PUBLIC_PORT" not in SECOND_FORM["env"]


def test_the_first_form_keeps_database_and_media_on_its_one_volume():
    [machine_processes] = {tuple(FLY["mounts"]["processes"])}
    assert list(FLY["processes"]) == list(machine_processes)
    volume = FLY["mounts"]["destination"]
    assert FLY["env"]["DATABASE_URL"].startswith(f"sqlite:///{volume}/")
    assert FLY["env"]["MEDIA_ROOT"].startswith(f"{volume}/")


@pytest.mark.parametrize("form", [FLY, SECOND_FORM], ids=["sqlite", "postgresql"])
def test_no_task_is_cut_off_when_the_machine_stops(form):
    assert settings.Q_CLUSTER["timeout"] == processes.LONGEST_TASK_SECONDS
    assert processes.LONGEST_TASK_SECONDS < processes.SECONDS_TO_FINISH < form["kill_timeout"]
    [check] = form["http_service"]["checks"]
    assert check["path"] == "/healthz"


def test_the_command_starts_web_and_worker_and_ends_both(production):
    port, environment, log = production

    with running(COMMAND, environment, log) as process:
        answer = wait_until_healthy(port, process, log)

    assert answer == {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}
    assert process.returncode is not None


@pytest.mark.parametrize("lines", [0, 1, 2], ids=["before the first process", "between the processes", "when both have begun"])
def test_when_nobody_reads_what_it_says_it_ends_and_leaves_the_port(production, lines):
    port, environment, log = production
    with running(f"exec {COMMAND}", environment, log, piped=True) as process:
        for _line in range(lines):
            process.stdout.readline()
        process.stdout.close()
        process.wait(PATIENCE_SECONDS)

        assert not processes.port_is_taken(port)


def test_closing_the_terminal_ends_it_and_leaves_the_port(production):
    port, environment, log = production
    with running(f"exec {COMMAND}", environment, log) as process:
        wait_until_healthy(port, process, log)
        os.killpg(process.pid, signal.SIGHUP)
        process.wait(PATIENCE_SECONDS)

        assert not processes.port_is_taken(port)


def test_the_second_form_starts_from_its_own_lines(production):
    port, environment, log = production
    web = SECOND_FORM["processes"]["web"].replace("--port 8080", f"--port {port}").replace("0.0.0.0", "127.0.0.1")

    prepared = run(SECOND_FORM["deploy"]["release_command"].split(), environment)
    with running(web, environment, log) as process, running(SECOND_FORM["processes"]["worker"], environment, log.with_name("worker")):
        answer = wait_until_healthy(port, process, log)

    assert prepared.returncode == 0, prepared.stderr
    assert answer["status"] == "ok"


def test_production_serves_its_pages_with_files_named_by_content(production):
    port, environment, log = production
    collected = run(["python", "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], environment)
    assert collected.returncode == 0, collected.stderr

    with running(COMMAND, environment, log) as process:
        wait_until_healthy(port, process, log)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/masuk/") as response:
            page = response.read().decode()
        [style, *_] = re.findall(r'href="(/static/look/[\w./-]+\.css)"', page)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{style}") as response:
            caching = response.headers["Cache-Control"]

    assert re.search(r"\.[0-9a-f]{12}\.css$", style)
    assert "immutable" in caching


def test_with_a_port_of_their_own_public_pages_are_served_by_a_third_process(production):
    port, environment, log = production
    public = free_port()
    collected = run(["python", "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], environment)
    assert collected.returncode == 0, collected.stderr

    with running(COMMAND, environment | {"PUBLIC_PORT": str(public)}, log) as process:
        wait_until_healthy(port, process, log)
        write_tree(Path(environment["PUBLIC_ROOT"]), {"/": File(PAGE)}, rules=Rules(relay=["/langganan/"]), whole=True)
        wait_until_healthy(public, process, log)
        with urllib.request.urlopen(f"http://127.0.0.1:{public}/") as response:
            page = response.read()
        with urllib.request.urlopen(f"http://127.0.0.1:{public}/langganan/") as response:
            relayed = response.read()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"http://127.0.0.1:{public}/masuk/")

    assert page == PAGE and b"Langganan pos-el" in relayed
    assert process.returncode is not None
    deadline = time.monotonic() + PATIENCE_SECONDS
    while processes.port_is_taken(public):  # the last worker closes its connections
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("taken", ["PORT", "PUBLIC_PORT"])
def test_a_taken_port_is_said_in_one_line(production, taken):
    _port, environment, _log = production
    with processes.socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = run(COMMAND.split(), environment | {taken: str(port)})

    assert refused.returncode == 1
    way_out = "make start PORT" if taken == "PORT" else taken
    assert refused.stderr == f"Port {port} is in use. Choose another one: {way_out}={port + 1}\n"


def test_one_port_for_both_is_refused_in_one_line(production):
    port, environment, _log = production

    refused = run(COMMAND.split(), environment | {"PUBLIC_PORT": str(port)})

    assert refused.returncode == 1
    assert refused.stderr == f"PORT and PUBLIC_PORT are both {port}. Choose another one: PUBLIC_PORT={port + 1}\n"
