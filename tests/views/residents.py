"""Residents at home: each with a browser and a mailbox of their own, in either language, before one site."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from kaarina_strategy_ext.host import current_host
from kaarina_strategy_ext.jobs import run_jobs
from kaarina_strategy_ext.models import Process
from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.content.loading import load_content

from ..visitor import HiddenFields

if TYPE_CHECKING:
    from .conftest import Clock

FORM = {"fi": "/strategia/ilmoittautuminen", "sv": "/sv/strategi/anmalan"}
OWN = {"fi": "/strategia/oma/", "sv": "/sv/strategi/min/"}
ALTERNATIVES = "alternative-viimeistely"

_CHANGING = re.compile(r'name="(?:csrf_token|form_key)" value="[^"]*"')


def page_of(answer: TestResponse) -> str:
    """The text of an answer without the tokens of its forms, which change by the second."""
    return _CHANGING.sub("", answer.text)


def headline(answer: TestResponse) -> str:
    """The words of the page's main heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    assert found, answer.text
    return found[1].strip()


@dataclass
class Resident:
    """Somebody with a name, an address and a browser without JavaScript."""

    name: str
    client: FlaskClient
    language: str = "fi"
    origin: str = "127.0.0.1"

    @property
    def details(self) -> dict[str, str]:
        """What they tell of themselves."""
        address = f"{self.name.lower()}@example.fi"
        return {
            "first_name": self.name,
            "last_name": "Virtanen",
            "email": address,
            "language": self.language,
        }

    def opens(self) -> dict[str, str]:
        """Open the form and give its hidden fields."""
        return HiddenFields(self.client.get(FORM[self.language]).text).values

    def sends(self, *, opened: Mapping[str, str] | None = None, **fields: Any) -> TestResponse:
        """Send the form in one go, the one that was `opened` or one opened now."""
        return self.posts({**(opened or self.opens()), **self.details, **fields})

    def posts(self, fields: Mapping[str, Any], address: str | None = None) -> TestResponse:
        """Send fields as they are, to the form unless another address is given."""
        return self.client.post(
            address or FORM[self.language], data=fields, environ_base={"REMOTE_ADDR": self.origin}
        )

    def answers(self, address: str, **fields: Any) -> TestResponse:
        """Open a page that asks, and send its form with these fields."""
        page = self.client.get(address).text
        action = re.search(r'<form[^>]* id="ks-form"[^>]* action="([^"]+)"', page)
        assert action, page
        return self.posts({**HiddenFields(page).values, **fields}, action[1].replace("&amp;", "&"))


@dataclass
class Site:
    """The site, what has happened to it, and who lives there."""

    app: Flask
    clock: Clock
    mailbox: list[EmailMessage]
    language: str = "fi"
    people: dict[str, Resident] = field(default_factory=dict)

    def person(self, name: str, language: str | None = None) -> Resident:
        """The resident of that name, with the same browser each time."""
        if name not in self.people:
            self.people[name] = Resident(name, self.app.test_client(), language or self.language)
        return self.people[name]

    def registered(self, name: str, **fields: Any) -> str:
        """Let somebody register, who need not confirm, and give the path of their own page."""
        answer = self.person(name).sends(**fields)
        assert answer.status_code == 303, answer.text
        return answer.location.partition("?")[0]

    def patient(self, name: str, **fields: Any) -> TestResponse:
        """Let somebody send the form who took a few seconds to fill it in."""
        someone = self.person(name)
        return someone.sends(opened=self.patient_key(someone.opens()), **fields)

    def hasty(self, name: str, **fields: Any) -> str:
        """Let somebody register faster than a person can, and give their own page, from the mail."""
        answer = self.person(name).sends(**fields)
        assert answer.status_code == 303, answer.text
        self.jobs()
        return self.own_page(name)

    def patient_key(self, opened: Mapping[str, str], seconds: int = 4) -> dict[str, str]:
        """The hidden fields of a form as if it had been opened so many seconds ago."""
        key = opened["form_key"].rpartition(".")[0].rpartition(".")[0]
        with self.app.app_context():
            secrets = list(reversed(current_host().link_keys.secrets))

        class Earlier(TimestampSigner):
            def get_timestamp(self) -> int:
                return super().get_timestamp() - seconds

        signed = Earlier(secrets, salt="kaarina_strategy form").sign(key).decode("ascii")
        return {**opened, "form_key": signed}

    def jobs(self, now: datetime | None = None) -> None:
        """Do what is due, at another moment if one is given."""
        self.clock.now = now or self.clock.now
        with self.app.app_context():
            run_jobs(current_host())

    def token(self, name: str, path: str) -> str:
        """The token of a form that somebody has open."""
        return HiddenFields(self.person(name).client.get(path).text).values["csrf_token"]

    def mail_to(self, name: str) -> list[str]:
        """The plain texts of the mails that somebody has got, oldest first."""
        mine = [each for each in self.mailbox if self.person(name).details["email"] in str(each["To"])]
        texts = [each.get_body(("plain",)) for each in mine]
        return [body.get_content() for body in texts if body]

    def own_page(self, name: str) -> str:
        """The path of somebody's own page, by the newest mail to them."""
        link = re.search(r"https://www\.example\.fi(/[\w/]+/[\w-]{54})", self.mail_to(name)[-1])
        assert link, self.mail_to(name)[-1]
        return link[1]

    def sql(self, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Read from the database, or change it behind everybody's back; gives the rows, if any."""
        with self.app.app_context():
            session = self.app.extensions["sqlalchemy"].session
            done = session.execute(text(statement), parameters)
            rows = [tuple(row) for row in done] if done.returns_rows else []
            session.commit()
            return rows

    def statuses(self, name: str) -> dict[str | None, str]:
        """How each booking of somebody's newest registration stands, by the key of its session."""
        rows: Any = self.sql(
            "SELECT s.key, b.status FROM kaarina_strategy_booking b"
            " LEFT JOIN kaarina_strategy_session s ON s.id = b.session_id"
            " WHERE b.registration_id = (SELECT max(id) FROM kaarina_strategy_registration"
            " WHERE first_name = :name) ORDER BY b.id",
            name=name,
        )
        return dict(rows)

    def booking(self, name: str, key: str) -> int:
        """The id of somebody's newest booking of a session."""
        rows = self.sql(
            "SELECT max(b.id) FROM kaarina_strategy_booking b"
            " JOIN kaarina_strategy_session s ON s.id = b.session_id"
            " JOIN kaarina_strategy_registration r ON r.id = b.registration_id"
            " WHERE r.first_name = :name AND s.key = :key",
            name=name,
            key=key,
        )
        return int(rows[0][0])

    def amend(self, slug: str, key: str, **fields: Any) -> None:
        """Edit a session of the workshop as staff do, by its fields in the content file."""
        edited = {"slug": slug, "sessions": [{"key": key, **fields}]}
        source = json.dumps({"amends": "kaarina-2022", "workshops": [edited]})
        act = Act("editor", self.clock.now)
        with self.app.app_context():
            current_host().database.change(
                lambda session: load_content(session, source, act, languages=("fi", "sv"))
            )

    def edit(self, model: type[Any], changes: Mapping[str, Any], **which: str) -> None:
        """Change one row of the content, as an editor would who loads it again."""
        with self.app.app_context():
            session = self.app.extensions["sqlalchemy"].session
            row = session.scalars(select(model).filter_by(**which)).one()
            for name, value in changes.items():
                setattr(row, name, value)
            session.scalars(select(Process)).one().revision += 1
            session.commit()
