"""The mails to those who wait for an opening, and to those who have lost their links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from html import unescape

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kaarina_strategy_ext.i18n import words
from kaarina_strategy_ext.mail.letterhead import Letterhead, OwnLink
from kaarina_strategy_ext.models import Message, MessageState, OpeningRequest, Process, WorkshopSession
from kaarina_strategy_ext.readmodels.cache import ProcessCache
from kaarina_strategy_ext.readmodels.content import ContactView
from kaarina_strategy_ext.readmodels.text import Text
from kaarina_strategy_ext.services.auditing import Act
from kaarina_strategy_ext.services.counting import Limit
from kaarina_strategy_ext.services.notifying import announce_openings
from kaarina_strategy_ext.services.opening import confirm_request, request_opening
from kaarina_strategy_ext.services.resending import resend_links

from .. import town
from ..town import NOW, VISION, person, wish
from .conftest import BASE_URL, Office, html_of, in_one_line, newest, readable, text_of

OPENS = NOW + timedelta(days=3)
PAGE = f"{BASE_URL}/strategia/ilmoita/dCGLCnbZVOOXJOktDJwHnBxJ0qp_vkFuNy7CGuJGopDBVQCTYKclUw"
LINKS = (
    OwnLink("Aino Virtanen", Text("Kaarinan strategia", "fi"), f"{BASE_URL}/strategia/oma/aino"),
    OwnLink("Eino Virtanen", Text("Kaarinan strategia", "fi"), f"{BASE_URL}/strategia/oma/eino"),
)
CONTACT = ContactView(None, "neuvonta@esimerkki.fi", "02 123 4567", None)


@dataclass
class Desk(Office):
    """An office for short letters, of requests as well as of registrations."""

    def letterhead(self, session: Session, message: Message) -> Letterhead:
        """The letterhead of the town, with a link of the length that links have."""
        language = message.recipient.language
        process = ProcessCache().present(session, "kaarina-2022", language, self.now)
        assert process is not None
        return Letterhead(
            templates=self.templates,
            process=process,
            own_url=PAGE,
            process_url=f"{BASE_URL}/{language}/",
            privacy_url=f"{BASE_URL}/{language}/privacy",
            accessibility_url=f"{BASE_URL}/{language}/accessibility",
            organisation="Kaarinan kaupunki",
            sender="strategia@esimerkki.fi",
            reply_to="neuvonta@esimerkki.fi",
            contact=CONTACT,
            base_url=BASE_URL,
            retention_days=30,
            positions={},
            now=self.now,
            workshop_url=lambda slug: f"{BASE_URL}/{language}/workshops/{slug}",
            register_url=f"{BASE_URL}/{language}/register",
            links=LINKS,
        )

    def ask(self, language: str = "fi") -> None:
        """Ask to be told when registration opens."""
        act = Act("resident", self.now)
        self.change(
            lambda session: request_opening(session, 1, "aino@example.fi", language, act, already_open=())
        )

    def announced(self, language: str = "fi") -> None:
        """Ask, confirm, and wait until registration opens."""
        self.ask(language)
        self.deliver()
        self.change(lambda session: confirm_request(session, self.request().id, Act("resident", self.now)))
        self.now = OPENS
        self.change(lambda session: announce_openings(session, Act("job", self.now)))

    def request(self) -> OpeningRequest:
        """The only request."""
        with Session(self.engine) as session:
            return session.scalars(select(OpeningRequest)).one()


@pytest.fixture
def desk(new_sqlite: Callable[..., str]) -> Iterator[Desk]:
    """Registration opens in three days."""
    engine = town.engine_of(new_sqlite(town.prepare))
    desk = Desk(engine)
    desk.change(
        lambda session: session.execute(
            update(Process).values(registration_opens_at=OPENS, revision=Process.revision + 1)
        )
    )
    yield desk
    engine.dispose()


def lost_links(desk: Desk) -> EmailMessage:
    """The mail with the links of an address."""
    desk.now = OPENS
    desk.register(person(), wish(VISION))
    limits = [Limit(None, 0, timedelta(hours=1))]
    act = Act("resident", desk.now)
    desk.change(lambda session: resend_links(session, "aino@example.fi", act, limits=limits))
    # What else goes to the person is told elsewhere.
    only = {"state": MessageState.SUPERSEDED}
    desk.change(lambda session: session.execute(update(Message).where(Message.kind != "link").values(only)))
    return newest(desk)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_question_is_in_the_language_of_the_request(desk: Desk, language: str) -> None:
    desk.ask(language)
    mail = newest(desk)
    assert mail["Content-Language"] == language
    assert f'<html lang="{language}">' in html_of(mail)


def test_question_has_its_link_in_text_and_html(desk: Desk) -> None:
    desk.ask()
    mail = newest(desk)
    assert PAGE in text_of(mail).splitlines()
    assert f'href="{PAGE}"' in html_of(mail)


def test_question_goes_to_the_address_alone(desk: Desk) -> None:
    desk.ask()
    assert newest(desk)["To"] == "aino@example.fi"


def test_answered_question_is_not_asked(desk: Desk) -> None:
    desk.ask()
    desk.change(lambda session: confirm_request(session, desk.request().id, town.ACT))
    assert desk.deliver() == []
    assert desk.states() == [MessageState.SUPERSEDED]


def test_opening_names_what_is_open_and_leads_to_the_form(desk: Desk) -> None:
    desk.announced()
    mail = newest(desk)
    for told in (text_of(mail), readable(html_of(mail))):
        assert "Visio-työpaja" in told
        assert "ti 12.4.2022 klo 17–20" in told
    assert f"{BASE_URL}/fi/register" in text_of(mail).splitlines()
    assert f'href="{BASE_URL}/fi/register"' in html_of(mail)


def test_opening_can_be_unsubscribed_from_by_its_header(desk: Desk) -> None:
    desk.announced()
    handed_over: list[EmailMessage] = []
    desk.deliver(handed_over.append)
    (mail,) = handed_over
    assert f"\r\nList-Unsubscribe: <{PAGE}>\r\n" in mail.as_bytes().decode("ascii")


def test_question_offers_no_unsubscribing(desk: Desk) -> None:
    desk.ask()
    assert newest(desk)["List-Unsubscribe"] is None


def test_opening_that_has_closed_meanwhile_is_not_told(desk: Desk) -> None:
    desk.announced()
    desk.change(
        lambda session: (
            session.execute(update(WorkshopSession).values(cancelled=town.words("Peruttu"))),
            session.execute(update(Process).values(revision=Process.revision + 1)),
        )
    )
    assert len(desk.deliver()) == 1
    assert desk.states()[-1] is MessageState.SUPERSEDED


def test_opening_says_that_nothing_more_comes(desk: Desk) -> None:
    desk.announced()
    sentence = words("fi").gettext("We send no further messages and erase your address now.")
    assert sentence in in_one_line(text_of(newest(desk)))


def test_links_are_listed_with_their_owners(desk: Desk) -> None:
    mail = lost_links(desk)
    lines = text_of(mail).splitlines()
    for link in LINKS:
        assert lines[lines.index(link.url) - 1] == f"{link.name}, {link.process}:"
        assert f'href="{link.url}"' in html_of(mail)
    assert "Älä anna linkkejä muille." in in_one_line(text_of(mail))


@pytest.mark.parametrize("write", [Desk.ask, Desk.announced, lost_links])
def test_text_says_all_that_the_html_says(desk: Desk, write: Callable[[Desk], object]) -> None:
    write(desk)
    mail = newest(desk)
    body = html_of(mail).partition("</h1>")[2]  # the title is the subject, too
    shown = [in_one_line(unescape(each)).strip(" ,.:") for each in re.split(r"<[^>]+>", body)]
    said = in_one_line(text_of(mail))
    assert [each for each in shown if each not in said] == []


@pytest.mark.parametrize("write", [Desk.ask, Desk.announced, lost_links])
def test_short_mail_has_no_calendar(desk: Desk, write: Callable[[Desk], object]) -> None:
    write(desk)
    assert list(newest(desk).iter_attachments()) == []


@pytest.mark.parametrize("write", [Desk.ask, Desk.announced, lost_links])
def test_short_mail_tells_whom_to_ask_and_what_becomes_of_the_address(
    desk: Desk, write: Callable[[Desk], object]
) -> None:
    write(desk)
    mail = newest(desk)
    for told in (text_of(mail), html_of(mail)):
        assert "02 123 4567" in told
        assert f"{BASE_URL}/fi/privacy" in told
        assert f"{BASE_URL}/fi/accessibility" in told
