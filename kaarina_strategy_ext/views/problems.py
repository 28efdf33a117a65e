"""Broken rules in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import (
    AddressTaken,
    AlternativesBothChosen,
    BookingUnknown,
    NothingChosen,
    OfferExpired,
    OfferLapsed,
    PartyTooLarge,
    RegistrationCancelled,
    RegistrationChanged,
    RegistrationNotOpen,
    RuleBroken,
    SeatsTaken,
    SessionCancelled,
    SessionOver,
    SessionUnknown,
    TooManyCompanions,
    VerificationExpired,
    WaitingListFull,
)
from ..i18n import Words, listed
from ..models import RegistrationState
from ..readmodels.present import ProcessNow


@dataclass(frozen=True)
class Problem:
    """One sentence, and the field to which the error summary leads."""

    field: str
    sentence: str


def told(error: RuleBroken, process: ProcessNow) -> Problem:
    """What the broken rule means to the person, with what to do about it."""
    if isinstance(error, AlternativesBothChosen):
        return Problem(f"alternative-{error.workshop_slug}", _one_alternative(error, process))
    if isinstance(error, (RegistrationNotOpen, SeatsTaken, WaitingListFull)):
        return Problem("sessions", _about_sessions(error, process))
    if isinstance(error, TooManyCompanions):
        return Problem("companions", _too_many(error, process.words))
    if isinstance(error, PartyTooLarge):
        return Problem("companions", _too_large(error, process))
    return _plain(error, process.words)


def _about_sessions(error: RegistrationNotOpen | SeatsTaken | WaitingListFull, process: ProcessNow) -> str:
    words = process.words
    if isinstance(error, RegistrationNotOpen):
        sentence = _not_open(error.session_key, process)
    elif isinstance(error, SeatsTaken):
        sentence = words.gettext(
            "These workshops have just filled up: %(names)s."
            " You can join the waiting list or choose another workshop.",
            names=session_names(error.session_keys, process),
        )
    else:
        sentence = words.gettext(
            "These workshops and their waiting lists are full: %(names)s. Choose another workshop.",
            names=session_names(error.session_keys, process),
        )
    # Where nothing is left to choose there is no form that could keep anything.
    kept = words.gettext("The rest of what you filled in is kept.") if process.takes_registrations else ""
    return f"{sentence} {kept}".strip()


def _not_open(key: str, process: ProcessNow) -> str:
    """Why the session takes no registrations, by what it has become since the form was opened."""
    gettext, names = process.words.gettext, session_names([key], process)
    state = next((each.state for each in process.sessions if each.view.key == key), None)
    if state is RegistrationState.CLOSED:
        return gettext("Registration has ended: %(names)s.", names=names)
    if state is RegistrationState.HELD:
        return gettext("The workshop has been held: %(names)s.", names=names)
    if state is RegistrationState.CANCELLED:
        return gettext("The workshop has been cancelled: %(names)s.", names=names)
    return gettext("Registration is not open for this workshop: %(names)s.", names=names)


def _too_many(error: TooManyCompanions, words: Words) -> str:
    if error.most == 0:
        return words.gettext("You cannot bring anybody along to these workshops")
    return words.ngettext(
        "You can bring at most %(n)s person", "You can bring at most %(n)s people", error.most
    )


def _too_large(error: PartyTooLarge, process: ProcessNow) -> str:
    words, names = process.words, session_names(error.session_keys, process)
    if error.most <= 1:
        return words.gettext("You cannot bring anybody along here: %(names)s", names=names)
    return words.ngettext(
        "You can bring at most %(n)s person here: %(names)s",
        "You can bring at most %(n)s people here: %(names)s",
        error.most - 1,
        names=names,
    )


def _plain(error: RuleBroken, words: Words) -> Problem:
    sentences: dict[type[RuleBroken], str] = {
        NothingChosen: words.gettext("Choose at least one workshop"),
        SessionUnknown: words.gettext("Choose the workshops from those on this page"),
        AddressTaken: words.gettext(
            "There is a registration with this name and address already. Use its own link."
        ),
        BookingUnknown: words.gettext("This has been cancelled already."),
        SessionOver: words.gettext("The workshop has been held."),
        SessionCancelled: words.gettext("The workshop has been cancelled."),
        VerificationExpired: words.gettext(
            "The time to confirm is over. Sign up again if you still want to come."
        ),
        RegistrationCancelled: words.gettext("Your registration has been cancelled."),
        RegistrationChanged: words.gettext(
            "Your registration was changed meanwhile. Check the details and save again."
        ),
    }
    sentences |= _about_offers(words)
    return Problem("email" if isinstance(error, AddressTaken) else "sessions", sentences[type(error)])


def _about_offers(words: Words) -> dict[type[RuleBroken], str]:
    return {
        OfferExpired: words.gettext(
            "The time to answer is over, and the place goes to the next on the waiting list."
        ),
        OfferLapsed: words.gettext(
            "The time to answer is over. You are still on the waiting list, and our staff decide who gets the"
            " place."
        ),
    }


def session_names(keys: Iterable[str], process: ProcessNow) -> str:
    """The sessions by title and day, as a list in words."""
    wanted = set(keys)
    names = [
        f"{each.view.title} {each.view.day_text}" for each in process.sessions if each.view.key in wanted
    ]
    return listed(names, process.view.language)


def _one_alternative(error: AlternativesBothChosen, process: ProcessNow) -> str:
    workshop = process.workshop(error.workshop_slug)
    days = workshop.view.days_text if workshop else None
    if days is None:
        return process.words.gettext("Choose only one of these workshops. They have the same content.")
    return process.words.gettext(
        "Choose only one of the workshops on %(days)s. They have the same content.", days=days
    )
