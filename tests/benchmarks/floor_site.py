"""What Flask itself can do on this machine: the floors beside which everything else is measured."""

from __future__ import annotations

import os
from collections.abc import Callable

from flask import Flask, render_template, request
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from kaarina_strategy_ext.demo.database import tune_sqlite

from .statements import tell_statements

ROWS = 110  # of a table; with them the page has 10 kB
PAGE = """<!doctype html><html lang="fi"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<table>{% for row in rows %}<tr><td>{{ row.number }}</td><td>{{ row.name }}</td><td class="{{ row.kind }}">\
{{ row.text }}</td></tr>
{% endfor %}</table></body></html>"""


class Base(DeclarativeBase):
    """The base of the only table."""


db = SQLAlchemy(model_class=Base)


class Note(db.Model):  # type: ignore[name-defined,misc]  # Flask-SQLAlchemy makes the base at run time
    """A row to be read and to be written."""

    __tablename__ = "floor_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    text: Mapped[str]


def create_app() -> Flask:
    """The bare site, on the database of `DATABASE_URL`, which `prepare` has filled."""
    app = Flask("floor", template_folder=None)
    app.config.update(
        SECRET_KEY="a secret of the benchmarks", SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"]
    )
    db.init_app(app)
    app.jinja_loader = DictLoader({"page.html": PAGE})
    with app.app_context():
        tune_sqlite(db.engine)
    for path, view, methods in (
        ("/", _one_select, ["GET"]),
        ("/page", _page, ["GET"]),
        ("/page-after-select", _page_after_select, ["GET"]),
        ("/insert", _insert, ["POST"]),
    ):
        _add(app, path, view, methods)
    tell_statements(app)
    return app


def prepare(url: str) -> None:
    """Fill an empty database with the table and the row that is read."""
    app = Flask("floor")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    with app.app_context():
        db.create_all()
        db.session.add(Note(id=1, name="Työpaja", text="Kaarinan strategia"))
        db.session.commit()
        if db.engine.dialect.name == "postgresql":
            with db.engine.begin() as connection:
                connection.exec_driver_sql("SELECT setval('floor_note_id_seq', 1)")
        db.engine.dispose()


def _add(app: Flask, path: str, view: Callable[[], str], methods: list[str]) -> None:
    app.add_url_rule(path, view.__name__, view, methods=methods)


def _page() -> str:
    return _rendered("Työpaja")


def _page_after_select() -> str:
    return _rendered(_read().name)


def _one_select() -> str:
    return _read().name


def _insert() -> str:
    db.session.add(Note(name=request.form["name"], text=request.form["text"]))
    db.session.commit()
    return "ok"


def _read() -> Note:
    note: Note = db.session.get_one(Note, 1)
    return note


def _rendered(title: str) -> str:
    rows = [
        {"number": number, "name": title, "kind": "strategia", "text": "Asukkaat tekevät työtä"}
        for number in range(ROWS)
    ]
    return render_template("page.html", title=title, rows=rows)
