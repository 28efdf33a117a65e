"""Changing one's own registration: add, cancel, swap, correct; each in one step or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from ..errors import (
    AddressTaken,
    BookingUnknown,
    NothingChosen,
    RegistrationCancelled,
    RegistrationChanged,
    SeatsTaken,
    SessionOver,
)
from ..models import Booking, BookingStatus, MessageKind, Registration, WorkshopSession
from . import choosing, seating
from .auditing import Act
from .choosing import Choice, Place
from .personal_data import Person
from .queueing_mail import queue_message, supersede_messages
from .seating import Seating


def add_bookings(session: Session, registration_id: int, choices: Sequence[Choice], act: Act) -> Registration:
    """Book further sessions within one's registration; gives it as it is now.

    Choosing an alternative to one that is booked already is a swap: the old place is given up only together
    with the new one. What is booked already stays as it is. Raises `RegistrationCancelled` and what
    `choosing.places` raises.
    """
    if not choices:
        raise NothingChosen
    registration, seatings = _locked(session, registration_id, choices)
    new = _not_booked(registration, choices)
    if not new:
        return registration
    for place in choosing.places(new, seatings, act):
        if place.seating.workshop.has_alternatives:
            _give_up_alternative(session, registration, place, act)
        choosing.book(session, registration, place, act)
    _promote_all(session, seatings, act)
    _tell(session, registration, MessageKind.CHANGED, act)
    return registration


def cancel_booking(session: Session, registration_id: int, booking_id: int, act: Act) -> Registration:
    """Cancel one booking and give its seat to the next in the queue; gives the registration as it is now.

    The last one cancelled cancels the registration. Raises `BookingUnknown` where the booking is not active
    in this registration, `SessionOver` where it has been held, `RegistrationCancelled` where none is active.
    """
    registration, seatings = _locked(session, registration_id, ())
    mine = [each for each in registration.active_bookings if each.id == booking_id]
    if not mine:
        raise BookingUnknown
    if not _not_over(mine, act):
        raise SessionOver
    return _cancelled(session, registration, mine, seatings, act)


def cancel_registration(session: Session, registration_id: int, act: Act) -> Registration:
    """Cancel everything that is still to come and give all seats on; gives the registration.

    Raises `RegistrationCancelled`.
    """
    registration, seatings = _locked(session, registration_id, ())
    return _cancelled(session, registration, _not_over(registration.active_bookings, act), seatings, act)


def change_details(
    session: Session, registration_id: int, person: Person, act: Act, *, version: int
) -> Registration:
    """Correct one's details; gives the registration.

    A new address gets a new link, and the old link stops working. Raises `RegistrationCancelled`,
    `RegistrationChanged` where the details are no longer those of `version`, and `AddressTaken`.
    """
    registration, _ = _locked(session, registration_id, ())
    if registration.version != version:
        raise RegistrationChanged
    if person.email_key != registration.email_key:
        registration.token_version += 1
    for name in ("first_name", "last_name", "name_key", "email", "email_key", "phone", "language"):
        setattr(registration, name, getattr(person, name))
    if (person.needs, person.diet) != (registration.needs, registration.diet):
        registration.needs, registration.diet = person.needs, person.diet
        registration.consented_at = person.consented_at(act.now)
    try:
        session.flush()  # the unique index decides here, where its verdict can be told apart
    except IntegrityError as verdict:
        raise AddressTaken from verdict
    _tell(session, registration, MessageKind.CHANGED, act)
    return registration


def promote(session: Session, seated: Seating, act: Act) -> list[Booking]:
    """Give each free seat of the workshop to the next who waits for it; gives the bookings promoted."""
    promoted: list[Booking] = []
    for sitting in seated.workshop.sessions:
        number = seating.promotable(sitting.terms(), seated.seats(sitting), act)
        for booking in seating.first_waiting(session, sitting, number) if number else ():
            _promote_one(session, seated, booking, sitting, act)
            promoted.append(booking)
    return promoted


def _promote_one(
    session: Session, seated: Seating, booking: Booking, sitting: WorkshopSession, act: Act
) -> None:
    seated.count(booking, -1)
    booking.session_id = sitting.id
    booking.status, booking.status_at = BookingStatus.CONFIRMED, act.now
    seated.count(booking, +1)
    registration = booking.registration
    entry = seating.note(
        session, seated, act, "booking promoted", subject=registration.public_id, session_key=sitting.key
    )
    cause = f"{seated.workshop.slug}:{entry.number}"
    queue_message(session, registration, MessageKind.PROMOTED, act, cause=cause, session_key=sitting.key)


def _locked(
    session: Session, registration_id: int, choices: Sequence[Choice]
) -> tuple[Registration, list[Seating]]:
    seating.lock_registration(session, registration_id)
    process_id = select(Registration.process_id).where(Registration.id == registration_id).scalar_subquery()
    chosen = seating.chosen(process_id, keys=choosing.keys(choices), slugs=choosing.slugs(choices))
    seatings = seating.lock(session, or_(chosen, seating.booked_by(registration_id)))
    registration = session.scalars(
        select(Registration)
        .where(Registration.id == registration_id)
        .options(selectinload(Registration.bookings).selectinload(Booking.session))
    ).one()
    if registration.cancelled_at is not None:
        raise RegistrationCancelled
    return registration, seatings


def _not_over(bookings: Iterable[Booking], act: Act) -> list[Booking]:
    return [each for each in bookings if not each.session or each.session.terms().ends_at > act.now]


def _not_booked(registration: Registration, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that ask for something new; whoever has a part in the alternatives has "either" already."""
    keys = {each.session.key for each in registration.active_bookings if each.session}
    slugs = {each.workshop.slug for each in registration.active_bookings if each.exclusive_workshop_id}
    return [
        choice
        for choice in choices
        if (choice.session_key not in keys if choice.session_key else choice.workshop_slug not in slugs)
    ]


