"""Public pages against nginx with the same bytes on the same cores, alone and while officers send reports, in one run.

    DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres python -m tests.benchmarks.public

Needs PostgreSQL, nginx and wrk. One page as a tree of ``cms.front``; nginx has its files, compressed beforehand too
(``gzip_static``), and sends the same headers. 16 connections of wrk ask nginx, the front process of the Procfile and the web
process, one after the other; then nginx and the front again while 16 other connections send reports to the web processes
without pause (``tests.benchmarks.sending``). A round counts when nothing else wanted the cores just before it and just after
it. Prints every round and the medians.
"""

import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cms.front.reader import Reader
from tests.benchmarks import sending
from tests.operations.running import BIN, free_port

ROOT = sending.ROOT
CONNECTIONS, SECONDS, ROUNDS = 16, int(os.environ.get("BENCH_SECONDS", "6")), int(os.environ.get("BENCH_ROUNDS", "3"))
PAGE_BYTES = 24_000
QUIET_SHARE = 0.08  # of the cores, taken by others
PATIENCE_SECONDS = 900
ENCODINGS = {"gzip": "gzip", "plain": ""}

NGINX = """
worker_processes auto; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=1000; default_type "{type}";
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{
    listen 127.0.0.1:{port}; root {folder}/files; index index; gzip_static on; gzip_vary on; etag on;
    {headers}
  }}
}}
"""
HEADERS_OF_NGINX = {"content-type", "content-encoding", "etag", "vary", "content-length"}  # it makes its own


class Round(NamedTuple):
    rate: float
    p99: float  # ms
    reports: float = 0.0  # sent in the same time, per second


def page() -> bytes:
    """A page of Indonesian words as large as a busy front page; the same in every run."""
    draw = random.Random(2024)
    syllables = [first + second for first in "bcdgjklmnprst" for second in ("a", "i", "u", "e", "o", "an", "ing")]
    words = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(400)]
    text = "<!doctype html><html lang=id><title>Desk</title><body>"
    while len(text) < PAGE_BYTES:
        heading, paragraph = " ".join(draw.choices(words, k=5)), " ".join(draw.choices(words, k=30))
        text += f'<section class="kartu"><h2>{heading}</h2><p>{paragraph}.</p></section>\n'
    return text.encode()


def seed() -> None:
    """The page as if it had been published: in the scratch database, and from there in ``PUBLIC_ROOT``."""
    import django

    django.setup()
    from cms.publication.rendering.files import Rendered, put

    put([Rendered("/", page())])


def same_for_nginx(folder: Path, port: int) -> list[str]:
    """nginx with the bytes and the headers of the tree in ``folder``."""
    made = Reader(folder / "public").tree.page("/")
    assert made is not None
    (folder / "files").mkdir()
    (folder / "files" / "index").write_bytes(made.variant(("",)).body)
    (folder / "files" / "index.gz").write_bytes(made.variant(("gzip",)).body)
    headers = [f'add_header {name} "{value}";' for name, value in made.headers if name not in HEADERS_OF_NGINX]
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, type=made.entry.type, headers="\n    ".join(headers)))
    return ["nginx", "-c", str(folder / "nginx.conf")]


def line_of_procfile(name: str) -> str:
    lines = (line.partition(": ") for line in (ROOT / "Procfile").read_text().splitlines())
    return next(command for found, _, command in lines if found == name)


@contextmanager
def started(command: list[str], port: int, folder: Path) -> Iterator[int]:
    """A server on ``port``, until the block ends."""
    environment = sending.environment() | {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "PUBLIC_ROOT": str(folder / "public"),
        "PUBLIC_PORT": str(port),
    }
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            while not answers(port):
                if process.poll() is not None:
                    raise SystemExit(f"{command} did not start:\n{(folder / 'log').read_text()[-2000:]}")
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait()


def answers(port: int) -> bool:
    return subprocess.run(["curl", "-s", "-o", "/dev/null", f"http://127.0.0.1:{port}/"], check=False).returncode == 0


def ask(port: int, encoding: str) -> Round:
    command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "--latency", f"http://127.0.0.1:{port}/"]
    if encoding:
        command += ["-H", f"Accept-Encoding: {encoding}"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(output)
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", output).groups()  # type: ignore[union-attr]
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])  # type: ignore[index]
    return Round(rate, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit])


