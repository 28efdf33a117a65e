"""Hosts with habits of their own, each on a database with the small process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from kaarina_strategy_ext import KaarinaStrategy

from .. import town
from ..visitor import HiddenFields

FORM = "/strategia/ilmoittautuminen"
PERSON = {"first_name": "Aino", "last_name": "Virtanen", "email": "aino@example.fi", "language": "fi"}
NewHost = Callable[..., tuple[Flask, SQLAlchemy]]


@pytest.fixture
def new_host(new_database: Callable[..., str]) -> Iterator[NewHost]:
    """Makes a host: `new_host(prepare_app=None, **config)` gives the app and its database.

    `prepare_app(app, db)` runs before the extension is mounted.
    """
    made: list[tuple[Flask, SQLAlchemy]] = []

    def new(prepare_app: Callable[[Flask, SQLAlchemy], Any] | None = None, **config: object):
        app, db = Flask("town", template_folder=None), SQLAlchemy()
        app.config.update(
            SECRET_KEY="a secret of the tests",
            SQLALCHEMY_DATABASE_URI=new_database(town.prepare),
            KAARINA_STRATEGY_BASE_URL="https://www.example.fi",
            KAARINA_STRATEGY_VERIFY_EMAIL="never",
            KAARINA_STRATEGY_MAIL_FROM="strategia@example.fi",
            KAARINA_STRATEGY_SMTP_URL="smtp://127.0.0.1:9",
        )
        app.config.update(config)
        db.init_app(app)
        if prepare_app:
            prepare_app(app, db)
        KaarinaStrategy().init_app(app, db=db, clock=lambda: town.NOW)
        made.append((app, db))
        return app, db

    yield new
    for app, db in made:
        with app.app_context():
            db.engine.dispose()


def registered(client, path: str = FORM, **options: Any):
    """Open the form and register for the vision workshop."""
    hidden = HiddenFields(client.get(path, **options).text).values
    return client.post(path, data={**hidden, **PERSON, "sessions": town.VISION}, **options)
