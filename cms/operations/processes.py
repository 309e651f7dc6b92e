"""``python -m cms.operations.processes``: prepares the database, then runs the Procfile. The one command that starts the
product, demo or not. The process ``public`` runs when ``PUBLIC_PORT`` gives it a port of its own.

Stops all processes when one stops, on SIGINT/SIGTERM, or when its terminal is closed, and gives a running task as long as it
may take. In the demo it says once, when the web process answers and the worker beats, where to look and who may sign in.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

import honcho.manager
from honcho.environ import parse_procfile
from honcho.printer import Message, Printer

ROOT = Path(__file__).resolve().parents[2]
LONGEST_TASK_SECONDS = 120  # Q_CLUSTER["timeout"]; fly.toml's kill_timeout is longer
SECONDS_TO_FINISH = LONGEST_TASK_SECONDS + 5
POLL_SECONDS = 0.3
PUBLIC = "public"  # the line of the Procfile

DEMO_BLOCK = """
======================================================================
  Desk Pilkada  ->  {address}

  Masuk dengan akun simulasi; kata sandi semuanya: desk-pilkada
    admin               Admin Kesbangpol, mengatur formulir      /admin/
    operator.bogor      operator Posko Kota Bogor                /posko/
    ketua.bogor         ketua Posko Kota Bogor                   /posko/
    camat.bogorselatan  petugas Kecamatan Bogor Selatan          /lapor/
    operator.semarang   operator Posko Kota Semarang             /posko/
  Layar posko: {address}/layar/   Halaman publik: {public}/
  Akun lain: README.md
  Ctrl-C menghentikan; data tetap tersimpan.
======================================================================
"""


class Terminal(Printer):
    """Where lines of the processes go. Closed by whoever read them, it ends the processes: nobody would know that they run."""

    def write(self, message: Message) -> None:
        try:
            super().write(message)
        except OSError:
            end_unread()


class Runner(honcho.manager.Manager):
    def terminate(self) -> None:
        """Told to end while they begin, it waits until it knows them all."""
        if self._all_started():
            super().terminate()
        else:
            threading.Timer(POLL_SECONDS, self.terminate).start()


def end_unread() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    end_all()


def end_all(_number: int = signal.SIGTERM, _frame: FrameType | None = None) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def port_is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def announce_demo(address: str, public: str) -> None:
    """Wait until ``/healthz`` is content, then print the block; runs beside the processes."""
    while True:
        time.sleep(POLL_SECONDS)
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 - our own address
                break
        except (urllib.error.URLError, OSError):
            continue
    try:
        print(DEMO_BLOCK.format(address=address, public=public), flush=True)  # noqa: T201 - the terminal is the place to say it
    except OSError:
        end_unread()


def refusal(port: int, public_port: int) -> str:
    """Why the processes cannot be started on these ports; empty when they can."""
    if port == public_port:
        return f"PORT and PUBLIC_PORT are both {port}. Choose another one: PUBLIC_PORT={port + 1}"
    if port_is_taken(port):
        return f"Port {port} is in use. Choose another one: make start PORT={port + 1}"
    if public_port and port_is_taken(public_port):
        return f"Port {public_port} is in use. Choose another one: PUBLIC_PORT={public_port + 1}"
    return ""


def main() -> int:
    port, public_port = int(os.environ.get("PORT", "8000")), int(os.environ.get("PUBLIC_PORT") or 0)
    demo = os.environ.get("DESK_DEMO", "").lower() in {"1", "true", "yes", "on"}
    if refused := refusal(port, public_port):
        sys.stderr.write(f"{refused}\n")
        return 1
    environment = {**os.environ, "PORT": str(port), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    prepared = subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=False)
    if prepared.returncode:
        return prepared.returncode
    honcho.manager.KILL_WAIT = SECONDS_TO_FINISH
    manager = Runner(Terminal(sys.stdout, prefix=demo))
    for name, command in parse_procfile((ROOT / "Procfile").read_text()).processes.items():
        if name == PUBLIC and not public_port:
            continue
        manager.add_process(name, command, env=environment, cwd=str(ROOT), quiet=False)
    if demo:
        addresses = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{public_port or port}"
        threading.Thread(target=announce_demo, args=addresses, daemon=True).start()
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup has it
        signal.signal(signal.SIGHUP, end_all)
    manager.loop()
    return manager.returncode or 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # while the database was being prepared; what is done stays, the rest follows next time
        sys.exit(130)
