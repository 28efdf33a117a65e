"""Small host sites with the strategy work of Kaarina 2022 and the examples of the demonstration."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Session

from kaarina_strategy_ext import KaarinaStrategy, demo, schema
from kaarina_strategy_ext.services.auditing import COMMAND_LINE, Act
from kaarina_strategy_ext.services.content.loading import load_content

from ... import town
from ..conftest import Clock

CONTENT = Path(demo.__file__).parent / "content"
LANGUAGES = ("fi", "sv")
ADDRESS = "https://www.kaarina.example"
API = "/strategia/api/v1"
PROCESS = f"{API}/processes/kaarina-2022"
DOCUMENTS = ("", "/status", "/workshops", "/changes", "/linked-events")


def prepare_nothing(url: str) -> None:
    """Fill an empty database with our tables."""
    engine = town.engine_of(url)
    schema.upgrade(engine)
    engine.dispose()


def prepare(url: str) -> None:
    """Fill an empty database with our tables and the content of the demonstration."""
    prepare_nothing(url)
    engine = town.engine_of(url)
    for name in ("kaarina-2022", "kaarina-2022-examples"):
        with Session(engine) as session, session.begin():
            source = (CONTENT / f"{name}.yaml").read_bytes()
            load_content(session, source, Act(COMMAND_LINE, town.NOW), languages=LANGUAGES)
    engine.dispose()


class Site:
    """A host's site as a program reads it, with an editor and a clock."""

    def __init__(self, app: Flask, clock: Clock) -> None:
        self.app = app
        self.clock = clock
        self.client: FlaskClient = app.test_client()

    def read(self, path: str = "") -> Any:
        """A document of the process, by its path below that: `read("/status")`."""
        answer = self.client.get(PROCESS + path)
        assert (answer.status_code, answer.mimetype) == (200, "application/json")
        return answer.json

    def load(self, **fields: Any) -> None:
        """Load a content file with these fields."""
        act = Act(COMMAND_LINE, self.clock.now)
        source = json.dumps(fields, ensure_ascii=False).encode()
        with self.app.app_context():
            database = self.app.extensions["kaarina_strategy"].host.database
            database.change(lambda session: load_content(session, source, act, languages=LANGUAGES))

    def amend(self, **fields: Any) -> None:
        """Change the process of Kaarina: `amend(milestones=[…])`."""
        self.load(amends="kaarina-2022", **fields)


@contextmanager
def site_on(url: str, prepare_app: Callable[[Flask], Any] | None = None, **config: Any) -> Iterator[Site]:
    """A site on the database; `prepare_app(app)` runs before the extension is mounted."""
    app, db, clock = Flask("town", template_folder=None), SQLAlchemy(), Clock()
    app.config.update(
        SECRET_KEY="a secret of the tests",
        SQLALCHEMY_DATABASE_URI=url,
        KAARINA_STRATEGY_BASE_URL=ADDRESS,
        KAARINA_STRATEGY_ORGANISATION={"fi": "Kaarinan kaupunki", "sv": "S:t Karins stad"},
        KAARINA_STRATEGY_MAIL_FROM="strategia@kaarina.example",
        KAARINA_STRATEGY_VERIFY_EMAIL="never",
    )
    app.config.update(config)
    db.init_app(app)
    if prepare_app:
        prepare_app(app)
    KaarinaStrategy().init_app(app, db=db, clock=clock, mailer=lambda _: None)
    yield Site(app, clock)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def kaarina(sqlite_templates: Callable[..., Path]) -> Iterator[Site]:
    """A site that all tests share, and so only read."""
    with site_on(f"sqlite:///{sqlite_templates(prepare)}") as site:
        yield site


@pytest.fixture
def site(new_sqlite: Callable[..., str]) -> Iterator[Site]:
    """A site of the test's own."""
    with site_on(new_sqlite(prepare)) as made:
        yield made


@pytest.fixture
def either_site(new_database: Callable[..., str]) -> Iterator[Site]:
    """A site of the test's own, once on SQLite and once on PostgreSQL."""
    with site_on(new_database(prepare)) as made:
        yield made


@pytest.fixture
def new_site(new_sqlite: Callable[..., str]) -> Iterator[Callable[..., Site]]:
    """Makes sites whose host has its own ways: `new_site(prepare_app=None, **config)`."""
    with ExitStack() as sites:
        yield lambda prepare_app=None, **config: sites.enter_context(
            site_on(new_sqlite(prepare), prepare_app, **config)
        )


@pytest.fixture
def empty_site(new_sqlite: Callable[..., str]) -> Iterator[Site]:
    """A site without any process."""
    with site_on(new_sqlite(prepare_nothing)) as made:
        yield made
