"""Editors before their browsers, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from kaarina_strategy_ext import Identity, KaarinaStrategy

from .... import town
from ..conftest import FI, Login


@pytest.fixture
def new_database(new_sqlite):
    """Pages alone are tried here: the rules below them are, by their own tests, on both databases."""
    return new_sqlite


EMMA = Identity("emma", "Emma", None, frozenset({"editor"}))
OTTO = Identity("otto", "Otto", None, frozenset({"editor"}))


class Controls(HTMLParser):
    """What a browser would send of the form on a page, without its buttons."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._inside = False
        self._area: str | None = None
        self._select: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = named.get("id") == "ks-form"
        elif self._inside and tag == "input":
            self._take(named)
        elif self._inside and tag == "textarea":
            self._area = named["name"]
            self.values.setdefault(self._area, []).append("")
        elif self._inside and tag == "select":
            self._select = named["name"]
        elif self._select and tag == "option" and ("selected" in named or self._select not in self.values):
            self.values[self._select] = [named["value"]]

    def _take(self, named: dict[str, str]) -> None:
        if named.get("type") in ("checkbox", "radio") and "checked" not in named:
            return
        if named.get("type") != "file":
            self.values.setdefault(named["name"], []).append(named.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area:
            # HTML, section 13.1.2.5: the first line end is none of the text.
            self.values[self._area][-1] = data.removeprefix("\n")


@dataclass
class Editor:
    """One editor's browser."""

    app: Flask
    login: Login
    identity: Identity
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def open(self, path: str) -> str:
        """The text of a page below the staff side, or of any by its whole address."""
        self.login.identity = self.identity
        return self.client.get(path if path.startswith("/s") and "strateg" in path else FI + path).text

    def form(self, path: str) -> dict[str, list[str]]:
        """What the form on a page would send as it stands."""
        return Controls(self.open(path)).values

    def send(self, path: str, *, shown: dict[str, list[str]] | None = None, **fields: Any):
        """Send the form of a page, or one that was opened before, with these fields changed."""
        values: dict[str, Any] = dict(self.form(path) if shown is None else shown)
        self.login.identity = self.identity
        return self.client.post(FI + path, data=values | fields)

    def save(self, path: str, changes: dict[str, Any], **more: Any):
        """Send the form of a part with changes, as a draft."""
        return self.send(path, **{"do": "save", **changes}, **more)


def words(page: str) -> str:
    """The page's text without tags, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def errors(page: str) -> dict[str, str]:
    """The sentences of the error summary by the controls to which they lead."""
    summary = re.search(r'<div class="ks-error-summary".*?</div>', page, re.DOTALL)
    links = re.findall(r'<a href="#([^"]+)">(.*?)</a>', summary[0], re.DOTALL) if summary else []
    return {unescape(control): unescape(sentence) for control, sentence in links}


@pytest.fixture(scope="package")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """Emma on a host that is made once for all tests after which it is as it was."""
    url, login = f"sqlite:///{tmp_path_factory.mktemp('reading') / 'town.sqlite3'}", Login(EMMA)
    town.prepare(url)
    app = Flask("town", template_folder=None)
    app.config.update(
        SECRET_KEY="a secret of the tests",
        SQLALCHEMY_DATABASE_URI=url,
        KAARINA_STRATEGY_BASE_URL="https://www.example.fi",
    )
    db = SQLAlchemy()
    db.init_app(app)
    host = {"clock": lambda: town.NOW, "mailer": print, "identity": lambda: login.identity}
    KaarinaStrategy().init_app(app, db=db, **host)
    yield Editor(app, login, EMMA)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def emma(app: Flask, login: Login) -> Editor:
    return Editor(app, login, EMMA)


@pytest.fixture
def otto(app: Flask, login: Login) -> Editor:
    return Editor(app, login, OTTO)
