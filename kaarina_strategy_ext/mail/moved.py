"""The letter to an address that a registration has had until now."""

from __future__ import annotations

from ..models import Message
from . import wording
from .letterhead import Letterhead
from .short_letter import ShortLetter


def moved_letter(message: Message, letterhead: Letterhead) -> ShortLetter | None:
    """That another address is used from now on; without a link and without anything of the registration.

    None once the address has been forgotten, because the mail has gone.
    """
    if "to" not in message.parameters:
        return None
    words, process = letterhead.words, letterhead.process.view.name
    title = words.gettext("The address of a registration has been changed")
    return ShortLetter(
        subject=wording.subject(title, str(process)),
        title=title,
        opening=[
            words.gettext(
                "A registration that had this address has another one now. We send no further messages about"
                " it here, and earlier links to it do not work any more."
            ),
            words.gettext("If it was not you who changed it, tell us."),
        ],
        ways=(),
        reason=words.gettext(
            "You receive this message because this address was given in a registration before."
        ),
        has_fallback=process.is_fallback,
    )
