"""Asking to be told when registration opens: from the form to the one mail, and nothing left after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, inspect, text, update
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kaarina_strategy_ext.models import Process, WorkshopSession

from ..town import NOW, VISION
from ..visitor import HiddenFields
from .conftest import Clock, Form

OPENS = NOW + timedelta(days=3)
FORM = {"fi": "/strategia/ilmoita", "sv": "/sv/strategi/meddela"}
LINK = re.compile(r"https://www\.example\.fi(/\S+/(?:ilmoita|meddela)/\S+)")


class Waiting:
    """Somebody who waits for the opening, with a browser without JavaScript and a mailbox."""

    def __init__(self, app: Flask, client: FlaskClient, mailbox: list[EmailMessage]) -> None:
        self.app = app
        self.client = client
        self.mailbox = mailbox

    def send(self, path: str, **fields: str) -> Any:
        """Open the form and send it with these fields."""
        hidden = HiddenFields(self.client.get(path).text).values
        return self.client.post(path, data={**hidden, **fields})

    def mail(self) -> list[EmailMessage]:
        """All mail so far, once what is due has been done."""
        with self.app.app_context():
            self.app.extensions["kaarina_strategy"].run_jobs()
        return self.mailbox

    def link(self) -> str:
        """The path of the link in the newest mail."""
        found = LINK.search(plain(self.mail()[-1]))
        assert found
        return found[1]

    def confirm(self, language: str = "fi", email: str = "aino@example.fi") -> str:
        """Ask, and say yes in the mail; gives the path of the link."""
        self.send(FORM[language], email=email)
        link = self.link()
        self.send(link, answer="yes")
        return link


@pytest.fixture
def waiting(app: Flask, client: FlaskClient, mailbox: list[EmailMessage]) -> Waiting:
    """Registration opens in three days."""
    schedule(app, OPENS)
    return Waiting(app, client, mailbox)


def schedule(app: Flask, opens: datetime | None) -> None:
    """Let registration open then."""
    values = {"registration_opens_at": opens, "revision": Process.revision + 1}
    with app.app_context():
        db = app.extensions["sqlalchemy"]
        db.session.execute(update(Process).values(values))
        db.session.commit()


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content())


def everything_stored(app: Flask) -> str:
    """Each value of each table, in one text."""
    with app.app_context():
        db = app.extensions["sqlalchemy"]
        tables = inspect(db.engine).get_table_names()
        return " ".join(
            repr(tuple(row)) for name in tables for row in db.session.execute(text(f'SELECT * FROM "{name}"'))
        ).casefold()


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_opening_is_told_in_the_language_of_the_page(waiting: Waiting, clock: Clock, language: str) -> None:
    waiting.confirm(language)
    clock.now = OPENS
    told = waiting.mail()[-1]
    assert told["Content-Language"] == language
    assert "tis 12.4.2022" in plain(told) if language == "sv" else "ti 12.4.2022" in plain(told)


def test_two_mails_come_in_all_and_then_the_address_is_gone(waiting: Waiting, clock: Clock) -> None:
    waiting.confirm()
    clock.now = OPENS
    waiting.mail()
    clock.now = OPENS + timedelta(hours=1)
    assert len(waiting.mail()) == 2
    assert "aino" not in everything_stored(waiting.app)


def test_who_does_not_confirm_is_never_told(waiting: Waiting, clock: Clock) -> None:
    waiting.send(FORM["fi"], email="aino@example.fi")
    clock.now = OPENS
    assert len(waiting.mail()) == 1
    assert "aino" not in everything_stored(waiting.app)


def test_withdrawal_erases_the_address(waiting: Waiting) -> None:
    link = waiting.confirm()
    answer = waiting.send(link, answer="no")
    assert answer.location == "/strategia/ilmoita/poistettu"
    assert waiting.client.get(answer.location).status_code == 200
    assert "aino" not in everything_stored(waiting.app)


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_at_the_link_changes_nothing(
    waiting: Waiting, count: Callable[[str], int], method: str
) -> None:
    waiting.send(FORM["fi"], email="aino@example.fi")
    link = waiting.link()
    before = everything_stored(waiting.app)
    getattr(waiting.client, method)(f"{link}?answer=no")
    assert everything_stored(waiting.app) == before
    assert count("opening_request") == 1


def test_known_and_unknown_address_get_the_same_answer(waiting: Waiting) -> None:
    waiting.confirm(email="aino@example.fi")
    answers = [waiting.send(FORM["fi"], email=f"{name}@example.fi") for name in ("aino", "pekka")]
    assert len({(each.status, each.data, str(each.headers)) for each in answers}) == 1
    assert waiting.client.get(answers[0].location).status_code == 200


def test_one_network_cannot_make_us_write_to_many(waiting: Waiting, count: Callable[[str], int]) -> None:
    hidden = HiddenFields(waiting.client.get(FORM["fi"]).text).values
    answers = [
        waiting.client.post(
            FORM["fi"],
            data={**hidden, "email": f"somebody{number}@example.fi"},
            environ_base={"REMOTE_ADDR": "8.8.8.8"},
        )
        for number in range(12)
    ]
    assert {each.location for each in answers} == {"/strategia/ilmoita/kiitos"}
    assert count("opening_request") == 10


@pytest.mark.parametrize("email", ["", "aino", "a@x.fi, b@evil.fi", "a@x.fi\nBcc: b@evil.fi", '"x" <a@x.fi>'])
def test_what_is_not_one_address_is_refused_beside_the_field(
    waiting: Waiting, count: Callable[[str], int], email: str
) -> None:
    answer = waiting.send(FORM["fi"], email=email)
    assert answer.status_code == 422
    assert 'href="#email"' in answer.text
    assert 'id="email-error"' in answer.text
    assert count("opening_request") == 0


def test_language_switch_keeps_what_was_typed(waiting: Waiting, count: Callable[[str], int]) -> None:
    answer = waiting.send(FORM["sv"], email="aino@", show="1")
    assert answer.status_code == 200
    assert 'value="aino@"' in answer.text
    assert count("opening_request") == 0


def test_expired_form_comes_back_with_what_was_typed(waiting: Waiting, count: Callable[[str], int]) -> None:
    answer = waiting.client.post(FORM["fi"], data={"email": "aino@example.fi"})
    assert answer.status_code == 400
    assert 'value="aino@example.fi"' in answer.text
    assert count("opening_request") == 0


def test_expired_confirmation_asks_again_and_changes_nothing(waiting: Waiting) -> None:
    waiting.send(FORM["fi"], email="aino@example.fi")
    link = waiting.link()
    before = everything_stored(waiting.app)
    assert waiting.client.post(link, data={"answer": "no"}).status_code == 400
    assert everything_stored(waiting.app) == before


def test_token_with_anything_wrong_leads_nowhere(waiting: Waiting, form: Form) -> None:
    link = waiting.confirm()
    folder, _, token = link.rpartition("/")
    schedule(waiting.app, NOW - timedelta(days=1))
    foreign = form.send(sessions=[VISION]).location.partition("?")[0].rpartition("/")[2]
    changed = token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]
    wrong = (token[:-1], changed, foreign, "x", "%00")
    assert {waiting.client.get(f"{folder}/{each}").status_code for each in wrong} == {404}
    assert waiting.client.post(f"{folder}/{foreign}", data={"answer": "no"}).status_code == 404
    assert waiting.client.get(f"/strategia/oma/{token}").status_code == 404


def test_confirmation_page_is_private(waiting: Waiting) -> None:
    headers = waiting.client.get(waiting.confirm()).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "strict-origin"
    assert headers["X-Robots-Tag"] == "noindex"


def test_open_registration_is_shown_instead_of_the_form(client: FlaskClient) -> None:
    page = client.get(FORM["fi"]).text
    assert 'name="email"' not in page
    assert 'class="ks-button" href="/strategia/ilmoittautuminen"' in page


@pytest.mark.parametrize(
    "path", ["/strategia/", "/strategia/tyopajat", "/strategia/tyopajat/visio", "/strategia/ilmoittautuminen"]
)
def test_pages_lead_to_the_form_only_while_something_is_to_open(waiting: Waiting, path: str) -> None:
    assert 'href="/strategia/ilmoita"' in waiting.client.get(path).text
    schedule(waiting.app, NOW - timedelta(days=1))
    assert 'href="/strategia/ilmoita"' not in waiting.client.get(path).text


def test_session_that_opens_later_than_the_others_is_told(waiting: Waiting, clock: Clock) -> None:
    schedule(waiting.app, NOW - timedelta(days=1))
    later = {"registration_mode": "window", "registration_opens_at": OPENS}
    with waiting.app.app_context():
        db = waiting.app.extensions["sqlalchemy"]
        db.session.execute(update(WorkshopSession).where(WorkshopSession.key == VISION).values(later))
        db.session.execute(update(Process).values(revision=Process.revision + 1))
        db.session.commit()
    link = waiting.confirm()
    for page in (waiting.client.get(FORM["fi"]).text, waiting.client.get(link).text):
        told = "Ilmoittautuminen avautuu pe 8.4.2022 klo 12: Visio-työpaja ti 12.4.2022."
        assert told in page
        assert "Ilmoittautuminen on käynnissä." not in page
    assert "avautuu myös muihin työpajoihin" in waiting.client.get("/strategia/tyopajat").text
    assert len(waiting.mail()) == 1
    clock.now = OPENS
    assert len(waiting.mail()) == 2


def test_confirmed_address_is_erased_by_its_own_words_and_the_link_says_why_it_is_gone(
    waiting: Waiting,
) -> None:
    link = waiting.confirm()
    assert ">Poista osoitteeni</button>" in waiting.client.get(link).text
    waiting.send(link, answer="no")
    assert "tai kun pyydät sitä" in waiting.client.get(link).text


def test_busy_database_is_told_and_keeps_what_was_typed(waiting: Waiting) -> None:
    with waiting.app.app_context():
        engine = waiting.app.extensions["sqlalchemy"].engine
    hidden = HiddenFields(waiting.client.get(FORM["fi"]).text).values

    @event.listens_for(engine, "before_cursor_execute")
    def refuse(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO kaarina_strategy_opening_request"):
            raise PoolTimeout("every connection is in use")

    try:
        answer = waiting.client.post(FORM["fi"], data={**hidden, "email": "aino@example.fi"})
    finally:
        event.remove(engine, "before_cursor_execute", refuse)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert 'value="aino@example.fi"' in answer.text
