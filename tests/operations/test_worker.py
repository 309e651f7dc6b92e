"""The worker ends when it is told to, finishes what it began, and leaves no process behind."""

import os
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from tests.databases import SqliteFile
from tests.operations.running import PATIENCE_SECONDS, production_environment, run, running


def wait_until(true, what):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline, f"never happened: {what}"
        time.sleep(0.1)  # between two looks at another process


def cluster_of(pid):
    """The pids of the processes below this one, all the way down."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as stat:
                    parents[int(name)] = int(stat.read().rpartition(")")[2].split()[1])
            except FileNotFoundError:
                continue
    below, level = [], [pid]
    while level:
        level = [child for child, parent in parents.items() if parent in level]
        below += level
    return below


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def environment(tmp_path):
    SqliteFile().copy_to(tmp_path / "desk.sqlite3")
    return production_environment(tmp_path, 8000)


def beats(tmp_path):
    with closing(sqlite3.connect(tmp_path / "desk.sqlite3", timeout=20)) as database:
        return database.execute("SELECT count(*) FROM operations_workerbeat").fetchone()[0]


def test_a_running_task_is_finished_when_the_whole_group_is_told_to_end(environment, tmp_path):
    result = tmp_path / "result"
    queue = f"from django_q.tasks import async_task; async_task('tests.operations.slow.write_slowly', {str(result)!r})"
    assert run(["python", "manage.py", "shell", "-v", "0", "-c", queue], environment).returncode == 0

    with running("exec python manage.py worker", environment, tmp_path / "log") as process:
        wait_until((tmp_path / "result.begun").exists, "the task begins")
        children = cluster_of(process.pid)
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=PATIENCE_SECONDS)

    assert process.returncode == 0, (tmp_path / "log").read_text()
    assert result.read_text() == "done"
    assert not [pid for pid in children if alive(pid)]


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="asks Linux that a process end with its parent")
def test_a_killed_worker_leaves_no_process_behind(environment, tmp_path):
    with running("exec python manage.py worker", environment, tmp_path / "log") as process:
        wait_until(lambda: beats(tmp_path), "the first beat")
        wait_until(lambda: len(cluster_of(process.pid)) >= 4, "guard, worker, monitor and pusher run")
        children = cluster_of(process.pid)
        process.kill()
        process.wait(timeout=PATIENCE_SECONDS)

    wait_until(lambda: not any(alive(pid) for pid in children), "all of them end")
