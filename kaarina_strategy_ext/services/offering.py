"""Answering the offer of a seat that became free."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ..errors import BookingUnknown, OfferExpired, OfferLapsed, RegistrationCancelled, SessionCancelled
from ..models import Booking, BookingStatus, MessageKind, Registration
from . import seating
from .auditing import RESIDENT, Act
from .handing_on import hand_on_all
from .holding import close_if_empty, hold, release, seating_of, tell
from .verifying import prove_address
from .withdrawing import what_became_of


def accept_offer(session: Session, registration_id: int, booking_id: int, act: Act) -> Registration:
    """Take the seat on offer; gives the registration, also where it had been taken already.

    An alternative that the person held until now is given up in the same step. Raises `OfferExpired` or
    `OfferLapsed` after the deadline, `SessionCancelled`, `RegistrationCancelled`, and `BookingUnknown` where
    there is no offer.
    """
    registration, seatings = hold(session, registration_id)
    booking = _found(registration, booking_id)
    if registration.cancelled_at is not None and booking.status is not BookingStatus.EXPIRED:
        raise RegistrationCancelled
    if booking.status.is_sure:
        return registration
    _refuse_stale(session, booking, act)
    release(session, registration, _rivals(registration, booking), seatings, act)
    session.flush()  # the unique index must see the old seat given up before the new one is taken
    seated = seating_of(booking, seatings)
    with seated.changing(booking):
        booking.status, booking.status_at, booking.answer_by = BookingStatus.HELD, act.now, None
        if registration.verify_by is None or act.actor == RESIDENT:
            booking.status = BookingStatus.CONFIRMED
    key = booking.session.key if booking.session else None
    seating.note(session, seated, act, "offer accepted", subject=registration.public_id, session_key=key)
    if act.actor == RESIDENT:  # staff cannot confirm somebody's address for them
        prove_address(session, registration, seatings, act)
    hand_on_all(session, seatings, act)
    tell(session, registration, MessageKind.CHANGED, act, accepted=[key])
    return registration


def decline_offer(session: Session, registration_id: int, booking_id: int, act: Act) -> Registration:
    """Leave the seat on offer to the next in the queue; gives the registration, also where that was done.

    Raises `OfferExpired` or `OfferLapsed` after the deadline, `SessionCancelled` and, where there is no
    offer, `BookingUnknown`.
    """
    registration, seatings = hold(session, registration_id)
    booking = _found(registration, booking_id)
    if booking.status is BookingStatus.DECLINED:
        return registration
    _refuse_stale(session, booking, act)
    release(session, registration, [booking], seatings, act, status=BookingStatus.DECLINED)
    close_if_empty(registration, act)
    hand_on_all(session, seatings, act)
    key = booking.session.key if booking.session else None
    tell(session, registration, MessageKind.CANCELLED, act, cancelled=[], declined=[key])
    return registration


def _rivals(registration: Registration, booking: Booking) -> list[Booking]:
    """The seats in alternatives to the one that is taken."""
    return [
        each
        for each in registration.active_bookings
        if each.exclusive_workshop_id == booking.workshop_id
        and each.status.takes_seat
        and each is not booking
    ]


def _found(registration: Registration, booking_id: int) -> Booking:
    mine = [each for each in registration.bookings if each.id == booking_id]
    if not mine:
        raise BookingUnknown
    return mine[0]


def _refuse_stale(session: Session, booking: Booking, act: Act) -> None:
    sitting = booking.session
    if sitting and sitting.cancelled is not None:
        raise SessionCancelled(sitting.key)
    if booking.status is BookingStatus.OFFERED and booking.answer_by and sitting:
        if act.now >= min(booking.answer_by, sitting.terms().begins_at):
            raise OfferLapsed if booking.is_cut_short else OfferExpired
        return
    raise what_became_of(session, booking)
