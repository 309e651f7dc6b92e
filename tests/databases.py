"""A migrated database for tests in a fraction of a second: migrate once, copy for every process and after every test
that commits.

Copying instead of Django's ``flush`` keeps what migrations wrote (review chain, Wagtail's root page) and does not ask
append-only tables to delete their rows. The copy is remade when a migration, an ``apps.py`` or a pinned package changes.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.conf import settings
from django.db import connection, connections

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE_DIR = ROOT / "var" / "test"
PACKAGES = ("cms", "desk", "exports", "forms_config")


class TestDatabase(Protocol):
    """What the fixtures need of a database: make it, put it back as migrations left it, remove it."""

    __test__ = False

    def create(self) -> None: ...
    def restore(self) -> None: ...
    def remove(self) -> None: ...


def fingerprint() -> str:
    """Changes whenever a freshly migrated database could look different."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for package in PACKAGES:
        for path in sorted([*(ROOT / package).rglob("migrations/*.py"), *(ROOT / package).rglob("apps.py")]):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def migrate(url: str) -> None:
    """A process of its own, so that the settings of the running tests are not touched."""
    environment = {**os.environ, "DESK_TESTING": "1", "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"migrate failed for the test database:\n{done.stderr}")


class SqliteFile:
    """One file at a time per process, in memory where the system offers it.

    Each ``restore`` takes a new name: a thread of the live server that still answers a page which is gone may open or hold
    the old file, and would break a new one of the same name.
    """

    def __init__(self) -> None:
        self.template = TEMPLATE_DIR / f"{fingerprint()}.sqlite3"
        self.folder = ""
        self.copies = count()

    def create(self) -> None:
        shared_memory = Path("/dev/shm")
        self.folder = tempfile.mkdtemp(prefix="desk-test-", dir=shared_memory if shared_memory.is_dir() else None)
        self._use_copy()

    def _use_copy(self) -> None:
        file = Path(self.folder) / f"test-{next(self.copies)}.sqlite3"
        self.copy_to(file)
        use_database(str(file))

    def copy_to(self, file: Path) -> None:
        """A freshly migrated database, also for a process that a test starts."""
        TEMPLATE_DIR.mkdir(parents=True, exist_ok=True)
        with (TEMPLATE_DIR / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.template.exists():
                self._build_template()
            shutil.copyfile(self.template, file)

    def _build_template(self) -> None:
        half_done = self.template.with_suffix(".part")
        half_done.unlink(missing_ok=True)
        migrate(f"sqlite:///{half_done}")
        with closing(sqlite3.connect(half_done)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.execute("PRAGMA journal_mode=DELETE")
        for older in TEMPLATE_DIR.glob("*.sqlite3"):
            older.unlink()
        half_done.rename(self.template)

    def restore(self) -> None:
        connections.close_all()
        old = list(Path(self.folder).iterdir())
        self._use_copy()
        for leftover in old:
            leftover.unlink(missing_ok=True)

    def remove(self) -> None:
        connections.close_all()
        shutil.rmtree(self.folder)


class PostgresDatabase:
    """One database per process, cloned from a migrated template on the same server."""

    def __init__(self) -> None:
        self.template = f"desk_template_{fingerprint()}"
        self.name = f"desk_test_{os.getpid()}"
        self.server = dict(connection.settings_dict)

    def _maintenance(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            dbname=self.server["NAME"],
            user=self.server["USER"] or None,
            password=self.server["PASSWORD"] or None,
            host=self.server["HOST"] or None,
            port=self.server["PORT"] or None,
            autocommit=True,
        )

    def _url_of(self, name: str) -> str:
        return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"

    def create(self) -> None:
        with self._maintenance() as server:
            server.execute("SELECT pg_advisory_lock(hashtext('desk_template'))")
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template]).fetchone():
                self._build_template(server)
            server.execute("SELECT pg_advisory_unlock(hashtext('desk_template'))")
        self._clone()
        use_database(self.name)

    def _build_template(self, server: psycopg.Connection[Any]) -> None:
        older = server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'desk\\_template\\_%'").fetchall()
        for (name,) in older:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        half_done = f"desk_building_{os.getpid()}"
        server.execute(f'CREATE DATABASE "{half_done}"')
        migrate(self._url_of(half_done))
        server.execute(f'ALTER DATABASE "{half_done}" RENAME TO "{self.template}"')

    def _clone(self) -> None:
        with self._maintenance() as server:
            server.execute("SELECT pg_advisory_lock(hashtext('desk_template'))")
            server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')

    def restore(self) -> None:
        connections.close_all()
        self._clone()

    def remove(self) -> None:
        connections.close_all()
        with self._maintenance() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


def use_database(name: str) -> None:
    """Point the default connection, also of threads still to start, at the test database."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def test_database() -> TestDatabase:
    return SqliteFile() if connection.vendor == "sqlite" else PostgresDatabase()


test_database.__test__ = False
