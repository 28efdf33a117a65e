"""The database that we share with the host, or our own where the host has none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, g
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import ORMExecuteState, Session, scoped_session, sessionmaker

from .errors import HostTransactionOpen
from .services.unit_of_work import in_one_unit

Result = TypeVar("Result")

_WRITTEN = "kaarina_strategy_host_has_written"


class SharedDatabase:
    """The host's Flask-SQLAlchemy: pages read through its session, changes take its engine."""

    def __init__(self, db: Any) -> None:
        """Take the host's `SQLAlchemy` instance."""
        self._db = db
        _watch_writes(db.session)

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
        if _has_written(session):
            raise HostTransactionOpen("commit or roll back the host's own changes before this request's")
        session.rollback()
        return in_one_unit(self.engine, work)


class OwnDatabase:
    """Our own engine and sessions, for a host without a database of its own."""

    def __init__(self, app: Flask, uri: str | None) -> None:
        """Take the configured URI, or SQLite in the app's instance folder."""
        self._uri = uri or f"sqlite:///{Path(app.instance_path) / 'kaarina_strategy.sqlite3'}"
        if uri is None:
            Path(app.instance_path).mkdir(parents=True, exist_ok=True)
        self.engine = create_engine(self._uri, pool_pre_ping=True)
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
        return in_one_unit(self.engine, work)


Database = SharedDatabase | OwnDatabase


def prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    """Readers do not block the writer, references hold, a busy database is waited for, erased is gone."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA secure_delete = ON")


def _watch_writes(session: scoped_session[Any]) -> None:
    def wrote(session: Session, *_: object) -> None:
        session.info[_WRITTEN] = True

    def executed(state: ORMExecuteState) -> None:
        if state.is_insert or state.is_update or state.is_delete:
            state.session.info[_WRITTEN] = True

    def ended(session: Session) -> None:
        session.info.pop(_WRITTEN, None)

    event.listen(session, "after_flush", wrote)
    event.listen(session, "do_orm_execute", executed)
    event.listen(session, "after_commit", ended)
    event.listen(session, "after_rollback", ended)


def _has_written(session: Session) -> bool:
    if session.new or session.dirty or session.deleted or session.info.get(_WRITTEN):
        return True
    if session.in_transaction() and session.get_bind().dialect.name == "postgresql":
        return bool(session.scalar(text("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")))
    return False
