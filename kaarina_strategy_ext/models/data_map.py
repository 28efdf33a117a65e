"""Every column that holds personal data, on one page: what it tells, on which terms, and what becomes of it.

A test finds each column that is neither here nor known to be nobody's; the export and the erasure are tried
against this page, and the privacy notice is made from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, MetaData

from .base import TABLE_PREFIX
from .personal import (
    LIMITING,
    LOGGING,
    NEEDS,
    OPENING,
    PROVING,
    PUBLISHING,
    REGISTERING,
    STEWARDING,
    Datum,
    Personal,
)

_NUMBER = "a number in the statistics, of nobody once the rest is gone"
_FOLDED = "the same, folded for comparison"
_LOG = "the log is kept for its own time, with a number of nobody"
_PROOF = "it is the proof, and goes with the log"
_LINK = "says to whoever has the link why it opens nothing"
_OF_STAFF = "the host's id of somebody of the staff"
_OF_HELPERS = "what the staff call a helper at the door"
_KEPT_WITH_CONTENT = "of the staff, and kept as long as what they did"
_KEPT_WITH_LOG = "of the staff, and kept as long as the log after the last of its doors has closed"
_CONTACT = PUBLISHING.untold(
    Datum.CONTACT, "on the public pages, and of somebody of the staff", stays="editors change it"
)

DATA_MAP: Mapping[str, Personal] = {
    # One person's registration
    "registration.public_id": REGISTERING.told(Datum.NUMBER, "number", stays=_NUMBER),
    "registration.first_name": REGISTERING.told(Datum.NAME, "first_name"),
    "registration.last_name": REGISTERING.told(Datum.NAME, "last_name"),
    "registration.name_key": REGISTERING.untold(Datum.NAME, _FOLDED),
    "registration.sort_key": REGISTERING.untold(Datum.NAME, _FOLDED),
    "search_word.word": REGISTERING.untold(Datum.NAME, "the words of the name and of the address, folded"),
    "registration.email": REGISTERING.told(Datum.EMAIL, "email"),
    "registration.email_key": REGISTERING.untold(Datum.EMAIL, _FOLDED),
    "registration.phone": REGISTERING.told(Datum.PHONE, "phone"),
    "registration.language": REGISTERING.told(Datum.LANGUAGE, "language", stays=_NUMBER),
    "registration.needs": NEEDS.told(Datum.NEEDS, "needs"),
    "registration.diet": NEEDS.told(Datum.DIET, "diet"),
    "registration.consented_at": NEEDS.told(Datum.CONSENT, "consented_at"),
    "registration.companions": REGISTERING.told(Datum.COMPANIONS, "companions", stays=_NUMBER),
    "registration.verify_by": REGISTERING.told(Datum.TIMES, "confirm_address_by", stays=_LINK),
    "registration.submission_key": REGISTERING.untold(
        Datum.FORM, "a digest, with which a form sent twice is one registration"
    ),
    "registration.created_at": REGISTERING.told(Datum.TIMES, "registered_at", stays=_NUMBER),
    "registration.cancelled_at": REGISTERING.told(Datum.TIMES, "cancelled_at", stays=_NUMBER),
    # Its places
    "booking.workshop_id": REGISTERING.told(Datum.CHOICES, "bookings.workshop", stays=_NUMBER),
    "booking.session_id": REGISTERING.told(Datum.CHOICES, "bookings.session", stays=_NUMBER),
    "booking.status": REGISTERING.told(Datum.CHOICES, "bookings.status", stays=_NUMBER),
    "booking.seats": REGISTERING.told(Datum.COMPANIONS, "bookings.seats", stays=_NUMBER),
    "booking.accepts_other": REGISTERING.told(Datum.CHOICES, "bookings.accepts_other", stays=_NUMBER),
    "booking.answer_by": REGISTERING.told(Datum.TIMES, "bookings.answer_by"),
    "booking.created_at": REGISTERING.told(Datum.TIMES, "bookings.booked_at", stays=_NUMBER),
    "booking.status_at": REGISTERING.told(Datum.TIMES, "bookings.since", stays=_NUMBER),
    "attendance.present": REGISTERING.told(Datum.ATTENDANCE, "bookings.attendance.present", stays=_NUMBER),
    "attendance.people": REGISTERING.told(Datum.ATTENDANCE, "bookings.attendance.people", stays=_NUMBER),
    "attendance.marked_at": REGISTERING.told(
        Datum.ATTENDANCE, "bookings.attendance.marked_at", stays=_NUMBER
    ),
    "attendance.at": REGISTERING.untold(Datum.ATTENDANCE, "when the mark arrived", stays=_NUMBER),
    "attendance.by": LOGGING.untold(Datum.ACTOR, "of the staff or a link to the door", stays=_LOG),
    # Its mail
    "message.kind": REGISTERING.told(Datum.MAIL, "messages.kind"),
    "message.parameters": REGISTERING.told(Datum.MAIL, "messages.parameters"),
    "message.state": REGISTERING.told(Datum.MAIL, "messages.state"),
    "message.created_at": REGISTERING.told(Datum.MAIL, "messages.created_at"),
    "message.sent_at": REGISTERING.told(Datum.MAIL, "messages.sent_at"),
    # An address that wants to be told of an opening
    "opening_request.public_id": OPENING.told(Datum.NUMBER, "number"),
    "opening_request.email": OPENING.told(Datum.EMAIL, "email"),
    "opening_request.email_key": OPENING.untold(Datum.EMAIL, _FOLDED),
    "opening_request.language": OPENING.told(Datum.LANGUAGE, "language"),
    "opening_request.created_at": OPENING.told(Datum.TIMES, "asked_to_be_told_of_opening_at"),
    "opening_request.confirmed_at": OPENING.told(Datum.TIMES, "confirmed_at"),
    "opening_request.told_at": OPENING.told(Datum.TIMES, "told_at"),
    # The log
    "audit_entry.at": LOGGING.told(Datum.ACTS, "log.at", stays=_LOG),
    "audit_entry.actor": LOGGING.told(Datum.ACTOR, "log.by", stays=_LOG),
    "audit_entry.action": LOGGING.told(Datum.ACTS, "log.action", stays=_LOG),
    "audit_entry.subject": LOGGING.told(Datum.NUMBER, "number", stays=_LOG),
    "audit_entry.details": LOGGING.told(
        Datum.ACTS, "log.reason", stays="only keys and numbers, once the reason is gone"
    ),
    # What shows that something was erased
    "erasure_proof.address": PROVING.untold(Datum.ADDRESS_DIGEST, "nobody can be found by it", stays=_PROOF),
    "erasure_proof.actor": PROVING.untold(Datum.ACTOR, "of the staff, if of anybody", stays=_PROOF),
    # Who of the staff wrote, published, sent or let in
    "draft.saved_by": STEWARDING.untold(Datum.ACTOR, _OF_STAFF, stays=_KEPT_WITH_CONTENT),
    "revision.actor": STEWARDING.untold(Datum.ACTOR, _OF_STAFF, stays=_KEPT_WITH_CONTENT),
    "publication.actor": STEWARDING.untold(Datum.ACTOR, _OF_STAFF, stays=_KEPT_WITH_CONTENT),
    "mailing.created_by": STEWARDING.untold(Datum.ACTOR, _OF_STAFF, stays=_KEPT_WITH_CONTENT),
    "mailing.edited_by": STEWARDING.untold(Datum.ACTOR, _OF_STAFF, stays=_KEPT_WITH_CONTENT),
    "mailing.sent_by": STEWARDING.untold(Datum.ACTOR, _OF_STAFF, stays=_KEPT_WITH_CONTENT),
    "door_invitation.label": LOGGING.untold(Datum.ACTOR, _OF_HELPERS, stays=_KEPT_WITH_LOG),
    "door_invitation.created_by": LOGGING.untold(Datum.ACTOR, _OF_STAFF, stays=_KEPT_WITH_LOG),
    "walk_in.by": STEWARDING.untold(Datum.ACTOR, _OF_STAFF, stays=_KEPT_WITH_CONTENT),
    "right.identity_id": STEWARDING.untold(Datum.ACTOR, _OF_STAFF, stays=_KEPT_WITH_CONTENT),
    "right.renewed_by": STEWARDING.untold(Datum.ACTOR, _OF_STAFF, stays=_KEPT_WITH_CONTENT),
    # Limits against abuse
    "tally.subject": LIMITING.untold(
        Datum.ORIGIN_DIGEST, "nobody can be found by it", stays="gone a day later, whoever it was"
    ),
    # Whom the public can ask
    "process.contact_name": _CONTACT,
    "process.contact_email": _CONTACT,
    "process.contact_phone": _CONTACT,
}


def personal_columns(metadata: MetaData) -> Iterator[tuple[Column[Any], Personal]]:
    """The columns with personal data and their terms; raises `KeyError` for one that is in no table."""
    for name, personal in DATA_MAP.items():
        table, _, column = name.partition(".")
        yield metadata.tables[TABLE_PREFIX + table].columns[column], personal
