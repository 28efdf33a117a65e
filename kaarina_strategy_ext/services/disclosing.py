"""Telling a person everything that is stored about them (GDPR, articles 15 and 20)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Booking, Message, Registration
from .erasing import registrations_of


def disclose(session: Session, address: str) -> list[dict[str, Any]]:
    """Everything that is stored about an e-mail address, one entry a registration; empty if there is none.

    Instants are ISO 8601 in UTC.
    """
    return [describe(session, each) for each in registrations_of(session, address)]


def describe(session: Session, registration: Registration) -> dict[str, Any]:
    """Everything that is stored about one registration, in a shape for JSON."""
    messages = session.scalars(select(Message).where(Message.registration_id == registration.id))
    return {
        "process": registration.process.slug,
        "first_name": registration.first_name,
        "last_name": registration.last_name,
        "email": registration.email,
        "phone": registration.phone,
        "language": registration.language,
        "needs": registration.needs,
        "diet": registration.diet,
        "consented_at": _instant(registration.consented_at),
        "registered_at": _instant(registration.created_at),
        "cancelled_at": _instant(registration.cancelled_at),
        "bookings": [_booking(each) for each in registration.bookings],
        "messages": [
            {"kind": each.kind, "state": each.state, "sent_at": _instant(each.sent_at)} for each in messages
        ],
    }


def _booking(booking: Booking) -> dict[str, Any]:
    return {
        "workshop": booking.workshop.slug,
        "session": booking.session.key if booking.session else None,
        "status": booking.status,
        "since": _instant(booking.status_at),
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
