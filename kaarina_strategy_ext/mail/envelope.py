"""The headers of a mail; nothing that a person or an editor has typed can add one, or another recipient."""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.message import EmailMessage

from ..errors import MailDeferred
from .folding import SMTP, SMTPUTF8
from .letterhead import Letterhead

# Stricter than RFC 5322: a quoted local part could hide a second address from a lesser parser.
_ONE_ADDRESS = re.compile(r'[^\x00-\x20\x7f"(),:;<>@\[\\\]]+@[^\x00-\x20\x7f"(),:;<>@\[\\\]]+')


def addressed(to: str, subject: str, message_id: str, letterhead: Letterhead) -> EmailMessage:
    """An empty mail to exactly one recipient.

    `message_id` becomes the part before the domain and must be the same over all tries. Raises `ValueError`
    where the recipient's address is not exactly one, `MailDeferred` where one of our own is not.
    """
    recipient = _address(to)
    # A local part beyond ASCII cannot be encoded, only sent as it is (RFC 6532).
    is_ascii = recipient.username.isascii()
    mail = EmailMessage(policy=SMTP if is_ascii else SMTPUTF8)
    mail["From"] = _own_address(letterhead.sender, letterhead.organisation)
    mail["To"] = recipient
    if letterhead.reply_to:
        mail["Reply-To"] = _own_address(letterhead.reply_to)
    mail["Subject"] = subject
    mail["Date"] = letterhead.now.astimezone(letterhead.process.view.zone)
    mail["Message-ID"] = f"<{message_id}@{letterhead.domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday reply comes back
    return mail


def _own_address(address: str, name: str = "") -> Address:
    try:
        return _address(address, name)
    except ValueError:
        # The mail waits until the configuration or the process's contact is mended.
        raise MailDeferred("the sender or the address for replies is not exactly one address") from None


def _address(address: str, name: str = "") -> Address:
    if not _ONE_ADDRESS.fullmatch(address):
        raise ValueError("not exactly one address")  # without the address, because errors are logged
    username, domain = address.split("@")
    # The ASCII form of a domain (RFC 5891) works with every mail server.
    return Address(" ".join(name.split()), username, domain.encode("idna").decode("ascii"))
