"""A mail office: the small process, what residents do in it, and the mail that comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from kaarina_strategy_ext.mail.delivery import deliver_due
from kaarina_strategy_ext.mail.letterhead import Letterhead
from kaarina_strategy_ext.mail.transport import SMTPTransport, Transport
from kaarina_strategy_ext.models import Booking, Message, MessageState, Process, WorkshopSession
from kaarina_strategy_ext.readmodels.cache import ProcessCache
from kaarina_strategy_ext.readmodels.content import ContactView
from kaarina_strategy_ext.services import changing, registering
from kaarina_strategy_ext.services.auditing import RESIDENT, Act
from kaarina_strategy_ext.services.choosing import Choice
from kaarina_strategy_ext.services.keeping import last_end
from kaarina_strategy_ext.services.linking import LinkKeys
from kaarina_strategy_ext.services.personal_data import Person
from kaarina_strategy_ext.services.queueing import queue_positions
from kaarina_strategy_ext.services.queueing_mail import last_shown
from kaarina_strategy_ext.services.unit_of_work import in_one_unit
from kaarina_strategy_ext.templating import Templates

from .. import town
from ..smtp_sink import SmtpSink

BASE_URL = "https://www.esimerkki.fi"


@dataclass
class Office:
    """From the acts of residents to the mail that is sent; `paper` replaces fields of the letterhead."""

    engine: Engine
    now: datetime = town.NOW
    paper: dict[str, Any] = field(default_factory=dict)
    templates: Templates = field(default_factory=lambda: Templates([], {}))
    sent: list[EmailMessage] = field(default_factory=list)

    def change(self, work: Callable[[Session], Any]) -> Any:
        """Do the work in one unit."""
        return in_one_unit(self.engine, work)

    def register(self, person: Person, *choices: Choice, form_key: str = "a form") -> int:
        """Send the form and give the id of the registration."""
        act = Act(RESIDENT, self.now)
        received = self.change(
            lambda session: registering.register(session, 1, person, choices, act, form_key=form_key)
        )
        return int(received.registration.id)

    def add(self, registration_id: int, *choices: Choice) -> None:
        """Add sessions to a registration, or swap alternatives."""
        act = Act(RESIDENT, self.now)
        self.change(lambda session: changing.add_bookings(session, registration_id, choices, act))

    def cancel(self, registration_id: int, *keys: str | None) -> None:
        """Cancel the bookings of these sessions, None being either alternative; without any, everything."""
        act = Act(RESIDENT, self.now)
        if not keys:
            self.change(lambda session: changing.cancel_registration(session, registration_id, act))
        for key in keys:
            booking_id = self._active(registration_id, key)
            self.change(
                lambda session, which=booking_id: changing.cancel_booking(
                    session, registration_id, which, act
                )
            )

    def edit(self, key: str, **columns: Any) -> None:
        """Change columns of a session behind everybody's back, and tell the readers so."""
        self.change(
            lambda session: (
                session.execute(update(WorkshopSession).where(WorkshopSession.key == key).values(columns)),
                session.execute(update(Process).values(revision=Process.revision + 1)),
            )
        )

    def deliver(self, transport: Transport | None = None, limit: int = 200) -> list[EmailMessage]:
        """Send what is due, by default to nobody but us; gives all mail that came to us so far."""
        deliver_due(self.change, self.letterhead, transport or self.keep, lambda: self.now, limit=limit)
        return self.sent

    def keep(self, mail: EmailMessage) -> None:
        """Keep the mail as whoever receives it reads it."""
        received = message_from_bytes(mail.as_bytes(), _class=EmailMessage, policy=policy.default)
        self.sent.append(received)

    def messages(self) -> list[Message]:
        """The outbox, oldest first."""
        with Session(self.engine) as session:
            return list(session.scalars(select(Message).order_by(Message.id)))

    def states(self) -> list[MessageState]:
        """The states of the outbox, oldest first."""
        return [message.state for message in self.messages()]

    def letterhead(self, session: Session, message: Message) -> Letterhead:
        """The letterhead of the town, on which `paper` wins."""
        registration = message.registration
        process = ProcessCache().present(session, "kaarina-2022", registration.language, self.now)
        assert process is not None
        token = LinkKeys([b"a secret of the tests"]).token(registration)
        plain = Letterhead(
            templates=self.templates,
            process=process,
            own_url=f"{BASE_URL}/{registration.language}/{token}",
            process_url=f"{BASE_URL}/{registration.language}/",
            privacy_url=f"{BASE_URL}/{registration.language}/privacy",
            accessibility_url=f"{BASE_URL}/{registration.language}/accessibility",
            organisation="Kaarinan kaupunki",
            sender="strategia@esimerkki.fi",
            reply_to="neuvonta@esimerkki.fi",
            contact=ContactView(None, "neuvonta@esimerkki.fi", "02 123 4567", None),
            base_url=BASE_URL,
            retention_days=30,
            positions=queue_positions(session, registration),
            now=self.now,
            shown_at=last_shown(session, registration),
            last_end=last_end(registration),
            sessions_url=f"{BASE_URL}/{registration.language}/{token}/sessions",
            offer_url=lambda booking: f"{BASE_URL}/{registration.language}/{token}/offer?booking={booking}",
            register_url=f"{BASE_URL}/{registration.language}/register",
            workshop_url=lambda slug: f"{BASE_URL}/{registration.language}/workshops/{slug}",
        )
        return replace(plain, **self.paper)

    def _active(self, registration_id: int, key: str | None) -> int:
        with Session(self.engine) as session:
            bookings = session.scalars(
                select(Booking).where(Booking.registration_id == registration_id)
            ).all()
            return next(
                each.id
                for each in bookings
                if each.status.is_active and (each.session.key if each.session else None) == key
            )


@pytest.fixture
def office(new_sqlite: Callable[..., str]) -> Iterator[Office]:
    """An office on SQLite, with nobody registered yet."""
    engine = town.engine_of(new_sqlite(town.prepare))
    yield Office(engine)
    engine.dispose()


@pytest.fixture
def either_office(new_database: Callable[..., str]) -> Iterator[Office]:
    """An office on each kind of database."""
    engine = town.engine_of(new_database(town.prepare))
    yield Office(engine)
    engine.dispose()


def transport_to(sink: SmtpSink) -> SMTPTransport:
    """A transport to the server, with little patience."""
    return SMTPTransport(sink.host, sink.port, timeout=2)


def text_of(mail: EmailMessage) -> str:
    """The plain text part."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html_of(mail: EmailMessage) -> str:
    """The HTML part."""
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def readable(html: str) -> str:
    """The HTML as its reader sees it, in one line."""
    return in_one_line(unescape(re.sub(r"(?s)^.*<body>|<[^>]+>", " ", html))).replace(" ,", ",")


def in_one_line(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


def told(mail: EmailMessage) -> tuple[str, str]:
    """What its reader sees, in the text and in the HTML."""
    return in_one_line(text_of(mail)), readable(html_of(mail))


def newest(office: Office) -> EmailMessage:
    """The last mail that goes out."""
    return office.deliver()[-1]


def calendar_of(mail: EmailMessage) -> Calendar:
    """The one attachment, read as a calendar."""
    (attachment,) = mail.iter_attachments()
    return Calendar.from_ical(attachment.get_payload(decode=True))


def calendar_files(mail: EmailMessage) -> list[str | None]:
    """The names of the attachments."""
    return [attachment.get_filename() for attachment in mail.iter_attachments()]
