"""The database that we share with the host, or our own where the host has none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, current_app, g
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session, SessionTransaction, scoped_session, sessionmaker

from . import signals
from .errors import HostTransactionOpen
from .services.unit_of_work import in_one_unit

if TYPE_CHECKING:
    import sqlite3

    from .models import Event

Result = TypeVar("Result")

_CHANGES = "kaarina_strategy_changes_at_begin"


class SharedDatabase:
    """The host's Flask-SQLAlchemy: pages read through its session, changes take its engine."""

    def __init__(self, db: Any) -> None:
        """Take the host's `SQLAlchemy` instance."""
        self._db = db
        _watch(db.session)

    @property
    def engine(self) -> Engine:
        """The host's default engine."""
        engine: Engine = self._db.engine
        return engine

    def reading(self) -> Session:
        """The host's session of this app context, for reading only."""
        session: Session = self._db.session()
        return session

    def change(self, work: Callable[[Session], Result]) -> Result:
        """Do the work in a transaction of ours, and commit it; raises what `in_one_unit` raises.

        The host's read transaction ends before it: SQLite could not raise a read to a write, and a small
        pool could not spare two connections. Raises `HostTransactionOpen` where the host has written in it.
        """
        session = self.reading()
        if has_written(session):
            raise HostTransactionOpen("commit or roll back the host's own changes before this request's")
        session.rollback()
        return _changed(self.engine, work)


class OwnDatabase:
    """Our own engine and sessions, for a host without a database of its own."""

    def __init__(self, app: Flask, uri: str | None) -> None:
        """Take the configured URI, or SQLite in the app's instance folder."""
        self._uri = uri or f"sqlite:///{Path(app.instance_path) / 'kaarina_strategy.sqlite3'}"
        if uri is None:
            Path(app.instance_path).mkdir(parents=True, exist_ok=True)
        self.engine = create_engine(self._uri, pool_pre_ping=True, **_pool(self._uri))
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", prepare_sqlite)
        self._sessions = scoped_session(
            sessionmaker(self.engine), scopefunc=lambda: id(g._get_current_object())
        )
        app.teardown_appcontext(lambda _: self._sessions.remove())

    def reading(self) -> Session:
        """The session of this app context, for reading only."""
        return self._sessions()

    def change(self, work: Callable[[Session], Result]) -> Result:
        """Do the work in one transaction and commit it; raises what `in_one_unit` raises."""
        self.reading().rollback()
        return _changed(self.engine, work)


def _changed(engine: Engine, work: Callable[[Session], Result]) -> Result:
    """Do the work in one unit; what it has announced is signalled once it has been committed."""
    from .services.announcing import announced

    told: list[Event] = []

    def unit(session: Session) -> Result:
        result = work(session)
        told[:] = announced(session)  # of the last try only, whatever came of those before
        return result

    result = in_one_unit(engine, unit)
    if told:
        signals.send(current_app._get_current_object(), told)  # type: ignore[attr-defined]  # LocalProxy
    return result


def _pool(uri: str) -> dict[str, Any]:
    """One connection for all threads where the database lives in memory, since each would see its own."""
    url = make_url(uri)
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        return {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    return {}


Database = SharedDatabase | OwnDatabase


def prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    """Readers do not block the writer, references hold, a busy database is waited for, erased is gone."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA secure_delete = ON")


def let_go(database: Database) -> None:
    """End a read that failed, so that the host can go on; not where it has changes of its own in it."""
    session = database.reading()
    with suppress(SQLAlchemyError):  # there may be no connection to ask, and then there is nothing to let go
        if not has_written(session):
            session.rollback()


def has_written(session: Session) -> bool:
    """Whether the host has changes in its session that are not committed, seen or unseen by SQLAlchemy."""
    if session.new or session.dirty or session.deleted:
        return True
    if not session.in_transaction():
        return False
    if session.get_bind().dialect.name == "postgresql":
        return _has_transaction_id(session)
    return _CHANGES in session.info and _changes(session.connection()) != session.info[_CHANGES]


def _has_transaction_id(session: Session) -> bool:
    """PostgreSQL gives a transaction its id at its first write; one that failed is only fit to be ended."""
    try:
        return bool(session.scalar(text("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")))
    except DBAPIError:
        return False


def _remember_changes(session: Session, _: object, connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        session.info.setdefault(_CHANGES, _changes(connection))


def _forget_changes(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(_CHANGES, None)


def _watch(session: scoped_session[Any]) -> None:
    """Remember at the start of each transaction how much SQLite has changed; once, for all of its apps."""
    for name, listener in (("after_begin", _remember_changes), ("after_transaction_end", _forget_changes)):
        if not event.contains(session, name, listener):
            event.listen(session, name, listener)


def _changes(connection: Connection) -> int:
    """How many rows the connection has changed since it was opened, by whatever way."""
    driver: Any = connection.connection.driver_connection
    return int(driver.total_changes)
