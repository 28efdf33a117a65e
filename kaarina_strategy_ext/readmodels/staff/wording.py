"""The words of the staff side for what is stored as a code."""

from __future__ import annotations

from ...i18n import Words
from ...models import BookingStatus, MessageKind, MessageState
from ...services.auditing import COMMAND_LINE, JOB, RESIDENT


def booking_status(status: BookingStatus, words: Words) -> str:
    """What has become of a booking, in a word or two."""
    return {
        BookingStatus.HELD: words.gettext("Waits for confirmation of the address"),
        BookingStatus.CONFIRMED: words.gettext("Place confirmed"),
        BookingStatus.WAITLISTED: words.gettext("On the waiting list"),
        BookingStatus.OFFERED: words.gettext("Place offered"),
        BookingStatus.CANCELLED: words.gettext("Place cancelled"),
        BookingStatus.DECLINED: words.gettext("Offer declined"),
        BookingStatus.EXPIRED: words.gettext("The offer has ended"),
    }[status]


def message_kind(kind: MessageKind, words: Words) -> str:
    """What a message tells, in a few words."""
    return {
        MessageKind.VERIFICATION: words.gettext("Request to confirm the address"),
        MessageKind.CONFIRMATION: words.gettext("Confirmation of the registration"),
        MessageKind.EXISTING: words.gettext("Registered already"),
        MessageKind.LINK: words.gettext("Personal link"),
        MessageKind.CHANGED: words.gettext("Registration changed"),
        MessageKind.MOVED: words.gettext("Notice to the former address"),
        MessageKind.OFFER: words.gettext("Offer of a place"),
        MessageKind.PROMOTED: words.gettext("Place given from the waiting list"),
        MessageKind.EXPIRED: words.gettext("The offer has ended"),
        MessageKind.CANCELLED: words.gettext("Registration cancelled"),
        MessageKind.NOTICE: words.gettext("Workshop changed or cancelled"),
        MessageKind.REMINDER: words.gettext("Reminder"),
        MessageKind.RESULTS: words.gettext("What came out of the workshop"),
        MessageKind.OPENING_REQUESTED: words.gettext("Request to confirm the wish for a notice"),
        MessageKind.OPENING: words.gettext("Registration has opened"),
    }[kind]


def message_state(state: MessageState, words: Words) -> str:
    """Where the delivery of a message stands, in a few words."""
    return {
        MessageState.QUEUED: words.gettext("Waits to be sent"),
        MessageState.SENDING: words.gettext("Being sent"),
        MessageState.SENT: words.gettext("Sent"),
        MessageState.DEFERRED: words.gettext("Tried again later"),
        MessageState.BOUNCED: words.gettext("Refused by the mail server"),
        MessageState.GIVEN_UP: words.gettext("Given up after many tries"),
        MessageState.SUPERSEDED: words.gettext("Out of date"),
        MessageState.ABORTED: words.gettext("Withdrawn"),
    }[state]


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
        "attendance marked": words.gettext("Marked at the door"),
        "walk-in counted": words.gettext("Somebody without a registration counted at the door"),
        "door invitation made": words.gettext("Link to the door made"),
        "door invitation revoked": words.gettext("Link to the door revoked"),
        "right woken": words.gettext("Right renewed"),
    }
    return said.get(action, action)


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


def role(role: str, words: Words) -> str:
    """What a role is called; its code where it is none of ours."""
    said = {
        "employee": words.gettext("Employee"),
        "editor": words.gettext("Editor"),
        "registrar": words.gettext("Registrar"),
        "admin": words.gettext("Administrator"),
    }
    return said.get(role, role)


def reference(public_id: str) -> str:
    """The registration number as people see it: the first eight digits of its id, in two groups.

    Between the groups is a space at which no line breaks.
    """
    return f"{public_id[:4]}\N{NO-BREAK SPACE}{public_id[4:8]}".upper()
