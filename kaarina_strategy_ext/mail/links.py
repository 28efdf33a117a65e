"""The letter with the personal links of an address."""

from __future__ import annotations

from ..models import Message
from . import wording
from .letterhead import Letterhead
from .short_letter import ShortLetter, Way


def link_letter(message: Message, letterhead: Letterhead) -> ShortLetter | None:  # noqa: ARG001 - one shape for all letters
    """The links of all registrations of the address; None once all of them have been erased.

    It greets nobody by name, since several people may share the address.
    """
    words, links = letterhead.words, letterhead.links
    if not links:
        return None
    title = words.ngettext("Your personal link", "Your personal links", len(links))
    use = words.ngettext(
        "With the link you see, change or cancel the registration. Keep it to yourself.",
        "With the links you see, change or cancel the registrations. Keep them to yourself.",
        len(links),
    )
    return ShortLetter(
        subject=wording.subject(title, str(letterhead.process.view.name)),
        title=title,
        opening=[
            words.gettext(
                "Somebody, probably you, asked us to send the personal links of this address again."
            ),
            use,
            words.gettext("If it was not you, you need not do anything."),
        ],
        ways=tuple(Way(", ".join(filter(None, (each.name, str(each.process)))), each.url) for each in links),
        reason=f"{wording.reason(words)} {wording.general_erasure(letterhead.retention_days, words)}",
        has_fallback=any(each.process.is_fallback for each in links),
    )
