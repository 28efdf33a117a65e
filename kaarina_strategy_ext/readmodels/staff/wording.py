"""The words of the staff side for what is stored as a code."""

from __future__ import annotations

from collections.abc import Iterable

from ...i18n import Words, listed
from ...models import BookingStatus, ErasureKind, MailingState, MessageKind, MessageState, RetentionJob
from ...services.auditing import COMMAND_LINE, DETAILS_CHANGED, JOB, NOT_TOLD, RESIDENT


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
        MessageKind.MAILING: words.gettext("Message to participants"),
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


def mailing_state(state: MailingState, words: Words) -> str:
    """How far a mailing has come, in a word or two."""
    return {
        MailingState.DRAFT: words.gettext("Draft"),
        MailingState.SCHEDULED: words.pgettext("mailing", "Scheduled"),
        MailingState.SENDING: words.gettext("Being sent"),
        MailingState.SENT: words.gettext("Sent"),
        MailingState.WITHDRAWN: words.gettext("Withdrawn"),
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


def erasure_kind(kind: ErasureKind, words: Words) -> str:
    """Why something was erased, in a few words."""
    return {
        ErasureKind.REQUEST: words.gettext("At somebody's request"),
        ErasureKind.RETENTION: words.gettext("Kept long enough"),
        ErasureKind.NEEDS: words.gettext("Needs and diet kept long enough"),
        ErasureKind.UNCONFIRMED: words.gettext("Address not confirmed"),
    }[kind]


def erased_table(table: str, words: Words) -> str:
    """What the rows of a table are, in a word or two; the table's own name where we have none for it."""
    said = {
        "registration": words.gettext("Registrations"),
        "opening_request": words.gettext("Requests for a notice"),
        "message": words.gettext("Messages"),
        "audit_entry": words.gettext("Reasons in the log"),
    }
    return said.get(table, table)


def attendance(present: bool | None, words: Words) -> str | None:
    """Whether somebody came, as it was marked at the door; None where nothing was marked."""
    if present is None:
        return None
    return words.gettext("Came") if present else words.gettext("Did not come")


def retention_job(job: RetentionJob, words: Words) -> str:
    """What a round of retention goes through."""
    return {
        RetentionJob.REGISTRATIONS: words.gettext("Registrations, needs and diet"),
        RetentionJob.REQUESTS: words.gettext("Requests for a notice"),
        RetentionJob.LOG: words.gettext("The log"),
    }[job]


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
