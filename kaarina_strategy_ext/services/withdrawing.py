"""Offers that end through no fault of those who have them: they wait again, as before."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import BookingUnknown, OfferExpired, OfferLapsed, RuleBroken, SessionCancelled
from ..models import LEAST_TIME_TO_ANSWER, AuditEntry, Booking, BookingStatus
from .auditing import Act
from .seating import Seating, note

OFFERED = "booking offered"
WITHDRAWN = "offer withdrawn"
"""The session on offer has been cancelled."""
LAPSED = "offer lapsed"
"""The session is so near that staff decide from now on."""


def take_back(session: Session, seated: Seating, booking: Booking, act: Act, why: str) -> None:
    """Put whoever has the offer back into the queue, with the wish and the number of before."""
    key = booking.session.key if booking.session else None
    preferred = _preferred(booking)
    with seated.changing(booking):
        booking.status = BookingStatus.EXPIRED if preferred else BookingStatus.WAITLISTED
        booking.status_at, booking.answer_by = act.now, None
        if booking.accepts_other and not preferred:
            booking.session_id, booking.session, booking.accepts_other = None, None, False
    if preferred:
        with seated.changing(preferred):
            preferred.accepts_other = True
    note(session, seated, act, why, subject=booking.registration.public_id, session_key=key)


def withdraw_offers(session: Session, seated: Seating, act: Act) -> None:
    """Take the offers of cancelled sessions back."""
    cancelled = {each.id for each in seated.workshop.sessions if each.cancelled is not None}
    for booking in _offered(session, seated):
        if booking.session_id in cancelled:
            take_back(session, seated, booking, act, WITHDRAWN)


def shorten_offers(session: Session, seated: Seating, act: Act) -> None:
    """End the offers of a session that has been moved at its new cut-off, but leave time to answer."""
    for booking in _offered(session, seated):
        terms = booking.session.terms() if booking.session else None
        if terms and booking.answer_by and booking.answer_by > terms.cut_off_at:
            least = min(act.now + LEAST_TIME_TO_ANSWER, terms.begins_at)
            booking.answer_by = min(booking.answer_by, max(terms.cut_off_at, least))


def what_became_of(session: Session, booking: Booking) -> RuleBroken:
    """The rule that forbids answering an offer which is none any more."""
    if booking.status not in (BookingStatus.WAITLISTED, BookingStatus.EXPIRED):
        return BookingUnknown()
    last = session.scalar(
        select(AuditEntry)
        .where(
            AuditEntry.workshop_id == booking.workshop_id,
            AuditEntry.subject == booking.registration.public_id,
            AuditEntry.action.in_((OFFERED, WITHDRAWN, LAPSED)),
        )
        .order_by(AuditEntry.number.desc())
        .limit(1)
    )
    if last and last.action == WITHDRAWN:
        return SessionCancelled(last.details["session_key"])
    if last and last.action == LAPSED:
        return OfferLapsed()
    return OfferExpired() if booking.status is BookingStatus.EXPIRED else BookingUnknown()


def _preferred(booking: Booking) -> Booking | None:
    """The wait beside which the offer was the second best."""
    if booking.exclusive_workshop_id is None:
        return None
    mine = [each for each in booking.registration.bookings if each.workshop_id == booking.workshop_id]
    return next((each for each in mine if each.status is BookingStatus.WAITLISTED), None)


def _offered(session: Session, seated: Seating) -> list[Booking]:
    if not any(number and each.status is BookingStatus.OFFERED for each, number in seated.groups.items()):
        return []
    offered = select(Booking).where(
        Booking.workshop_id == seated.workshop.id, Booking.status == BookingStatus.OFFERED
    )
    return list(session.scalars(offered.order_by(Booking.id)))
