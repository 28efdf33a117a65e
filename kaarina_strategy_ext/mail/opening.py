"""The two letters to somebody who wants to know when registration opens."""

from __future__ import annotations

from ..models import Message, MessageKind, OpeningRequest
from . import wording
from .letterhead import Letterhead
from .short_letter import ShortLetter, Way


def opening_letter(message: Message, letterhead: Letterhead) -> ShortLetter | None:
    """The question whether the address wants its mail, or that mail; None where it has nothing left to say.

    That is so once the question has been answered, and once no session takes registrations any more.
    """
    request = message.opening_request
    if request is None:
        return None
    if message.kind is MessageKind.OPENING_REQUESTED:
        return _question(request, letterhead)
    return _news(letterhead)


def _question(request: OpeningRequest, letterhead: Letterhead) -> ShortLetter | None:
    if request.confirmed_at is not None:
        return None
    words, process = letterhead.words, letterhead.process.view.name
    title = words.gettext("Confirm your address")
    return ShortLetter(
        subject=wording.subject(title, str(process)),
        title=title,
        opening=[
            words.gettext(
                "Somebody, probably you, asked us to write to this address when registration opens."
            ),
            words.gettext("Follow the link and confirm it there. After that we write to you only once."),
            words.gettext("If it was not you, do nothing: we erase the address after two days."),
        ],
        ways=(Way(words.gettext("Confirm or erase your address"), letterhead.own_url),),
        reason=words.gettext("You receive this message because this address was given on our pages."),
        has_fallback=process.is_fallback,
    )


def _news(letterhead: Letterhead) -> ShortLetter | None:
    words, process = letterhead.words, letterhead.process.view.name
    sessions = tuple(each for each in letterhead.process.sessions if each.takes_registrations)
    if not sessions:
        return None
    title = words.gettext("Registration has opened")
    reason = words.gettext("You receive this message because you asked for it.")
    erasure = words.gettext("We send no further messages and erase your address now.")
    return ShortLetter(
        subject=wording.subject(title, str(process)),
        title=title,
        opening=[words.gettext("You asked us to tell you. You can now sign up for these workshops:")],
        sessions=sessions,
        ways=(Way(words.gettext("Sign up for workshops"), letterhead.register_url),),
        reason=f"{reason} {erasure}",
        unsubscribe=letterhead.own_url,
        has_fallback=any(each.is_fallback for each in (process, *(each.view.title for each in sessions))),
    )
