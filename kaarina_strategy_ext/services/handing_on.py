"""Handing free seats on to those who wait, in the transaction that freed them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..models import Booking, BookingStatus, MessageKind, WorkshopSession
from . import holding, seating
from .auditing import Act
from .filling import announce_filled
from .queueing_mail import queue_message
from .seating import Seating
from .withdrawing import OFFERED, shorten_offers, withdraw_offers


def hand_on_all(session: Session, seatings: Iterable[Seating], act: Act) -> None:
    """`hand_on` in each of the workshops."""
    for seated in seatings:
        hand_on(session, seated, act)


def hand_on(session: Session, seated: Seating, act: Act) -> list[Booking]:
    """Offer each free seat of the workshop to the next who waits for it; gives the bookings that got one.

    In a process without offers the seat is given at once. Groups that do not fit are passed over, because a
    seat that somebody could have is never left empty. Sessions that are full thereby are announced.
    """
    withdraw_offers(session, seated, act)
    shorten_offers(session, seated, act)
    _end_satisfied_waits(session, seated, act)
    given: list[Booking] = []
    before = -1
    while before < len(given):  # a person who moves frees a seat in another session
        before = len(given)
        for sitting in seated.workshop.sessions:
            given += [
                _give(session, seated, each, sitting, act) for each in _next(session, seated, sitting, act)
            ]
    announce_filled(session, seated, act)
    return given


def _next(session: Session, seated: Seating, sitting: WorkshopSession, act: Act) -> Iterator[Booking]:
    """The waiting bookings that get a seat, one after the other, as long as there is one."""
    while sitting.terms().promotes(act.now):
        free, seats = seated.free(sitting), seated.seats(sitting)
        if not 0 < seats.smallest_party <= free:
            return
        wants_it = or_(Booking.session_id == sitting.id, Booking.session_id.is_(None), Booking.accepts_other)
        waiting = select(Booking).where(
            Booking.workshop_id == sitting.workshop_id,
            Booking.status == BookingStatus.WAITLISTED,
            wants_it,
        )
        if free != float("inf"):
            waiting = waiting.where(Booking.seats <= int(free))
        yield session.scalars(waiting.order_by(Booking.queue_number).limit(1)).one()


def _give(session: Session, seated: Seating, waiting: Booking, sitting: WorkshopSession, act: Act) -> Booking:
    registration, process = waiting.registration, seated.workshop.process
    is_offer = process.offer_hours > 0
    if not is_offer:
        _move_out(session, seated, waiting, act)
    action = OFFERED if is_offer else "booking promoted"
    entry = seating.note(
        session, seated, act, action, subject=registration.public_id, session_key=sitting.key
    )
    booking = _seated(session, seated, waiting, sitting, number=entry.number or 0)
    with seated.changing(booking):
        booking.status_at = act.now
        if is_offer:
            booking.status = BookingStatus.OFFERED
            last = sitting.terms().cut_off_at
            booking.answer_by = min(act.now + timedelta(hours=process.offer_hours), last)
        else:
            booking.status = BookingStatus.HELD if registration.verify_by else BookingStatus.CONFIRMED
    kind = MessageKind.OFFER if is_offer else MessageKind.PROMOTED
    cause = f"{seated.workshop.slug}:{entry.number}"
    queue_message(session, registration, kind, act, cause=cause, session_key=sitting.key)
    return booking


def _seated(
    session: Session, seated: Seating, waiting: Booking, sitting: WorkshopSession, *, number: int
) -> Booking:
    """The booking that gets the seat: the waiting one, or a new one beside the wait for the preferred."""
    if waiting.session_id in (None, sitting.id):
        with seated.changing(waiting):
            # Kept, so that whoever waited for any waits for any again if the session is cancelled.
            waiting.accepts_other = waiting.accepts_other or waiting.session_id is None
            waiting.session_id, waiting.session = sitting.id, sitting
        return waiting
    with seated.changing(waiting):
        waiting.accepts_other = False
    booking = Booking.waiting(waiting.registration, seated.workshop, sitting, number=number)
    booking.created_at, booking.status_at = waiting.created_at, waiting.status_at
    session.add(booking)
    seated.come(booking)
    return booking


def _end_satisfied_waits(session: Session, seated: Seating, act: Act) -> None:
    """End what is left of the waits for any of those who sit in an alternative that takes place after all."""
    if not any(number and each.roams for each, number in seated.groups.items()):
        return
    taking_place = [each.id for each in seated.workshop.sessions if each.cancelled is None]
    sitting = select(Booking.registration_id).where(
        Booking.session_id.in_(taking_place),
        Booking.status.in_((BookingStatus.HELD, BookingStatus.CONFIRMED)),
    )
    waiting = select(Booking).where(
        Booking.workshop_id == seated.workshop.id,
        Booking.status == BookingStatus.WAITLISTED,
        or_(Booking.session_id.is_(None), Booking.accepts_other),
        Booking.registration_id.in_(sitting),
    )
    for booking in session.scalars(waiting.order_by(Booking.id)).all():
        if booking.session_id is None:
            holding.release(session, booking.registration, [booking], [seated], act)
        else:
            with seated.changing(booking):
                booking.accepts_other = False


def _move_out(session: Session, seated: Seating, waiting: Booking, act: Act) -> None:
    """Give up the alternative that the person holds, as the preferred one is given without asking."""
    registration = waiting.registration
    held = [
        each
        for each in registration.bookings
        if each.workshop_id == seated.workshop.id and each.exclusive_workshop_id and each.status.is_sure
    ]
    if held:
        holding.release(session, registration, held, [seated], act)
        session.flush()  # the unique index must see the old seat given up before the new one is written
