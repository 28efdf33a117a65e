"""Hosts whose database has its own ways; what is theirs stays theirs."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.errors import HostTransactionOpen
from kaarina_strategy_ext.models import Registration

from ..town import GOALS, VISION
from ..visitor import HiddenFields
from .conftest import FORM, PERSON, NewHost, registered


def with_notes(app, db) -> None:
    """The host has a table of its own, which needs a text in each row."""

    class Note(db.Model):
        __tablename__ = "town_note"
        id = db.Column(db.Integer, primary_key=True)
        text = db.Column(db.String, nullable=False)

    app.note = Note
    with app.app_context():
        db.create_all()


def begin_deferred(app, db) -> None:
    """SQLAlchemy's own recipe for real transactions on SQLite."""
    with_notes(app, db)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(
                db.engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None)
            )
            event.listen(db.engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))


@pytest.mark.parametrize("host", [with_notes, begin_deferred])
@pytest.mark.parametrize(
    "write",
    [
        lambda app, db: db.session.add(app.note(text="pending")),
        lambda app, db: (db.session.add(app.note(text="flushed")), db.session.flush()),
        lambda app, db: db.session.execute(text("INSERT INTO town_note (id, text) VALUES (1, 'raw')")),
        lambda app, db: db.session.bulk_insert_mappings(app.note, [{"text": "bulk"}]),
        lambda app, db: db.session.connection().execute(app.note.__table__.insert().values(text="core")),
        lambda app, db: (
            db.session.begin_nested(),
            db.session.add(app.note(text="nested")),
            db.session.flush(),
        ),
    ],
    ids=["pending", "flushed", "raw", "bulk", "core", "nested"],
)
def test_change_of_the_host_is_neither_committed_nor_lost(new_host: NewHost, host, write) -> None:
    app, db = new_host(host)
    with app.app_context():
        write(app, db)
        strategy = app.extensions["kaarina_strategy"].host
        with pytest.raises(HostTransactionOpen):
            strategy.database.change(lambda session: session.get(Registration, 1))
        db.session.commit()
        assert db.session.scalar(text("SELECT count(*) FROM town_note")) == 1


def test_host_that_threw_its_changes_away_is_no_hindrance(new_host: NewHost) -> None:
    app, db = new_host(with_notes)
    with app.app_context():
        db.session.add(app.note(text="flushed"))
        db.session.flush()
        db.session.close()
        strategy = app.extensions["kaarina_strategy"].host
        assert strategy.database.change(lambda session: session.get(Registration, 1)) is None


@pytest.mark.parametrize("host", [with_notes, begin_deferred])
def test_host_that_has_read_is_no_hindrance(new_host: NewHost, host) -> None:
    app, db = new_host(host)
    app.before_request(lambda: db.session.scalar(text("SELECT max(id) FROM town_note")))
    assert registered(app.test_client()).status_code == 303


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE", "AUTOCOMMIT"])
def test_isolation_of_the_host_is_no_hindrance(new_host: NewHost, level: str) -> None:
    app, db = new_host(SQLALCHEMY_ENGINE_OPTIONS={"isolation_level": level})
    with app.app_context():
        if db.engine.dialect.name == "sqlite" and level == "REPEATABLE READ":
            pytest.skip("SQLite has no such level")
    assert registered(app.test_client()).status_code == 303


def test_unit_that_fails_leaves_nothing_even_where_the_host_commits_by_itself(new_host: NewHost) -> None:
    app, db = new_host(SQLALCHEMY_ENGINE_OPTIONS={"isolation_level": "AUTOCOMMIT"})

    def half(session: Session) -> None:
        session.execute(text("UPDATE kaarina_strategy_session SET capacity = 99"))
        raise RuntimeError

    with app.app_context():
        with pytest.raises(RuntimeError):
            app.extensions["kaarina_strategy"].host.database.change(half)
        assert db.session.scalar(text("SELECT max(capacity) FROM kaarina_strategy_session")) == 2


@pytest.mark.parametrize("path", ["/tiedot", "/tyopajat", "/peru", "/poista"])
def test_one_connection_is_enough_for_a_change(new_host: NewHost, path: str) -> None:
    options = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 1}
    app, _ = new_host(SQLALCHEMY_ENGINE_OPTIONS=options)
    client = app.test_client()
    own = registered(client).location.partition("?")[0]
    hidden = HiddenFields(client.get(own + path).text).values
    assert client.post(own + path, data={**hidden, **PERSON, "sessions": GOALS}).status_code == 303


def test_host_without_a_free_connection_asks_to_try_again(new_host: NewHost) -> None:
    options = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 0.1}
    app, db = new_host(SQLALCHEMY_ENGINE_OPTIONS=options)
    client = app.test_client()
    hidden = HiddenFields(client.get(FORM).text).values
    with app.app_context(), db.engine.connect():
        answer = client.post(FORM, data={**hidden, **PERSON, "sessions": VISION})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def test_page_of_the_host_lives_on_where_our_tables_are_missing(new_host: NewHost) -> None:
    app, db = new_host(with_widget)
    with app.app_context():
        app.extensions["kaarina_strategy"].host.database.reading().rollback()
        for table in ("booking", "message", "registration", "session"):
            db.session.execute(text(f"ALTER TABLE kaarina_strategy_{table} RENAME TO gone_{table}"))
        db.session.commit()
    answer = app.test_client().get("/intranet")
    assert answer.status_code == 200
    assert "the town's own words" in answer.text


def test_widget_writes_nothing_that_the_host_has_only_begun(new_host: NewHost) -> None:
    app, _ = new_host(with_half_a_note)
    assert app.test_client().get("/half").status_code == 200


def with_widget(app: Flask, db) -> None:
    """A page of the host that reads its database after the widget."""

    def intranet() -> str:
        widget = app.jinja_env.globals["kaarina_strategy_widget"]()
        return f"{widget} {db.session.scalar(text('SELECT 1'))} the town's own words"

    app.add_url_rule("/intranet", view_func=intranet)


def with_half_a_note(app: Flask, db) -> None:
    """A page of the host that fills in a new row only after it has drawn the widget."""
    with_notes(app, db)

    def half() -> str:
        note = app.note()
        db.session.add(note)
        widget = app.jinja_env.globals["kaarina_strategy_widget"]()
        note.text = "filled in later"
        db.session.commit()
        return str(widget)

    app.add_url_rule("/half", view_func=half)
