"""The words of the staff side for what is stored as a code."""

from __future__ import annotations

from ...i18n import Words
from ...models import BookingStatus, ErasureKind, MailingState, MessageKind, MessageState, RetentionJob


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
