"""Locks that let one server process at a time prepare what all of them share."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy import Engine, func, select

# Eight letters as one number, since all users of a PostgreSQL database share the keys of its locks.
ADVISORY_KEY = int.from_bytes(b"kaa.demo")

if sys.platform == "win32":
    import msvcrt

    def wait_for(file: IO[bytes]) -> None:
        """Take the lock of the file; raises `OSError` when it is not free within ten seconds."""
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def wait_for(file: IO[bytes]) -> None:
        """Take the lock of the file, however long that takes."""
        fcntl.flock(file, fcntl.LOCK_EX)


@contextmanager
def file_lock(folder: Path) -> Iterator[None]:
    """Be alone among the processes of this machine that use the folder, which is created if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "start.lock").open(
        "wb"
    ) as file:  # closing it gives the lock back, even if the process dies
        wait_for(file)
        yield


@contextmanager
def advisory_lock(engine: Engine) -> Iterator[None]:
    """Be alone among all processes that use the PostgreSQL database, on whatever machine."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(select(func.pg_advisory_lock(ADVISORY_KEY)))
        try:
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(ADVISORY_KEY)))


def alone(engine: Engine, folder: Path) -> AbstractContextManager[None]:
    """The lock that fits the database: a server may have clients on many machines, a file has not."""
    return advisory_lock(engine) if engine.dialect.name == "postgresql" else file_lock(folder)
