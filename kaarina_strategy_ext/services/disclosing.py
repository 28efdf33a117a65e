"""Telling a person everything that is stored about them (GDPR, articles 15 and 20)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Booking, Message, OpeningRequest, Registration
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
    messages = session.scalars(select(Message).where(Message.registration_id == registration.id))
    return {
        "process": registration.process.slug,
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
        "messages": [
            {"kind": each.kind, "state": each.state, "sent_at": _instant(each.sent_at)} for each in messages
        ],
    }


def _request(request: OpeningRequest) -> dict[str, Any]:
    return {
        "process": request.process.slug,
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
        "since": _instant(booking.status_at),
        "seats": booking.seats,
        "accepts_other": booking.accepts_other,
        "answer_by": _instant(booking.answer_by),
        "people_who_came": booking.attendance.people if booking.attendance else None,
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
