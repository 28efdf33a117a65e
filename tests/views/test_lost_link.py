"""Asking for a lost link: the page tells nobody anything, the mail tells the address's owner."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from ..town import NOW, VISION
from ..visitor import HiddenFields
from .conftest import PERSON, Clock, Form

LOST = {"fi": "/strategia/linkki", "sv": "/sv/strategi/lank"}
THANKS = {"fi": "/strategia/linkki/kiitos", "sv": "/sv/strategi/lank/tack"}
OWN = re.compile(r"https://www\.example\.fi(/\S+/(?:oma|min)/\S+)")


class Loser:
    """Somebody who has lost a link, with a browser without JavaScript and a mailbox."""

    def __init__(self, app: Flask, client: FlaskClient, mailbox: list[EmailMessage]) -> None:
        self.app = app
        self.client = client
        self.mailbox = mailbox

    def ask(self, email: str, language: str = "fi", **more: Any) -> Any:
        """Open the form and send it."""
        path = LOST[language]
        hidden = HiddenFields(self.client.get(path).text).values
        return self.client.post(path, data={**hidden, "email": email, **more.pop("fields", {})}, **more)

    def mail(self) -> list[EmailMessage]:
        """The mails since the registration, once what is due has been done."""
        with self.app.app_context():
            self.app.extensions["kaarina_strategy"].run_jobs()
        return self.mailbox


@pytest.fixture
def loser(app: Flask, client: FlaskClient, form: Form, mailbox: list[EmailMessage]) -> Loser:
    """Aino, who has registered for the vision workshop."""
    form.send(sessions=[VISION])
    loser = Loser(app, client, mailbox)
    loser.mail().clear()
    return loser


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content())


def test_mail_has_a_link_that_works_for_each_registration(loser: Loser, form: Form, clock: Clock) -> None:
    clock.now = NOW + timedelta(minutes=1)
    form.send(sessions=[VISION], first_name="Eino")
    loser.mail().clear()
    loser.ask("aino@example.fi")
    (mail,) = loser.mail()
    links = OWN.findall(plain(mail))
    assert [loser.client.get(each).status_code for each in links] == [200, 200]
    assert plain(mail).index("Eino Virtanen") < plain(mail).index("Aino Virtanen")


def test_known_and_unknown_address_get_the_same_answer(loser: Loser) -> None:
    answers = [loser.ask(f"{name}@example.fi") for name in ("aino", "nobody")]
    assert len({(each.status, each.data, str(each.headers)) for each in answers}) == 1
    assert answers[0].location == THANKS["fi"]
    assert [each["To"] for each in loser.mail()] == ["aino@example.fi"]


def test_known_and_unknown_address_are_counted_alike(loser: Loser, count: Callable[[str], int]) -> None:
    loser.ask("aino@example.fi")
    known = count("tally")
    loser.ask("nobody@example.fi")
    assert count("tally") == 2 * known


def test_address_gets_one_mail_however_often_it_is_asked_for(loser: Loser) -> None:
    answers = {loser.ask("aino@example.fi").location for _ in range(20)}
    assert answers == {THANKS["fi"]}
    assert len(loser.mail()) == 1


def test_address_gets_at_most_five_mails_a_day(loser: Loser, clock: Clock) -> None:
    for hour in range(12):
        clock.now = NOW + timedelta(hours=hour)
        loser.ask("aino@example.fi")
        loser.mail()
    assert len(loser.mailbox) == 5


def test_network_that_asks_for_many_addresses_is_answered_and_not_served(loser: Loser) -> None:
    network = {"environ_base": {"REMOTE_ADDR": "8.8.8.8"}}
    for number in range(10):
        loser.ask(f"somebody{number}@example.fi", **network)
    assert loser.ask("aino@example.fi", **network).location == THANKS["fi"]
    assert loser.mail() == []


def test_nothing_stored_tells_who_asked(loser: Loser) -> None:
    loser.ask("nobody@example.fi", environ_base={"REMOTE_ADDR": "8.8.8.8"})
    with loser.app.app_context():
        db = loser.app.extensions["sqlalchemy"]
        rows = str(db.session.execute(text("SELECT * FROM kaarina_strategy_tally")).all())
    assert "8.8.8.8" not in rows
    assert "nobody" not in rows


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_answer_is_a_page_of_its_own(loser: Loser, language: str) -> None:
    answer = loser.ask("aino@example.fi", language)
    assert (answer.status_code, answer.location) == (303, THANKS[language])
    assert f'lang="{language}"' in loser.client.get(answer.location).text


def test_mail_comes_in_the_language_of_the_registration(loser: Loser, swedish_form: Form) -> None:
    swedish_form.send(sessions=[VISION], first_name="Kristian", email="kristian@example.fi", language="sv")
    loser.mail().clear()
    loser.ask("kristian@example.fi", "fi")
    (mail,) = loser.mail()
    assert mail["Content-Language"] == "sv"


def test_what_is_not_an_address_is_refused_beside_the_field(loser: Loser) -> None:
    answer = loser.ask("a@x.fi, b@evil.fi")
    assert answer.status_code == 422
    assert 'href="#email"' in answer.text
    assert 'value="a@x.fi, b@evil.fi"' in answer.text


def test_language_switch_keeps_what_was_typed(loser: Loser) -> None:
    answer = loser.ask("aino@", "sv", fields={"show": "1"})
    assert answer.status_code == 200
    assert 'value="aino@"' in answer.text


def test_expired_form_comes_back_with_what_was_typed(loser: Loser) -> None:
    answer = loser.client.post(LOST["fi"], data={"email": "aino@example.fi"})
    assert answer.status_code == 400
    assert 'value="aino@example.fi"' in answer.text
    assert loser.mail() == []


def test_looking_changes_nothing(loser: Loser, count: Callable[[str], int]) -> None:
    loser.client.get(f"{LOST['fi']}?email=aino@example.fi")
    assert count("tally") == 0


def test_link_that_opens_nothing_leads_to_a_new_one(client: FlaskClient) -> None:
    assert f'href="{LOST["fi"]}"' in client.get("/strategia/oma/nothing").text
    assert f'href="{LOST["fi"]}"' not in client.get("/strategia/tyopajat/nothing").text


@pytest.mark.parametrize("path", ["/strategia/ilmoittautuminen", "/strategia/ilmoittautuminen/kiitos"])
def test_pages_of_the_registration_lead_to_the_form(client: FlaskClient, path: str) -> None:
    assert f'href="{LOST["fi"]}"' in client.get(path).text


def test_registration_can_be_erased_with_the_new_link(loser: Loser) -> None:
    loser.ask(PERSON["email"])
    path = OWN.findall(plain(loser.mail()[0]))[0] + "/poista"
    hidden = HiddenFields(loser.client.get(path).text).values
    assert loser.client.post(path, data=hidden).status_code == 303
