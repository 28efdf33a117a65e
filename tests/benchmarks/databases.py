"""Databases for the length of a measurement."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine

from ..postgresql import PostgreSQL

KINDS = ("postgresql", "sqlite")
Fill = Callable[[str], None]


class Databases:
    """Makes databases of one kind; `pid` is the process of the database server, None where there is none."""

    def __init__(self, kind: str, held: ExitStack) -> None:
        """Databases that live until `held` is closed; a server starts where the kind needs one."""
        self.kind = kind
        self._held = held
        self._numbers = count(1)
        self._templates: dict[Fill, Path] = {}
        self._server = PostgreSQL() if kind == "postgresql" else None
        if self._server:
            held.callback(self._server.stop)
        else:
            self._folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="kaarina-sqlite-")))
        self.pid = self._server.pid if self._server else None

    @property
    def version(self) -> str:
        """What the database calls itself, such as `PostgreSQL 18.1`."""
        if not self._server:
            return f"SQLite {sqlite3.sqlite_version}"
        engine = create_engine(self._server.url("postgres"))
        with engine.connect() as connection:
            told = str(connection.exec_driver_sql("SHOW server_version").scalar_one())
        engine.dispose()
        return f"PostgreSQL {told.partition(' ')[0]}"

    def new(self, fill: Fill) -> str:
        """The URL of a new database that this function has filled, for all of its databases once."""
        if self._server:
            return self._held.enter_context(self._server.database(fill))
        path = self._folder / f"{next(self._numbers)}.sqlite3"
        template = self._templates.setdefault(fill, path.with_suffix(".template"))
        if not template.exists():
            fill(f"sqlite:///{template}")
        if template.exists():  # not everything that is called here writes
            shutil.copy(template, path)
        return f"sqlite:///{path}"


@contextmanager
def databases(kind: str) -> Iterator[Databases]:
    """Databases of the kind, until the end of the block."""
    with ExitStack() as held:
        yield Databases(kind, held)
