"""The words of the staff side for what stands in the log: who did what, and who has seen whose details."""

from __future__ import annotations

from collections.abc import Iterable

from ...i18n import Words, listed
from ...services.auditing import COMMAND_LINE, DETAILS_CHANGED, JOB, NOT_TOLD, RESIDENT


def audit_action(action: str, words: Words) -> str:
    """What was done, in a few words; the code itself where we have none for it."""
    said = {
        "booking held": words.gettext("Seat held until the address is confirmed"),
        "booking confirmed": words.gettext("Place confirmed"),
        "booking waitlisted": words.gettext("Joined the waiting list"),
        "booking offered": words.gettext("Place offered"),
        "booking promoted": words.gettext("Place given from the waiting list"),
        "booking cancelled": words.gettext("Place cancelled"),
        "booking declined": words.gettext("Offer declined"),
        "booking expired": words.gettext("Offer not answered in time"),
        "offer accepted": words.gettext("Offer accepted"),
        "offer withdrawn": words.gettext("Offer withdrawn"),
        "offer lapsed": words.gettext("Offer ended early, staff decide"),
        "wish changed": words.gettext("Wish changed"),
        "seat given": words.gettext("Seat given by staff"),
        "message resent": words.gettext("Message sent again"),
        "message aborted": words.gettext("Message withdrawn"),
        "person phoned": words.gettext("Told by telephone"),
        NOT_TOLD: words.gettext("No message was sent about it"),
        DETAILS_CHANGED: words.gettext("Details changed"),
    }
    return (said | _mailing_actions(words) | _door_actions(words)).get(action, action)


def _mailing_actions(words: Words) -> dict[str, str]:
    return {
        "mailing sent": words.gettext("Message to participants sent"),
        "mailing scheduled": words.gettext("Message to participants scheduled"),
        "mailing queued": words.gettext("Message to participants handed on"),
        "mailing resent": words.gettext("Message to participants sent again"),
        "mailing withdrawn": words.gettext("Message to participants withdrawn"),
        "mailing tested": words.gettext("Message to participants tested"),
    }


def _door_actions(words: Words) -> dict[str, str]:
    return {
        "attendance marked": words.gettext("Marked at the door"),
        "walk-in counted": words.gettext("Somebody without a registration counted at the door"),
        "door invitation made": words.gettext("Link to the door made"),
        "door invitation revoked": words.gettext("Link to the door revoked"),
        "right woken": words.gettext("Right renewed"),
    }


def fields(names: Iterable[str], words: Words) -> str:
    """Which of the details were changed, as a list."""
    said = {
        "first_name": words.gettext("first name"),
        "last_name": words.gettext("last name"),
        "email": words.gettext("e-mail"),
        "phone": words.gettext("phone"),
        "language": words.gettext("language"),
        "needs": words.gettext("needs"),
        "diet": words.gettext("diet"),
    }
    return listed([said.get(each, each) for each in names], words.language)


def reading_page(page: str, words: Words) -> str:
    """Where somebody's details were seen, in a few words; the code itself where we have none for it."""
    return (_pages(words) | _papers_and_files(words)).get(page, page)


def _pages(words: Words) -> dict[str, str]:
    return {
        "seats": words.gettext("Workshops and seats"),
        "door": words.gettext("At the door"),
        "mailing": words.gettext("Message to participants"),
        "privacy desk": words.gettext("Data protection"),
        "overview": words.gettext("Overview"),
        "list": words.gettext("List of registrations"),
        "session": words.gettext("People of a workshop"),
        "seat": words.gettext("Giving a seat"),
        "registration": words.gettext("Registration"),
        "details": words.gettext("Change the details"),
        "sessions": words.gettext("Add or swap workshops"),
        "erasure": words.gettext("Erase everything about the person"),
        "cancel": words.gettext("Cancel for the person"),
        "offer": words.gettext("Answer the offer for the person"),
        "move": words.gettext("Move to another session"),
        "confirmation": words.gettext("Confirmation to print"),
        "messages": words.gettext("Messages"),
    }


def _papers_and_files(words: Words) -> dict[str, str]:
    return {
        "door list": words.gettext("Door list"),
        "sign-in sheet": words.gettext("Sign-in sheet"),
        "name tags": words.gettext("Name tags"),
        "kitchen summary": words.gettext("For the kitchen and the venue"),
        "export of a person": words.gettext("Export of one person's data"),
        "erasure of a person": words.gettext("Erasure of one person's data"),
        "export registrations": words.gettext("Export: registrations"),
        "export attendance": words.gettext("Export: attendance"),
        "export needs": words.gettext("Export: needs and diets"),
    }


def audit_actor(actor: str, words: Words) -> str:
    """Who did it; the host's id of a member of staff as it is."""
    said = {
        RESIDENT: words.gettext("A participant"),
        JOB: words.gettext("By itself"),
        COMMAND_LINE: words.gettext("Command line"),
    }
    kind, _, number = actor.partition(":")
    if kind == "door":
        return words.gettext("At the door, link %(number)s", number=number)
    return said.get(actor) or words.gettext("Staff: %(id)s", id=actor)
