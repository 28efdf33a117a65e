"""Where somebody stands on the waiting lists."""

from __future__ import annotations

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from ..models import Booking, BookingStatus, Registration

# Made once, because making them takes longer than asking them.
_MINE, _AHEAD = aliased(Booking), aliased(Booking)
_WANTS_THE_SAME = or_(
    _MINE.session_id.is_(None),
    _AHEAD.session_id.is_(None),
    _AHEAD.session_id == _MINE.session_id,
    _AHEAD.accepts_other,
)
_POSITIONS = (
    select(_MINE.id, func.count())
    .join(_AHEAD, (_AHEAD.workshop_id == _MINE.workshop_id) & _WANTS_THE_SAME)
    .where(
        _MINE.registration_id == bindparam("registration"),
        _MINE.status == BookingStatus.WAITLISTED,
        _AHEAD.status == BookingStatus.WAITLISTED,
        _AHEAD.queue_number <= _MINE.queue_number,
    )
    .group_by(_MINE.id)
)


def queue_positions(session: Session, registration: Registration) -> dict[int, int]:
    """The places in the queue, counted from 1, of the registration's bookings that wait, by booking id.

    Ahead are all who wait for the same session, or to whom another alternative will do as well. Who waits for
    any is told the place among all who wait in the workshop, which is never better than the truth.
    """
    rows = session.execute(_POSITIONS, {"registration": registration.id})
    return {booking_id: position for booking_id, position in rows}  # noqa: C416 - rows are no pairs to a type checker
