"""The one way in which anything is written: a short transaction of ours on the host's engine.

When to use: for every change. When not: for reading a page, which goes through the host's own session.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from ..errors import Busy

Result = TypeVar("Result")

TRIES = 3
PATIENCE_SECONDS = 5.0
# Serialization failure, deadlock, lock not available, and the shutdown and connection classes of PostgreSQL.
_PASSING_SQLSTATES = ("40001", "40P01", "55P03", "57P01", "57P02", "57P03", "08")
_PASSING_WORDS = ("database is locked", "database table is locked")
_TIMEOUTS = text(
    "SELECT set_config('lock_timeout', '5s', true), set_config('statement_timeout', '10s', true),"
    " set_config('idle_in_transaction_session_timeout', '15s', true)"
)


_BEFORE_COMMIT = "kaarina_strategy_before_commit"


class InUnit(Protocol):
    """`in_one_unit`, bound to an engine."""

    def __call__(self, work: Callable[[Session], Result], /) -> Result:
        """Do the work in one short transaction; gives what the work gave."""


def in_one_unit(engine: Engine, work: Callable[[Session], Result]) -> Result:
    """Do the work in one transaction and commit it; gives what the work gave.

    A fault that may pass (lock, deadlock, serialization, lost connection, a race that a unique index decided)
    repeats the whole work, at most three times within five seconds. Raises `Busy` when that was not enough;
    nothing is written then. Anything that `work` raises rolls back and comes out as it is.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    for attempt in range(1, TRIES + 1):
        try:
            return _once(engine, work)
        except PoolTimeout as fault:
            raise Busy from fault  # it has waited long enough for a connection
        except DBAPIError as fault:
            if not _may_pass(fault):
                raise
            if attempt == TRIES or time.monotonic() > deadline:
                raise _as_told(fault) from fault
            time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311 - jitter, not a secret
    raise AssertionError("unreachable: the last try returns or raises")


def before_commit(session: Session, finish: Callable[[Session], None]) -> None:
    """Have something done at the end of the unit that the session is in; however often asked for, once."""
    session.info.setdefault(_BEFORE_COMMIT, {})[finish] = True


def _once(engine: Engine, work: Callable[[Session], Result]) -> Result:
    options = {}
    if engine.dialect.name == "postgresql":
        # A host at REPEATABLE READ would fail most of our units with 40001; the lock needs no more than this.
        options["isolation_level"] = "READ COMMITTED"
    elif _commits_by_itself(engine):
        options["isolation_level"] = "SERIALIZABLE"
    with Session(engine, expire_on_commit=False) as session, session.begin():
        # For this transaction alone; an engine with options of its own would have to be made each time.
        connection = session.connection(execution_options=options)
        if engine.dialect.name == "postgresql":
            connection.execute(_TIMEOUTS)
        result = work(session)
        for finish in session.info.get(_BEFORE_COMMIT, {}):
            finish(session)
        return result


def _commits_by_itself(engine: Engine) -> bool:
    """Whether the host has set its engine to AUTOCOMMIT, where a unit could be half written."""
    # SQLite's driver answers SERIALIZABLE even then, so only the engine's own settings tell.
    by_engine = getattr(engine.dialect, "_on_connect_isolation_level", None)
    return "AUTOCOMMIT" in (engine.get_execution_options().get("isolation_level"), by_engine)


def _may_pass(fault: DBAPIError) -> bool:
    if isinstance(fault, IntegrityError) or fault.connection_invalidated:
        return True
    sqlstate = getattr(fault.orig, "sqlstate", None) or ""
    return sqlstate.startswith(_PASSING_SQLSTATES) or (
        isinstance(fault, OperationalError) and any(words in str(fault.orig) for words in _PASSING_WORDS)
    )


def _as_told(fault: DBAPIError) -> Exception:
    return fault if isinstance(fault, IntegrityError) else Busy()
