"""Broken rules in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import (
    AddressTaken,
    AlternativesBothChosen,
    BookingUnknown,
    NothingChosen,
    RegistrationCancelled,
    RegistrationChanged,
    RegistrationNotOpen,
    RuleBroken,
    SeatsTaken,
    SessionOver,
    SessionUnknown,
    WaitingListFull,
)
from ..i18n import Words, listed
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
    return _plain(error, process.words)


def _about_sessions(error: RegistrationNotOpen | SeatsTaken | WaitingListFull, process: ProcessNow) -> str:
    words = process.words
    if isinstance(error, RegistrationNotOpen):
        names = session_names([error.session_key], process)
        return words.gettext("Registration is not open for this workshop: %(names)s", names=names)
    names = session_names(error.session_keys, process)
    if isinstance(error, SeatsTaken):
        return words.gettext(
            "These workshops have just filled up: %(names)s."
            " You can join the waiting list or choose another workshop.",
            names=names,
        )
    return words.gettext(
        "These workshops and their waiting lists are full: %(names)s. Choose another workshop.", names=names
    )


def _plain(error: RuleBroken, words: Words) -> Problem:
    sentences = {
        NothingChosen: ("sessions", words.gettext("Choose at least one workshop")),
        SessionUnknown: ("sessions", words.gettext("Choose the workshops from those on this page")),
        AddressTaken: (
            "email",
            words.gettext("There is a registration with this name and address already. Use its own link."),
        ),
        BookingUnknown: ("sessions", words.gettext("This has been cancelled already.")),
        SessionOver: ("sessions", words.gettext("The workshop has been held.")),
        RegistrationCancelled: ("sessions", words.gettext("Your registration has been cancelled.")),
        RegistrationChanged: (
            "sessions",
            words.gettext("Your registration was changed meanwhile. Check the details and save again."),
        ),
    }
    return Problem(*sentences[type(error)])


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
