"""The demo's own database object, such as any site with Flask-SQLAlchemy has."""

from __future__ import annotations

from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """The base of the site's own tables; the extension's tables have another one."""


db = SQLAlchemy(model_class=Base)


def tune_sqlite(engine: Engine) -> None:
    """Let readers and one writer work side by side on SQLite; another database is left as it is."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 10000")  # milliseconds; first, so that the next line waits
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()
