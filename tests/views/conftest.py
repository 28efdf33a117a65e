"""A small host site with the small process, and a browser without JavaScript before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from .. import town
from ..visitor import HiddenFields
from .editing import Editor
from .residents import Site
from .shared_host import hosted


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = town.NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mailbox() -> list[EmailMessage]:
    """The mails that were sent, oldest first."""
    return []


@pytest.fixture
def verification() -> str:
    """When addresses must be confirmed: never, because a test is quicker than any person."""
    return "never"


@pytest.fixture
def is_shared() -> bool:
    """Whether the host may be the one of the other tests; not where a test adds anything to the app."""
    return True


@pytest.fixture
def app(
    new_database: Callable[..., str],
    clock: Clock,
    mailbox: list[EmailMessage],
    verification: str,
    is_shared: bool,
) -> Iterator[Flask]:
    """A host with Flask-SQLAlchemy and nothing else."""
    url = new_database(town.prepare)
    with hosted(url, clock, mailbox, verification=verification, is_shared=is_shared) as app:
        yield app


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Somebody who only reads, on a host that is made once for all tests that change nothing."""
    url = f"sqlite:///{tmp_path_factory.mktemp('reader') / 'town.sqlite3'}"
    town.prepare(url)
    with hosted(url, Clock(), [], is_shared=False) as app:
        yield app.test_client()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


class Form:
    """The registration form in one language, as a person without JavaScript uses it."""

    def __init__(self, client: FlaskClient, path: str) -> None:
        self._client = client
        self._path = path

    def send(self, **fields: object):
        """Open the form and send it with these fields; an argument's underscores may stand for hyphens."""
        hidden = HiddenFields(self._client.get(self._path).text).values
        return self.post(
            {**hidden, **PERSON, **{name: value for name, value in fields.items() if value is not None}}
        )

    def post(self, fields: dict[str, object]):
        """Send the fields as they are."""
        return self._client.post(self._path, data=fields)


PERSON = {"first_name": "Aino", "last_name": "Virtanen", "email": "aino@example.fi", "language": "fi"}


@pytest.fixture
def form(client: FlaskClient) -> Form:
    return Form(client, "/strategia/ilmoittautuminen")


@pytest.fixture
def swedish_form(client: FlaskClient) -> Form:
    return Form(client, "/sv/strategi/anmalan")


@pytest.fixture
def count(app: Flask) -> Callable[[str], int]:
    """Counts the rows of one of our tables."""

    def counted(table: str) -> int:
        with app.app_context():
            db = app.extensions["sqlalchemy"]
            return db.session.scalar(text(f"SELECT count(*) FROM kaarina_strategy_{table}"))

    return counted


@pytest.fixture
def language() -> str:
    """The language that residents read."""
    return "fi"


@pytest.fixture
def site(app: Flask, clock: Clock, mailbox: list[EmailMessage], language: str) -> Site:
    """The host's site with its residents, each with a browser of their own."""
    return Site(app, clock, mailbox, language)


@pytest.fixture
def editor(app: Flask, clock: Clock) -> Editor:
    """Somebody who edits the process."""
    return Editor(app, clock)
