"""Making a mail of a message: text, HTML and a calendar file, when it is about to be sent."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from email.message import EmailMessage

from ..models import Message, MessageKind
from .attaching import attach_calendars
from .envelope import addressed
from .letter import letter
from .letterhead import Letterhead
from .links import link_letter
from .mailing import MailingLetter
from .moved import moved_letter
from .opening import opening_letter
from .sheet import Letter
from .short_letter import ShortLetter

_WIDTH = 76
_SHORT: Mapping[MessageKind, Callable[[Message, Letterhead], ShortLetter | None]] = {
    MessageKind.OPENING_REQUESTED: opening_letter,
    MessageKind.OPENING: opening_letter,
    MessageKind.LINK: link_letter,
    MessageKind.MOVED: moved_letter,
}

_TEMPLATES = {ShortLetter: "short", MailingLetter: "mailing", Letter: "registration"}


def compose(message: Message, letterhead: Letterhead) -> EmailMessage | None:
    """The mail as it is now true; None where it has nothing left to say.

    The message must come with its recipient, and a registration with its bookings, their sessions and
    workshops.
    Raises what `addressed` raises.
    """
    write_short = _SHORT.get(message.kind)
    written = write_short(message, letterhead) if write_short else letter(message, letterhead)
    if written is None:
        return None
    template = _TEMPLATES[type(written)]
    # Only the letter to a former address names whom it goes to.
    to = message.parameters.get("to") or message.recipient.email or ""
    mail = addressed(to, written.subject, message.message_id, letterhead)
    parts = {
        kind: letterhead.templates.render(
            f"mail/{template}.{kind}", letterhead.language, letter=written, letterhead=letterhead
        )
        for kind in ("txt", "html")
    }
    # Quoted-printable passes every server as it is, also those that know only seven bits.
    mail.set_content(_wrapped(parts["txt"]), cte="quoted-printable")
    mail.add_alternative(parts["html"], subtype="html", cte="quoted-printable")
    if isinstance(written, ShortLetter):
        _offer_unsubscribing(mail, written)
    elif isinstance(written, Letter):
        attach_calendars(mail, message, letterhead)
    # Not before: making parts takes all headers of the content down into the first one.
    mail["Content-Language"] = letterhead.language
    return mail


def _offer_unsubscribing(mail: EmailMessage, written: ShortLetter) -> None:
    if written.unsubscribe and written.unsubscribe.isascii():
        mail["List-Unsubscribe"] = f"<{written.unsubscribe}>"  # RFC 2369, section 3.2


def _wrapped(text: str) -> str:
    """The text in lines of at most 76 characters, except for addresses, which are never broken."""
    lines = []
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip(" -")))
        lines += textwrap.wrap(
            line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
