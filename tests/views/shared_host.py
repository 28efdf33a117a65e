"""One host for all tests of the views in a Python process, given back as new after each of them.

Mounting adds some hundred addresses, whose compilation by Werkzeug takes longer than most of these tests.
What a test may change is put back: the database, what the host is asked, and our settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from functools import cache
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import create_engine

from kaarina_strategy_ext import Identity, KaarinaStrategy
from kaarina_strategy_ext.readmodels.cache import ProcessCache


@dataclass
class Asked:
    """What the host answers in the present test."""

    clock: Any = None
    mailbox: Any = None
    login: Any = None

    def now(self) -> datetime:
        """What the test's clock shows."""
        return self.clock()

    def take(self, mail: EmailMessage) -> None:
        """Put the mail into the test's mailbox."""
        self.mailbox.append(mail)

    def who(self) -> Identity | None:
        """Whoever the test has logged in."""
        return self.login.identity if self.login else None


def new_host() -> tuple[Flask, SQLAlchemy, Asked, dict[str, Any]]:
    """The app, its Flask-SQLAlchemy, what it is asked, and our settings as they were at its mounting."""
    app, asked, db = Flask("town", template_folder=None), Asked(), SQLAlchemy()
    app.config.update(
        SECRET_KEY="a secret of the tests",
        SQLALCHEMY_DATABASE_URI="sqlite://",
        KAARINA_STRATEGY_BASE_URL="https://www.example.fi",
        KAARINA_STRATEGY_MAIL_FROM="strategia@example.fi",
        KAARINA_STRATEGY_CONTACT_PHONE="02 000 0000",
        KAARINA_STRATEGY_VERIFY_EMAIL="never",  # a test is quicker than any person
    )
    db.init_app(app)
    KaarinaStrategy().init_app(app, db=db, clock=asked.now, mailer=asked.take, identity=asked.who)
    host = app.extensions["kaarina_strategy"].host
    return app, db, asked, {**host.settings, "mailer": host.hooks.mailer}


shared_host = cache(new_host)


@contextmanager
def hosted(
    url: str, clock, mailbox, *, login=None, verification: str = "never", is_shared: bool = True
) -> Iterator[Flask]:
    """The host on a database that has been filled; one of its own for a test that changes the app itself.

    Without a login nobody is ever logged in.
    """
    app, db, asked, settings = shared_host() if is_shared else new_host()
    asked.clock, asked.mailbox, asked.login = clock, mailbox, login
    host = app.extensions["kaarina_strategy"].host
    host.settings["VERIFY_EMAIL"] = verification
    with app.app_context():
        db.engines[None] = create_engine(url)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    object.__setattr__(host, "cache", ProcessCache())
    object.__setattr__(host.hooks, "mailer", settings["mailer"])
    host.settings.update({name: value for name, value in settings.items() if name != "mailer"})
