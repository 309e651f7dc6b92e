"""The web process of the Procfile with its database stopped: public pages go on, the desk says that it cannot."""

import time
import urllib.error
import urllib.request

import pytest

from cms.front.tree import File, write_tree
from tests.front.trees import AWAY, PAGE, write
from tests.operations.running import PATIENCE_SECONDS, ROOT, free_port, production_environment, running

NO_SERVER = "postgres://nobody@127.0.0.1:1/nothing"


def procfile_line(name):
    lines = (line.partition(": ") for line in (ROOT / "Procfile").read_text().splitlines())
    return next(command for found, _, command in lines if found == name)


def ask(port, path="/"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as response:
            return response.status, response.read(), response.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers
    except OSError:
        return 0, b"", {}


def until(true):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline, "never happened"
        time.sleep(0.01)  # between two questions to another process


@pytest.fixture
def web(tmp_path):
    """Port and tree of a web process without a database, for as long as the test runs."""
    port = free_port()
    environment = production_environment(tmp_path, port, DATABASE_URL=NO_SERVER)
    tree = tmp_path / "public"
    write(tree)
    with running(procfile_line("web"), environment, tmp_path / "log") as process:
        until(lambda: ask(port)[0] or process.poll() is not None)
        yield port, tree


def test_public_pages_go_on_without_the_database_and_a_correction_arrives(web):
    port, tree = web
    assert ask(port)[:2] == (200, PAGE)
    status, body, headers = ask(port, "/cari/?q=tps")
    assert (status, body, headers["Retry-After"]) == (503, AWAY, "30")
    assert ask(port, "/masuk/")[0] == 500
    assert ask(port, "/healthz")[0] == 503

    write_tree(tree, {"/": File(b"ralat")})

    until(lambda: {ask(port)[1] for _ in range(16)} == {b"ralat"})
