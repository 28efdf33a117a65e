"""The office's decision who gets a seat, beside the queue and after the cut-off, with its reason."""

from __future__ import annotations

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from ..errors import BookingUnknown, SeatsTaken, SessionOver
from ..models import AuditEntry, Booking, BookingStatus, MessageKind, Registration, WorkshopSession
from . import seating
from .auditing import Act
from .handing_on import hand_on_all
from .holding import hold_active, release, seating_of, tell
from .seating import Seating


def give_seat(
    session: Session,
    booking_id: int,
    act: Act,
    *,
    reason: str,
    session_key: str | None = None,
    told: bool = True,
) -> Booking:
    """Give somebody who waits, or sits in another session of the workshop, a seat; gives its booking.

    Who sits in another session is moved; who waits for another one goes on waiting for it. The seat comes
    from the office's own where one is free. Without a key it is in the session that the person waits for, or
    in the roomiest for those who wait for any. The reason is kept in the audit. The person is told by mail
    unless not `told`. Raises `BookingUnknown`, `RegistrationCancelled`, `SessionOver` and `SeatsTaken`:
    nobody is ever seated beyond the capacity, which staff may raise.
    """
    registration, seatings = hold_active(session, _owner(session, booking_id))
    booking = _active(registration, booking_id)
    seated = seating_of(booking, seatings)
    sitting = _target(booking, seated, session_key, act)
    if booking.status.is_sure and booking.session is sitting:
        return booking
    if sitting.cancelled is not None or sitting.terms().ends_at <= act.now:
        raise SessionOver
    given, moved = _given(session, booking, seated, sitting, act, reason=reason)
    hand_on_all(session, seatings, act)
    tell(session, registration, MessageKind.CHANGED, act, quietly=not told, moved=moved)
    return given


def _given(
    session: Session, booking: Booking, seated: Seating, sitting: WorkshopSession, act: Act, *, reason: str
) -> tuple[Booking, list[str]]:
    """The booking that has the seat now, and the keys of the sessions in which one was left for it."""
    registration = booking.registration
    pending = _pending(registration, booking, sitting)
    from_reserve = _source(pending or booking, seated, sitting)
    left = _left(registration, booking, pending)
    moved = [each.session.key for each in left if each.session and each.status.is_sure]
    release(session, registration, left, [seated], act)
    session.flush()  # the unique indexes must see those ended first
    noted = {"session_key": sitting.key, "reason": reason}
    entry = seating.note(session, seated, act, "seat given", subject=registration.public_id, **noted)
    given = pending or _new_booking(session, registration, seated, sitting, entry)
    _seat(given, seated, sitting, act, from_reserve=from_reserve)
    _narrow_waits(registration, given, seated)
    return given, moved


def _seat(
    booking: Booking, seated: Seating, sitting: WorkshopSession, act: Act, *, from_reserve: bool
) -> None:
    with seated.changing(booking):
        booking.session_id, booking.session, booking.from_reserve = sitting.id, sitting, from_reserve
        # Staff cannot confirm somebody's address for them.
        is_proven = booking.registration.verify_by is None
        booking.status = BookingStatus.CONFIRMED if is_proven else BookingStatus.HELD
        booking.status_at, booking.answer_by = act.now, None


def _new_booking(
    session: Session, registration: Registration, seated: Seating, sitting: WorkshopSession, entry: AuditEntry
) -> Booking:
    """A booking beside the one that was left, whose end takes the old session out of the calendar."""
    booking = Booking.waiting(registration, seated.workshop, sitting, number=entry.number or 0)
    booking.created_at = booking.status_at = entry.at
    session.add(booking)
    seated.come(booking)
    return booking


def _pending(registration: Registration, booking: Booking, sitting: WorkshopSession) -> Booking | None:
    """The wait or the offer that becomes the seat; None where the seat comes beside what there is.

    Raises `BookingUnknown` where the person has a seat in the session already.
    """
    mine = [each for each in _of_workshop(registration, booking) if each.session in (sitting, None)]
    if any(each.status.is_sure for each in mine):
        raise BookingUnknown
    return next(iter(mine), None)


def _left(registration: Registration, booking: Booking, pending: Booking | None) -> list[Booking]:
    """The seats that the new one replaces: that of a move, and any alternative's."""
    if booking.exclusive_workshop_id is None:
        return [booking] if booking.status.is_sure else []
    mine = _of_workshop(registration, booking)
    return [each for each in mine if each.status.takes_seat and each is not pending]


def _narrow_waits(registration: Registration, given: Booking, seated: Seating) -> None:
    """Leave of the waits for alternatives only the one for what was preferred to the seat."""
    for each in _of_workshop(registration, given):
        if each.status is BookingStatus.WAITLISTED and each.accepts_other:
            with seated.changing(each):
                each.accepts_other = False


def _of_workshop(registration: Registration, booking: Booking) -> list[Booking]:
    return [each for each in registration.active_bookings if each.workshop_id == booking.workshop_id]


def _owner(session: Session, booking_id: int) -> int:
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first
    owner = session.scalar(select(Booking.registration_id).where(Booking.id == booking_id))
    if owner is None:
        raise BookingUnknown
    return owner


def _active(registration: Registration, booking_id: int) -> Booking:
    mine = [each for each in registration.active_bookings if each.id == booking_id]
    if not mine:
        raise BookingUnknown
    return mine[0]


def _target(booking: Booking, seated: Seating, key: str | None, act: Act) -> WorkshopSession:
    if key is None:
        return booking.session or _roomiest(seated, act)
    found = [each for each in seated.workshop.sessions if each.key == key]
    if not found:
        raise BookingUnknown
    return found[0]


def _roomiest(seated: Seating, act: Act) -> WorkshopSession:
    """The session with the most seats, the public's or the office's, among those that will take place."""
    possible = [
        each for each in seated.workshop.sessions if each.cancelled is None and each.terms().ends_at > act.now
    ]
    if not possible:
        raise SessionOver
    return max(
        possible,
        key=lambda each: max(seated.free(each), each.terms().free_in_reserve(seated.seats(each))),
    )


def _source(booking: Booking, seated: Seating, sitting: WorkshopSession) -> bool:
    """Whether the seats come out of the office's own; one that is on offer to the person is theirs anyway."""
    if booking.status is BookingStatus.OFFERED and booking.session is sitting:
        return booking.from_reserve
    if sitting.terms().free_in_reserve(seated.seats(sitting)) >= booking.seats:
        return True
    if seated.free(sitting) < booking.seats:
        raise SeatsTaken((sitting.key,))
    return False