def _give_up_alternative(session: Session, registration: Registration, new: Place, act: Act) -> None:
    workshop = new.seating.workshop
    old = [each for each in registration.active_bookings if each.workshop_id == workshop.id]
    if not new.is_seat and any(each.status is BookingStatus.CONFIRMED for each in old):
        # A seat that is sure is never given up for one that is not.
        raise SeatsTaken(tuple(each.key for each in workshop.sessions if new.sitting in (None, each)))
    release(session, registration, old, [new.seating], act)
    session.flush()  # the unique index must see the old place given up before the new one is written


def _cancelled(
    session: Session, registration: Registration, mine: list[Booking], seatings: list[Seating], act: Act
) -> Registration:
    keys = [each.session.key for each in mine if each.session and each.status is BookingStatus.CONFIRMED]
    release(session, registration, mine, seatings, act)
    if not registration.active_bookings:
        registration.cancelled_at = act.now
    _promote_all(session, seatings, act)
    _tell(session, registration, MessageKind.CANCELLED, act, cancelled=keys)
    return registration


def release(
    session: Session, registration: Registration, mine: Iterable[Booking], seatings: list[Seating], act: Act
) -> None:
    """Mark these bookings of the registration as cancelled; whoever calls promotes afterwards."""
    by_workshop = {seated.workshop.id: seated for seated in seatings}
    for booking in mine:
        seated = by_workshop[booking.workshop_id]
        seated.count(booking, -1)
        booking.status, booking.status_at = BookingStatus.CANCELLED, act.now
        key = booking.session.key if booking.session else None
        seating.note(
            session, seated, act, "booking cancelled", subject=registration.public_id, session_key=key
        )


def _promote_all(session: Session, seatings: Iterable[Seating], act: Act) -> None:
    for seated in seatings:
        promote(session, seated, act)


def _tell(
    session: Session, registration: Registration, kind: MessageKind, act: Act, **parameters: list[str]
) -> None:
    registration.version += 1
    supersede_messages(session, registration)
    queue_message(session, registration, kind, act, cause=str(registration.version), **parameters)