def ask_while_reports_come(port: int, web: int, told: dict) -> Round:
    sent: list[tuple[float, float]] = []
    senders = threading.Thread(target=lambda: sent.append(sending.wrk(web, told["form"], told["sessions"], SECONDS + 2)))
    senders.start()
    time.sleep(1)
    asked = ask(port, "gzip")
    senders.join()
    return asked._replace(reports=sent[0][0])


def busy_share(seconds: float = 1.0) -> float:
    """How much of the cores somebody wants while all servers of this benchmark rest."""

    def times() -> list[int]:
        return [int(value) for value in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]

    before = times()
    time.sleep(seconds)
    spent = [after - then for after, then in zip(times(), before, strict=True)]
    return 1 - (spent[3] + spent[4]) / sum(spent)


def wait_until_quiet() -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while busy_share() > QUIET_SHARE:
        if time.monotonic() > deadline:
            raise SystemExit("Others want the cores all the time; no figure would count.")


def counted(measure) -> Round:
    """A round between two quiet moments; tried again until there is one."""
    while True:
        wait_until_quiet()
        found = measure()
        time.sleep(0.5)
        if busy_share() <= QUIET_SHARE:
            return found
        print("  (not counted: others wanted the cores)", flush=True)


def compare(title: str, measures: dict) -> None:
    """The measures one after the other, ``ROUNDS`` times; ratios are to the first of them."""
    rounds = {name: [] for name in measures}
    for number in range(ROUNDS):
        for name, measure in measures.items():
            rounds[name].append(counted(measure))
        line = " | ".join(f"{name} {found[-1].rate:8.0f}/s p99 {found[-1].p99:7.2f} ms" for name, found in rounds.items())
        print(f"{title}, round {number + 1}: {line}", flush=True)
    first, *others = rounds
    for name in others:
        pairs = list(zip(rounds[name], rounds[first], strict=True))
        rate = statistics.median(one.rate / other.rate for one, other in pairs)
        p99 = statistics.median(one.p99 / other.p99 for one, other in pairs)
        print(f"{title}: {name} / {first} (median): rate {rate:.2f}, p99 {p99:.2f}")
    if any(found[0].reports for found in rounds.values()):
        told = ", ".join(f"{name} {statistics.median(one.reports for one in found):.0f}/s" for name, found in rounds.items())
        print(f"{title}: reports accepted meanwhile: {told}")


def main() -> None:
    missing = [tool for tool in ("nginx", "wrk", "curl") if shutil.which(tool) is None]
    if missing:
        raise SystemExit(f"Install {', '.join(missing)} first (apt-get install {' '.join(missing)}).")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        os.environ["PUBLIC_ROOT"] = str(folder / "public")
        stack.enter_context(sending.scratch_databases())
        sending.python("manage.py", "migrate", "-v0")
        told = json.loads(sending.python("-m", "tests.benchmarks.sending", "seed").splitlines()[-1])
        sending.python("-m", "tests.benchmarks.public", "seed")
        entry = Reader(folder / "public").tree.manifest.files["/"]
        print(f"page: {entry.size} bytes, gzip {(folder / 'public' / 'blobs' / f'{entry.blob}.gz').stat().st_size} bytes")
        port = free_port()
        nginx = stack.enter_context(started(same_for_nginx(folder, port), port, folder))
        port = free_port()
        front = stack.enter_context(started(["sh", "-c", f"exec {os.environ.get('FRONT') or line_of_procfile('public')}"], port, folder))
        web = stack.enter_context(sending.web())
        for server in (nginx, front, web):
            ask(server, "gzip")  # warms the processes
        sending.wrk(web, told["form"], told["sessions"], 3)
        servers = {"nginx": nginx, "front": front, "web": web}
        for name, encoding in ENCODINGS.items():
            compare(f"alone, {name}", {server: partial(ask, port, encoding) for server, port in servers.items()})
        del servers["web"]  # it takes the reports
        compare("while reports come", {server: partial(ask_while_reports_come, port, web, told) for server, port in servers.items()})


if __name__ == "__main__":
    seed() if sys.argv[1:] == ["seed"] else main()
