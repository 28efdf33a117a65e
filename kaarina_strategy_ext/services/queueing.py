"""Where somebody stands on the waiting lists."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from ..models import Booking, BookingStatus, Registration


def queue_positions(session: Session, registration: Registration) -> dict[int, int]:
    """The places in the queue, counted from 1, of the registration's bookings that wait, by booking id.

    Ahead are all who wait for the same session, or to whom another alternative will do as well. Who waits for
    any is told the place among all who wait in the workshop, which is never better than the truth.
    """
    mine, ahead = aliased(Booking), aliased(Booking)
    wants_the_same = or_(
        mine.session_id.is_(None),
        ahead.session_id.is_(None),
        ahead.session_id == mine.session_id,
        ahead.accepts_other,
    )
    rows = session.execute(
        select(mine.id, func.count())
        .join(ahead, (ahead.workshop_id == mine.workshop_id) & wants_the_same)
        .where(
            mine.registration_id == registration.id,
            mine.status == BookingStatus.WAITLISTED,
            ahead.status == BookingStatus.WAITLISTED,
            ahead.queue_number <= mine.queue_number,
        )
        .group_by(mine.id)
    )
    return {booking_id: position for booking_id, position in rows}  # noqa: C416 - rows are no pairs to a type checker
