"""The front process of the Procfile, for real: every worker, every trick, while the tree changes and while the web process is away."""

import http.client
import os
import signal
import subprocess
import time
import urllib.request
from contextlib import suppress

import pytest

from cms.front.tree import File, write_tree
from tests.front.test_web_process import ask, procfile_line, until
from tests.front.trees import AWAY, FILES, FILM, MISSING, PAGE, write
from tests.operations.running import BIN, PATIENCE_SECONDS, free_port, running, workers_of


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """Port, tree and process of a front without a web process; it knows nothing of a database."""
    folder, port = tmp_path_factory.mktemp("front"), free_port()
    write(folder / "public")
    environment = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PUBLIC_PORT": str(port), "PUBLIC_ROOT": str(folder / "public"), "WEB_URL": f"http://127.0.0.1:{free_port()}",
    }  # fmt: skip
    with running(f"exec {procfile_line('public')}", environment, folder / "log") as process:
        until(lambda: ask(port)[0] or process.poll() is not None)
        yield port, folder / "public", process


def raw(port, target, method="GET", **headers):
    """Asks exactly this, without a client that tidies up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, target, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body, response.headers


@pytest.mark.parametrize("path", FILES)
def test_every_page_arrives_with_its_bytes_and_without_a_cookie(front, path):
    port, _root, _process = front

    status, body, headers = raw(port, urllib.request.quote(path))
    head = raw(port, urllib.request.quote(path), "HEAD")

    assert (status, body) == (FILES[path].status, FILES[path].body)
    assert head[:2] == (status, b"") and head[2]["Content-Length"] == headers["Content-Length"] == str(len(body))
    assert "Set-Cookie" not in headers


def test_conditions_and_parts_work_over_the_wire(front):
    port, _root, _process = front
    tag = raw(port, "/", Accept_Encoding="br")[2]["ETag"]

    assert raw(port, "/", Accept_Encoding="br", If_None_Match=tag)[:2] == (304, b"")
    status, body, headers = raw(port, "/berkas/film.pdf", Range="bytes=300000-300099")
    assert (status, body, headers["Content-Range"]) == (206, FILM[300000:300100], f"bytes 300000-300099/{len(FILM)}")
    assert raw(port, "/berkas/film.pdf", Range=f"bytes={len(FILM)}-")[0] == 416


@pytest.mark.parametrize(
    "target",
    [
        "/../manifest.json", "/..%2fmanifest.json", "/%2e%2e/manifest.json", "/%252e%252e/manifest.json", "/%2e%2e%5cmanifest.json",
        "/blobs/", "/manifest.json", "//etc/passwd", "/%00", "/%c0%ae%c0%ae/manifest.json", "/%ff", "/" + "a" * 4000, "/./manifest.json",
    ],
)  # fmt: skip
def test_tricks_find_nothing(front, target):
    assert raw(front[0], target)[:2] == (404, MISSING)


def test_what_is_beyond_measure_is_refused_and_the_process_lives_on(front):
    port, _root, _process = front

    assert raw(port, "/?" + "x" * 5000)[0] == 200
    assert raw(port, "/?" + "x" * 20_000)[0] == 414
    assert raw(port, "/", X_Long="x" * 200_000)[0] in (400, 431)
    assert raw(port, "/", "POST")[0] == 405
    assert raw(port, "/")[0] == 200


def test_a_service_is_away_while_the_web_process_is_and_pages_are_not(front):
    port, _root, _process = front

    status, body, headers = raw(port, "/cari/?q=a")

    assert (status, body, headers["Retry-After"]) == (503, AWAY, "30")
    assert raw(port, "/")[0] == 200


def test_every_worker_serves_a_new_generation(front):
    port, root, process = front
    assert len(workers_of(process.pid)) >= 2
    connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=20) for _ in range(24)]  # kept open: spread over the workers

    def served():
        bodies = set()
        for connection in connections:
            connection.request("GET", "/")
            bodies.add(connection.getresponse().read())
        return bodies

    assert served() == {PAGE}
    generation = write_tree(root, {"/": File(b"<!doctype html><p>Ralat.</p>")})

    until(lambda: served() == {b"<!doctype html><p>Ralat.</p>"})
    assert raw(port, "/healthz")[1].decode() == f'{{"status": "ok", "generation": {generation}}}'
    write(root)
    until(lambda: served() == {PAGE})
    for connection in connections:
        connection.close()


def test_an_unreadable_manifest_disturbs_nobody(front):
    port, root, _process = front
    good = (root / "manifest.json").read_bytes()
    until(lambda: raw(port, "/")[1] == PAGE)

    (root / "manifest.json").write_bytes(good[: len(good) // 2])
    deadline = time.monotonic() + 0.6  # three looks of each worker
    answers = set()
    while time.monotonic() < deadline:
        answers.add(raw(port, "/")[:2])

    assert answers == {(200, PAGE)}
    (root / "manifest.json").write_bytes(good)


def test_a_front_without_a_tree_says_so(tmp_path):
    port = free_port()
    environment = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PUBLIC_PORT": str(port),
        "PUBLIC_ROOT": str(tmp_path / "public"),
        "PUBLIC_WORKERS": "1",
    }
    with running(f"exec {procfile_line('public')}", environment, tmp_path / "log") as process:
        until(lambda: ask(port)[0] or process.poll() is not None)

        assert raw(port, "/healthz")[:2] == (503, b'{"status": "unhealthy", "generation": 0}')
        assert raw(port, "/")[0] == 503
        write(tmp_path / "public")
        until(lambda: raw(port, "/healthz")[0] == 200)


def started(tmp_path, workers=2):
    port = free_port()
    write(tmp_path / "public")
    environment = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PUBLIC_PORT": str(port),
        "PUBLIC_ROOT": str(tmp_path / "public"),
        "PUBLIC_WORKERS": str(workers),
    }
    return port, running(f"exec {procfile_line('public')}", environment, tmp_path / "log")


def test_a_worker_that_dies_is_replaced_and_nobody_waits_for_it(tmp_path):
    port, starting = started(tmp_path)
    with starting as process:
        until(lambda: ask(port)[0] == 200 and len(workers_of(process.pid)) == 2)
        first, other = workers_of(process.pid)
        until(lambda: time.clock_gettime(time.CLOCK_BOOTTIME) - began(first) > 1.5)  # one that dies sooner is not replaced

        os.kill(first, signal.SIGKILL)
        until(lambda: len(workers_of(process.pid)) == 2 and first not in workers_of(process.pid))

        assert other in workers_of(process.pid)
        assert {ask(port)[0] for _ in range(20)} == {200}


def began(pid):
    """Seconds after the machine's start."""
    with open(f"/proc/{pid}/stat") as stat:
        return int(stat.read().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")


def test_workers_end_with_their_parent_however_it_ends(tmp_path):
    port, starting = started(tmp_path)
    with starting as process:
        until(lambda: ask(port)[0] == 200 and len(workers_of(process.pid)) == 2)
        process.kill()

        until(lambda: ask(port)[0] == 0)


def test_told_to_end_it_finishes_and_says_so_with_its_exit_code(tmp_path):
    port, starting = started(tmp_path)
    with starting as process:
        until(lambda: ask(port)[0] == 200)
        idle = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        idle.request("GET", "/")
        idle.getresponse().read()
        process.terminate()

        assert process.wait(20) == 0 and ask(port)[0] == 0
        idle.close()


def test_a_second_front_on_the_same_port_says_so_and_ends(tmp_path, front):
    port, _root, _process = front
    environment = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PUBLIC_PORT": str(port), "PUBLIC_ROOT": str(tmp_path)}
    with running(f"exec {procfile_line('public')}", environment, tmp_path / "log") as second:
        assert second.wait(PATIENCE_SECONDS) == 1

    assert f"cannot have 127.0.0.1 port {port}" in (tmp_path / "log").read_text()


def test_a_child_of_whoever_became_the_front_does_not_end_it(tmp_path):
    port = free_port()
    write(tmp_path / "public")
    environment = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PUBLIC_PORT": str(port), "PUBLIC_ROOT": str(tmp_path / "public")}
    with running(f"sleep 0 & exec {procfile_line('public')}", environment, tmp_path / "log") as process:
        until(lambda: ask(port)[0] == 200)

        assert process.poll() is None and "Traceback" not in (tmp_path / "log").read_text()


def test_told_to_end_while_it_begins_it_says_nothing_of_failures(tmp_path):
    for delay in (0.05, 0.1, 0.15, 0.2, 0.25):
        _port, starting = started(tmp_path)
        with starting as process:
            time.sleep(delay)
            os.killpg(process.pid, signal.SIGTERM)  # as honcho does
            process.wait(20)

    assert "Traceback" not in (tmp_path / "log").read_text()


def test_told_to_end_again_and_again_it_says_nothing_of_failures(tmp_path):
    port, starting = started(tmp_path)
    with starting as process:
        until(lambda: ask(port)[0] == 200)
        while process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.001)

    assert (tmp_path / "log").read_text() == "" and process.returncode == 0


def test_told_to_end_as_soon_as_one_worker_answers_it_leaves_none_behind(tmp_path):
    for number in range(20):
        port, starting = started(tmp_path / str(number), workers=8)
        with starting as process:
            while ask(port)[0] != 200:  # asked without a pause: the others are being made
                assert process.poll() is None
            os.killpg(process.pid, signal.SIGTERM)
            assert process.wait(PATIENCE_SECONDS) == 0


def test_workers_that_die_together_at_once_end_the_front(tmp_path):
    port, starting = started(tmp_path, workers=4)
    with starting as process:
        until(lambda: len(workers_of(process.pid)) == 4)
        while process.poll() is None:  # until some did not live a second
            with suppress(FileNotFoundError, ProcessLookupError):
                for worker in workers_of(process.pid):
                    os.kill(worker, signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.01)

    assert "a worker of the front ended with -9" in (tmp_path / "log").read_text() and ask(port)[0] == 0
