"""What a person can read of the own registration: in a mail and on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import Envelope

from .big_town import BASE_URL, HALLS

Standing = tuple[str, tuple[str, ...]]
"""A status and the keys of the alternatives that it is about: both for a wait for whichever is free first."""

_STATUS = re.compile(
    r"^(?:(?P<confirmed>Your place is confirmed\.)"
    r"|(?P<waitlisted>You are number \d+ on the waiting list\.)"
    r"|(?P<offered>A place is kept for you until ))",
    re.MULTILINE,
)
_SECTION = re.compile(
    r'aria-labelledby="ks-(confirmed|offered|waiting)">(.*?)</section>',
    re.DOTALL,
)


def number_of(envelope: Envelope) -> int:
    """The number of the person to whom the mail goes."""
    found = re.fullmatch(r"aino(\d+)@example\.fi", envelope.rcpt_tos[0])
    assert found, envelope.rcpt_tos
    return int(found[1])


def message_id(envelope: Envelope) -> str:
    """The Message-ID without its domain."""
    return str(_message(envelope)["Message-ID"]).strip("<>").partition("@")[0]


def opened(envelope: Envelope) -> str:
    """The plain text of the mail."""
    text = _message(envelope).get_body(("plain",))
    assert text is not None
    return str(text.get_content()).replace("\r\n", "\n")


def link_in(text: str) -> str:
    """The personal link in a mail, as a path of the site: also where a page behind it comes first."""
    found = re.search(rf"{re.escape(BASE_URL)}(/strategy/own/[\w-]+)", text)
    assert found, text
    return found[1]


def told_in_mail(text: str) -> list[Standing]:
    """All that the mail says is held or awaited."""
    return sorted(_told_in_mail(text))


def told_on_page(page: str) -> list[Standing]:
    """All that the page says is held or awaited."""
    return sorted(_told_on_page(page))


def _told_in_mail(text: str) -> Iterator[Standing]:
    found = list(_STATUS.finditer(text))
    ends = [*(each.start() for each in found), len(text)]
    for each, end in zip(found, ends[1:], strict=True):
        keys = _keys(text[each.end() : end])
        if keys:  # else it is the sentence with which the mail begins
            yield str(each.lastgroup), keys


def _told_on_page(page: str) -> Iterator[Standing]:
    for section, cards in _SECTION.findall(page):
        for card in cards.split('<li class="ks-card">')[1:]:
            yield ("waitlisted" if section == "waiting" else section), _keys(card)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key for key, hall in HALLS.items() if hall in text)


def _message(envelope: Envelope) -> EmailMessage:
    return message_from_bytes(envelope.original_content or b"", _class=EmailMessage, policy=policy.default)
