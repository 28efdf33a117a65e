"""The people of the gallery: what each of them has done, in either language, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from kaarina_strategy_ext.demo import clock, mailbox
from kaarina_strategy_ext.host import EXTENSION

from ..visitor import HiddenFields

LANGUAGES = ("fi", "sv")
FORM = {"fi": "/strategia/tilat/ilmoittautuminen", "sv": "/sv/strategi/tilat/anmalan"}
OPENING = {"fi": "/strategia/tilat/ilmoita", "sv": "/sv/strategi/tilat/meddela"}
LOST = {"fi": "/strategia/linkki", "sv": "/sv/strategi/lank"}
OWN = {"fi": "/strategia/oma/", "sv": "/sv/strategi/min/"}
NAMES = {"fi": ("Aino", "Virtanen"), "sv": ("Kristian", "Lindström")}
WORDS = {
    "fi": {
        "cancel": "peru",
        "erase": "poista",
        "details": "tiedot",
        "sessions": "tyopajat",
        "offer": "tarjous",
    },
    "sv": {
        "cancel": "avboka",
        "erase": "radera",
        "details": "uppgifter",
        "sessions": "workshoppar",
        "offer": "erbjudande",
    },
}
LONG_NAMES = {
    "fi": ("Maria-Elisabeth Aleksandra", "Hakkarainen-Myllyntaus von Knorring"),
    "sv": ("Karl-Gustaf Alexander Emanuel", "Wrede af Elimä-Segerstråle"),
}


@dataclass
class People:
    """Everybody of one language: their personal links' tokens by what they have done."""

    app: Flask
    language: str
    tokens: dict[str, str] = field(default_factory=dict)

    def register(self, doing: str, *, names: tuple[str, str] | None = None, **wishes: Any) -> None:
        """Send the form for somebody who is known by what they do; the link comes with their mail."""
        first, last = names or NAMES[self.language]
        person = {
            "first_name": first,
            "last_name": last,
            "email": self.address(doing),
            "language": self.language,
        }
        self._fill(FORM[self.language], {**person, **wishes})
        self.tokens[doing] = self._newest_token(doing)

    def ask_to_be_told(self, doing: str) -> None:
        """Ask for a mail when registration opens, and find the link of the mail that asks back."""
        self._fill(OPENING[self.language], {"email": self.address(doing)})
        self.tokens[doing] = re.findall(
            rf"{OPENING[self.language].replace('/tilat', '')}/(\S+)", self._newest(doing)
        )[0]

    def confirm_wish(self, doing: str) -> None:
        """Say yes to the mail when registration opens."""
        path = OPENING[self.language].replace("/tilat", "")
        self._fill(f"{path}/{self.tokens[doing]}", {"answer": "yes"})

    def lose_link(self, doing: str) -> None:
        """Ask for the link once more."""
        self._fill(LOST[self.language], {"email": self.address(doing)})

    def act(self, doing: str, word: str, query: str = "", **fields: Any) -> None:
        """Open a page behind the personal link, and send its form."""
        path = f"{OWN[self.language]}{self.tokens[doing]}/{WORDS[self.language][word]}{query}"
        self._fill(path, fields)

    def own_page(self, doing: str) -> str:
        """What the own page says."""
        return self._client.get(f"{OWN[self.language]}{self.tokens[doing]}").text

    def offer_of(self, doing: str) -> str:
        """The part of an address that names the offer of somebody's own page."""
        return re.findall(r"\?booking=\d+", unescape(self.own_page(doing)))[0]

    def address(self, doing: str) -> str:
        """Where mail to them goes."""
        return f"{doing}.{self.language}@example.fi"

    @property
    def _client(self) -> FlaskClient:
        return self.app.test_client()

    def _fill(self, path: str, fields: dict[str, Any]) -> None:
        client = self._client
        page = client.get(path).text
        action = re.search(r'<form[^>]* id="ks-form"[^>]* action="([^"]+)"', page)
        assert action, page
        # What the page has in its fields already stays, as it would in a browser.
        kept = dict(re.findall(r'<input type="(?:text|email)"[^>]* name="(\w+)"[^>]* value="([^"]*)"', page))
        answer = client.post(unescape(action[1]), data={**kept, **HiddenFields(page).values, **fields})
        assert answer.status_code in (302, 303), answer.text

    def _newest(self, doing: str) -> str:
        with self.app.app_context():
            return [each.text for each in mailbox.all_mails() if each.to == self.address(doing)][-1]

    def _newest_token(self, doing: str) -> str:
        return re.findall(rf"{OWN[self.language]}([\w-]{{54}})", self._newest(doing))[0]


@contextmanager
def verifying(app: Flask, policy: str) -> Iterator[None]:
    """Ask for a confirmation of addresses by another policy for a while."""
    settings = app.extensions[EXTENSION].host.settings
    before, settings["VERIFY_EMAIL"] = settings["VERIFY_EMAIL"], policy
    yield
    settings["VERIFY_EMAIL"] = before


def set_clock(app: Flask, moment: str) -> None:
    """Let it be that time in Kaarina, with all that is due by then done."""
    with app.app_context():
        clock.move(clock.parse(moment))
        app.extensions[EXTENSION].run_jobs()
