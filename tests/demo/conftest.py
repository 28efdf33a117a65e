"""The demo as a whole, on a database of its own for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kaarina_strategy_ext.demo import create_app
from kaarina_strategy_ext.demo.database import db

SECRET = "a secret for the tests of the demo"
NewDemo = Callable[..., Flask]


def prepare(url: str) -> None:
    """Fill an empty database as the demo does at its first start."""
    let_go(create_app({"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": SECRET}))


def let_go(app: Flask) -> None:
    """Close the app's connections."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def demo_url(new_sqlite: Callable[..., str]) -> str:
    """A SQLite database at which a demo has started once."""
    return new_sqlite(prepare)


@pytest.fixture
def new_demo(demo_url: str) -> Iterator[NewDemo]:
    """Starts demos on the one database of the test: `new_demo(**config)`."""
    started: list[Flask] = []

    def start(**config: Any) -> Flask:
        started.append(create_app({"SQLALCHEMY_DATABASE_URI": demo_url, "SECRET_KEY": SECRET, **config}))
        return started[-1]

    yield start
    for app in started:
        let_go(app)


@pytest.fixture
def app(new_demo: NewDemo) -> Flask:
    """A demo that has started."""
    return new_demo()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who visits the demo."""
    return app.test_client()
