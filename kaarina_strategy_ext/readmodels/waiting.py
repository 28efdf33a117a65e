"""Who decides about a seat that somebody waits for."""

from __future__ import annotations

from datetime import datetime

from ..models import Booking, BookingStatus, RegistrationState
from .present import SessionNow, WorkshopNow


def is_for_staff(booking: Booking, workshop: WorkshopNow, now: datetime) -> bool:
    """Whether the booking waits, and no seat comes to it by itself any more, because it is so soon.

    False where nothing that it waits for takes place.
    """
    coming = [each for each in _awaited(booking, workshop) if not _is_over(each)]
    return bool(coming) and not any(each.view.terms.promotes(now) for each in coming)


def _awaited(booking: Booking, workshop: WorkshopNow) -> list[SessionNow]:
    if booking.status is not BookingStatus.WAITLISTED:
        return []
    return [each for each in workshop.sessions if booking.takes_any or each.view.id == booking.session_id]


def _is_over(session: SessionNow) -> bool:
    return session.state in (RegistrationState.HELD, RegistrationState.CANCELLED)
