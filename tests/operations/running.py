"""Starts the installation as production would be started, on a free port, and ends it."""

import base64
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PATIENCE_SECONDS = 90  # on two busy cores; an idle machine needs ten
SHOWN = "DESK_", "PUBLIC_PORT", "DATABASE_URL", "SECRET_KEY", "IDENTITY_KEYS", "PUBLIC_URL", "EMAIL_URL", "ALLOWED_HOSTS", "DJANGO_"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def production_environment(folder: Path, port: int, **values: str) -> dict[str, str]:
    """The environment of this process without its test settings, and with all that production asks for."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(SHOWN)}
    return {
        **inherited,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "IDENTITY_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "EMAIL_URL": "smtp://127.0.0.1:25",
        "DATABASE_URL": f"sqlite:///{folder / 'desk.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "PUBLIC_ROOT": str(folder / "public"),
        "PORT": str(port),
        **values,
    }


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@contextmanager
def running(command: str, environment: dict[str, str], log: Path, *, piped: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """The command in a session of its own; asked to end with SIGTERM, and expected to do so. ``piped``: what it says is read, not kept."""
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command,
            shell=True,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE if piped else errors,
            stderr=errors,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=PATIENCE_SECONDS)


def workers_of(pid: int) -> list[int]:
    """The processes right below this one."""
    return [int(child) for thread in Path(f"/proc/{pid}/task").iterdir() for child in (thread / "children").read_text().split()]


def health_of(port: int) -> tuple[int, dict[str, str]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except (urllib.error.URLError, OSError):
        return 0, {}


def wait_until_healthy(port: int, process: subprocess.Popen[bytes], log: Path) -> dict[str, str]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    status, answer = 0, {}
    while time.monotonic() < deadline and process.poll() is None:
        status, answer = health_of(port)
        if status == 200:
            return answer
        time.sleep(0.3)  # between two questions to another process, not in place of one
    raise AssertionError(f"not healthy: {status} {answer}\n{log.read_text()}")
