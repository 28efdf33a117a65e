"""A mailing as it will look: with the data of a recipient, or with the reader's own name where there is none.

The personal link is nobody's here, because whoever has it can change everything in a registration.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.headerregistry import Address
from email.message import EmailMessage

from sqlalchemy.orm import Session

from ....errors import MailDeferred
from ....host import current_host
from ....letters import letterhead
from ....mail.composing import compose
from ....models import Mailing, Message, MessageKind, Registration
from ....readmodels.staff.mailings import first_recipients, one_recipient
from ..desk import Desk

_NOBODYS_ID = "0" * 32
_NOBODYS_ADDRESS = "nobody@example.org"


@dataclass(frozen=True)
class Specimen:
    """The mail in one language; `recipient` is whose data are in it, None where they are the reader's own."""

    language: str
    recipient: Registration | None = field(repr=False)
    subject: str
    sender: str
    reply_to: str | None
    html: str = field(repr=False)
    text: str = field(repr=False)


def specimens(desk: Desk, mailing: Mailing, chosen: str | None) -> tuple[Specimen, ...]:
    """The mail in each language that somebody may get it in; empty while mail is not configured.

    In the language of the person with the public id it is theirs, in any other that of the first recipient.
    Whoever shows it has it written down whose data these are.
    """
    if current_host().mail_lacks:
        return ()
    found = (_specimen(desk, mailing, each, chosen) for each in current_host().languages)
    return tuple(each for each in found if each)


def tests_of(session: Session, desk: Desk, mailing: Mailing, address: str) -> Iterator[EmailMessage]:
    """A mail to the address in each language in which the mailing is written, marked as a test.

    Raises what `letterhead` and `compose` raise.
    """
    for language in mailing.body:
        person = _reader(desk, mailing, language, address)
        mail = _composed(session, mailing, person, language, secrets.token_hex(16))
        if mail is not None:
            subject = mail["Subject"]
            del mail["Subject"]
            mail["Subject"] = f"[Test] {subject}"
            yield mail


def _specimen(desk: Desk, mailing: Mailing, language: str, chosen: str | None) -> Specimen | None:
    person = _recipient(desk, mailing, language, chosen)
    shown = person or _reader(desk, mailing, language, _NOBODYS_ADDRESS)
    try:
        mail = _composed(desk.session, mailing, shown, language, "preview")
    except MailDeferred:
        return None
    if mail is None:
        return None
    return Specimen(
        language,
        person,
        subject=str(mail["Subject"]),
        sender=_shown(mail["From"].addresses[0]),
        reply_to=str(mail["Reply-To"]) if mail["Reply-To"] else None,
        html=_part(mail, "html"),
        text=_part(mail, "plain"),
    )


def _recipient(desk: Desk, mailing: Mailing, language: str, chosen: str | None) -> Registration | None:
    process_id = desk.process.view.id
    person = one_recipient(desk.session, process_id, mailing.audience, chosen) if chosen else None
    if person is not None and person.language == language:
        return person
    found = first_recipients(desk.session, process_id, mailing.audience, language, most=1)
    return next(iter(found), None)


def _reader(desk: Desk, mailing: Mailing, language: str, address: str) -> Registration:
    """Whoever reads this, as if they took part in all the chosen sessions; no row, and never one."""
    return Registration(
        public_id=_NOBODYS_ID,
        process=mailing.process,
        first_name=next(iter(desk.identity.name.split()), ""),
        email=address,
        language=language,
        companions=0,
        token_version=1,
        created_at=desk.process.now,
    )


def _composed(
    session: Session, mailing: Mailing, person: Registration, language: str, message_id: str
) -> EmailMessage | None:
    message = Message(
        kind=MessageKind.MAILING,
        mailing_id=mailing.id,
        registration_id=person.id,
        registration=person,
        parameters={},
        message_id=message_id,
        created_at=current_host().now(),
    )
    paper = letterhead(current_host(), session, message, language=language)
    return compose(message, replace(paper, own_url=paper.process_url))


def _shown(address: Address) -> str:
    """The name and the address, as mail programs show them."""
    return f"{address.display_name} <{address.addr_spec}>" if address.display_name else address.addr_spec


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
