"""Making a mail of a message: text, HTML and a calendar file, when it is about to be sent."""

from __future__ import annotations

import re
import textwrap
from email.message import EmailMessage

from ..models import Message, MessageKind
from .calendar import (
    Method,
    Publisher,
    calendar_of,
    cancelled_entries,
    file_name,
    given_up_entries,
    own_entries,
)
from .envelope import addressed
from .letter import letter
from .letterhead import Letterhead

_WIDTH = 76


def compose(message: Message, letterhead: Letterhead) -> EmailMessage | None:
    """The mail as it is now true; None where it has nothing left to say.

    The message must come with its registration, and that with its bookings, their sessions and workshops.
    Raises what `addressed` raises.
    """
    written = letter(message, letterhead)
    if written is None:
        return None
    mail = addressed(message.registration.email or "", written.subject, message.message_id, letterhead)
    parts = {
        kind: letterhead.templates.render(
            f"mail/registration.{kind}", letterhead.language, letter=written, letterhead=letterhead
        )
        for kind in ("txt", "html")
    }
    # Quoted-printable passes every server as it is, also those that know only seven bits.
    mail.set_content(_wrapped(parts["txt"]), cte="quoted-printable")
    mail.add_alternative(parts["html"], subtype="html", cte="quoted-printable")
    _attach_calendar(mail, message, letterhead)
    # Not before: making parts takes all headers of the content down into the first one.
    mail["Content-Language"] = letterhead.language
    return mail


def _attach_calendar(mail: EmailMessage, message: Message, letterhead: Letterhead) -> None:
    registration, method = message.registration, Method.PUBLISH
    entries = own_entries(registration)
    if message.kind is MessageKind.CANCELLED:
        entries, method = cancelled_entries(registration, message.parameters["cancelled"]), Method.CANCEL
    elif message.kind is MessageKind.CHANGED:
        entries += given_up_entries(registration)
    publisher = Publisher(
        organisation=letterhead.organisation,
        address=letterhead.sender,
        url=letterhead.process_url,
        domain=letterhead.domain,
        language=letterhead.language,
    )
    calendar = calendar_of(entries, publisher, now=letterhead.now, method=method)
    if calendar is not None:
        mail.add_attachment(
            calendar,
            maintype="text",
            subtype="calendar",
            filename=file_name(letterhead.language),
            params={"method": method.value, "charset": "utf-8"},
        )


def _wrapped(text: str) -> str:
    """The text in lines of at most 76 characters, except for addresses, which are never broken."""
    lines = []
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip(" -")))
        lines += textwrap.wrap(
            line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
