"""Telling a person everything that is stored about them (GDPR, articles 15 and 20)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Attendance, AuditEntry, Booking, Message, OpeningRequest, Registration
from .auditing import COMMAND_LINE, JOB, RESIDENT
from .erasing import registrations_of
from .opening import requests_of


def disclose(session: Session, address: str) -> list[dict[str, Any]]:
    """Everything that is stored about an e-mail address; empty if there is nothing.

    One entry a registration, and one for each request to be told when registration opens. Instants are
    ISO 8601 in UTC.
    """
    registrations = [describe(session, each) for each in registrations_of(session, address)]
    return registrations + [_request(each) for each in requests_of(session, address)]


def describe(session: Session, registration: Registration) -> dict[str, Any]:
    """Everything that is stored about one registration, in a shape for JSON."""
    messages = select(Message).where(Message.registration_id == registration.id).order_by(Message.id)
    log = select(AuditEntry).where(AuditEntry.subject == registration.public_id).order_by(AuditEntry.id)
    return {
        "process": registration.process.slug,
        "number": registration.public_id,
        "first_name": registration.first_name,
        "last_name": registration.last_name,
        "email": registration.email,
        "phone": registration.phone,
        "companions": registration.companions,
        "language": registration.language,
        "needs": registration.needs,
        "diet": registration.diet,
        "consented_at": _instant(registration.consented_at),
        "registered_at": _instant(registration.created_at),
        "confirm_address_by": _instant(registration.verify_by),
        "cancelled_at": _instant(registration.cancelled_at),
        "bookings": [_booking(each) for each in registration.bookings],
        "messages": [_message(each) for each in session.scalars(messages)],
        "log": [_entry(each) for each in session.scalars(log)],
    }


def _request(request: OpeningRequest) -> dict[str, Any]:
    return {
        "process": request.process.slug,
        "number": request.public_id,
        "email": request.email,
        "language": request.language,
        "asked_to_be_told_of_opening_at": _instant(request.created_at),
        "confirmed_at": _instant(request.confirmed_at),
        "told_at": _instant(request.told_at),
    }


def _booking(booking: Booking) -> dict[str, Any]:
    return {
        "workshop": booking.workshop.slug,
        "session": booking.session.key if booking.session else None,
        "status": booking.status,
        "booked_at": _instant(booking.created_at),
        "since": _instant(booking.status_at),
        "seats": booking.seats,
        "accepts_other": booking.accepts_other,
        "answer_by": _instant(booking.answer_by),
        "attendance": _attendance(booking.attendance),
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "kind": message.kind,
        "state": message.state,
        "created_at": _instant(message.created_at),
        "sent_at": _instant(message.sent_at),
        "parameters": message.parameters,
    }


def _entry(entry: AuditEntry) -> dict[str, Any]:
    """What was done; who of the staff did it is not told, since that is personal data of theirs."""
    return {
        "at": _instant(entry.at),
        "by": entry.actor if entry.actor in (RESIDENT, JOB, COMMAND_LINE) else "staff",
        "action": entry.action,
        "reason": entry.details.get("reason"),
    }


def _attendance(mark: Attendance | None) -> dict[str, Any] | None:
    """What was marked at the door; None where nothing was."""
    if mark is None:
        return None
    return {"present": mark.present, "people": mark.people, "marked_at": _instant(mark.marked_at)}


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
