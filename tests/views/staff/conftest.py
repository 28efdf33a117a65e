"""The small process in a host whose login tests decide, and a registrar before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from kaarina_strategy_ext import Identity

from ... import town
from ...visitor import HiddenFields
from ..conftest import Form
from ..shared_host import hosted

FI, SV = "/strategia/hallinta", "/sv/strategi/administration"
REGISTRAR = Identity("reija", "Reija Aalto", "reija@example.fi", frozenset({"registrar"}))


@dataclass
class Login:
    """The host's login: whoever is put here is logged in."""

    identity: Identity | None = REGISTRAR


@pytest.fixture
def login() -> Login:
    return Login()


@pytest.fixture
def app(new_database: Callable[..., str], clock, mailbox, login: Login, is_shared: bool) -> Iterator[Flask]:
    """The host of the other views, with a login."""
    with hosted(new_database(town.prepare), clock, mailbox, login=login, is_shared=is_shared) as app:
        yield app


@dataclass
class Office:
    """The registrar's browser, without JavaScript, and a resident's beside it."""

    app: Flask
    form: Form
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def page(self, path: str) -> str:
        """The text of a page below the staff side; or of any, by its whole address."""
        return self.client.get(path if path.startswith("/s") and "strateg" in path else FI + path).text

    def facts(self, path: str) -> str:
        """The text of a page without the tokens of its forms, which change by the second."""
        return re.sub(r'name="csrf_token" value="[^"]*"', "", self.page(path))

    def send(self, path: str, **fields: Any):
        """Open the form of the page and send it with these fields."""
        hidden = HiddenFields(self.client.get(FI + path).text).values
        return self.client.post(FI + path, data={**hidden, **fields})

    def resident(self, first_name: str, *sessions: str, **fields: Any) -> str:
        """Let a resident register, or join the waiting list, and give the public id of the registration."""
        mine = {"first_name": first_name, "email": f"{first_name.lower()}@example.fi"}
        wishes = {"sessions": list(sessions), "waitlist": list(sessions)}
        sent = self.form.send(**{**mine, **wishes, **fields})
        assert sent.status_code == 303, sent.text
        return self.value(
            "SELECT public_id FROM kaarina_strategy_registration WHERE first_name = :name", name=first_name
        )

    def value(self, query: str, **parameters: Any) -> Any:
        """One value out of the database."""
        with self.app.app_context():
            return self.app.extensions["sqlalchemy"].session.scalar(text(query), parameters)

    def alter(self, statement: str, **parameters: Any) -> None:
        """Change the database behind everybody's back."""
        with self.app.app_context():
            session = self.app.extensions["sqlalchemy"].session
            session.execute(text(statement), parameters)
            session.commit()

    def statuses(self, public_id: str) -> list[str]:
        """The statuses of the registration's bookings, the oldest first."""
        with self.app.app_context():
            rows = self.app.extensions["sqlalchemy"].session.execute(
                text(
                    "SELECT b.status FROM kaarina_strategy_booking b JOIN kaarina_strategy_registration r"
                    " ON r.id = b.registration_id WHERE r.public_id = :id ORDER BY b.id"
                ),
                {"id": public_id},
            )
            return [row[0] for row in rows]


@pytest.fixture
def office(app: Flask, form: Form) -> Office:
    return Office(app, form)


def numbers(page: str, key: str) -> list[str]:
    """The cells of the session's row in the overview, without tags."""
    row = re.search(rf"<tr>\s*<th[^>]*><a href=\"[^\"]*/{key}\">.*?</tr>", page, re.DOTALL)
    assert row, page
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row[0], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


def phoned(first_name: str, *sessions: str, **fields: object) -> dict[str, object]:
    """The fields of somebody who phones and has no e-mail."""
    person = {"first_name": first_name, "last_name": "Niemi", "phone": "0501234567", "language": "fi"}
    return {**person, "sessions": list(sessions), "waitlist": list(sessions), **fields}
