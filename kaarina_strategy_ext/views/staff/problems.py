"""Broken rules in words for staff, who act for others."""

from __future__ import annotations

from ...errors import (
    BookingUnknown,
    MailingChanged,
    MailingIncomplete,
    MailingNotDraft,
    MailingOver,
    MailingUnknown,
    MessageNotWaiting,
    MessageOnItsWay,
    MessageUnknown,
    NobodyToWriteTo,
    OfferExpired,
    OfferLapsed,
    RegistrationCancelled,
    RegistrationNotOpen,
    ReserveTooLarge,
    RuleBroken,
    SeatsTaken,
    SessionCancelled,
    SessionOver,
    TooManyTests,
)
from ...i18n import Words
from ...readmodels.present import ProcessNow
from ...services.editing.problems import PublicationNotWaiting
from ..problems import Problem, session_names, told


def told_to_staff(error: RuleBroken, process: ProcessNow) -> Problem:
    """What the broken rule means, with what to do about it."""
    if isinstance(error, RegistrationNotOpen):
        names = session_names([error.session_key], process)
        sentence = process.words.gettext("This workshop has been held or cancelled: %(names)s", names=names)
        return Problem("sessions", sentence)
    if isinstance(error, SeatsTaken):
        names = session_names(error.session_keys, process)
        sentence = process.words.gettext(
            "No seat is free here: %(names)s. Use the waiting list, or raise the number of places first.",
            names=names,
        )
        return Problem("sessions", sentence)
    if isinstance(error, PublicationNotWaiting):
        sentence = process.words.gettext(
            "This does not wait any more: it has been published or called off already."
        )
        return Problem("send", sentence)
    sentences = (
        _about_registrations(process.words) | _about_messages(process.words) | _about_mailings(process.words)
    )
    if type(error) in sentences:
        return Problem(*sentences[type(error)])
    return told(error, process)


def _about_registrations(words: Words) -> dict[type[RuleBroken], tuple[str, str]]:
    return {
        BookingUnknown: (
            "send",
            words.gettext("This has changed meanwhile. Look at the registration again."),
        ),
        OfferExpired: (
            "send",
            words.gettext("The offer was not answered in time, and the seat has gone on."),
        ),
        OfferLapsed: (
            "send",
            words.gettext("The time to answer is over. The person waits again, and staff decide."),
        ),
        SessionCancelled: ("send", words.gettext("The workshop has been cancelled.")),
        SessionOver: ("send", words.gettext("The workshop has been held or cancelled.")),
        RegistrationCancelled: ("send", words.gettext("The registration has been cancelled already.")),
        ReserveTooLarge: (
            "reserved_seats",
            words.gettext("At most as many seats can be kept as there are places"),
        ),
    }


def _about_messages(words: Words) -> dict[type[RuleBroken], tuple[str, str]]:
    return {
        MessageUnknown: ("messages", words.gettext("The message is not there any more.")),
        MessageOnItsWay: ("messages", words.gettext("The message is on its way already.")),
        MessageNotWaiting: ("messages", words.gettext("The message does not wait to be sent any more.")),
    }


def _about_mailings(words: Words) -> dict[type[RuleBroken], tuple[str, str]]:
    return {
        MailingUnknown: ("send", words.gettext("The message to participants is not there any more.")),
        MailingChanged: (
            "send",
            words.gettext(
                "The message has changed since you opened this page. Nothing of yours is lost: compare, and"
                " save again."
            ),
        ),
        MailingNotDraft: (
            "send",
            words.gettext("The message has been sent, scheduled or withdrawn, so it cannot change any more."),
        ),
        MailingIncomplete: ("send", words.gettext("Something is missing in the message. Look at its text.")),
        NobodyToWriteTo: (
            "send",
            words.gettext("Nobody would get the message. Choose others, or send it later."),
        ),
        TooManyTests: (
            "send",
            words.gettext("You have sent many tests in a short time. Try again in an hour."),
        ),
        MailingOver: ("send", words.gettext("All of it has gone already.")),
    }
