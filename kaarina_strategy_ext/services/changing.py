"""Changing one's own registration: add, cancel, swap, correct; each in one step or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..errors import AddressTaken, BookingUnknown, NothingChosen, RegistrationChanged, SeatsTaken, SessionOver
from ..models import Booking, BookingStatus, MessageKind, Registration
from . import choosing
from .auditing import Act
from .choosing import Choice, Claim, Place
from .handing_on import hand_on_all
from .holding import close_if_empty, hold_active, not_over, release, tell
from .personal_data import Person
from .queueing_mail import queue_message
from .seating import Seating


def add_bookings(session: Session, registration_id: int, choices: Sequence[Choice], act: Act) -> Registration:
    """Book further sessions within one's registration; gives it as it is now.

    Choosing an alternative to one that is booked already is a swap: the old place is given up only together
    with the new one, and kept while the new one is awaited. What is booked already stays as it is. Raises
    `RegistrationCancelled` and what `choosing.places` raises.
    """
    if not choices:
        raise NothingChosen
    registration, seatings = hold_active(session, registration_id, choices)
    new = _not_booked(registration, choices)
    if not new:
        return registration
    for found in choosing.places(new, seatings, act, Claim(1 + registration.companions)):
        if found[0].seating.workshop.has_alternatives:
            _give_up_alternatives(session, registration, found, act)
        for place in found:
            choosing.book(session, registration, place, act)
    hand_on_all(session, seatings, act)
    tell(session, registration, MessageKind.CHANGED, act)
    return registration


def cancel_booking(session: Session, registration_id: int, booking_id: int, act: Act) -> Registration:
    """Cancel one booking and give its seat to the next in the queue; gives the registration as it is now.

    The last one cancelled cancels the registration. Raises `BookingUnknown` where the booking is not active
    in this registration, `SessionOver` where it has been held, `RegistrationCancelled` where none is active.
    """
    registration, seatings = hold_active(session, registration_id)
    mine = [each for each in registration.active_bookings if each.id == booking_id]
    if not mine:
        raise BookingUnknown
    if not not_over(mine, act):
        raise SessionOver
    return _cancelled(session, registration, mine, seatings, act)


def cancel_registration(session: Session, registration_id: int, act: Act) -> Registration:
    """Cancel everything that is still to come and give all seats on; gives the registration.

    Raises `RegistrationCancelled`.
    """
    registration, seatings = hold_active(session, registration_id)
    return _cancelled(session, registration, not_over(registration.active_bookings, act), seatings, act)


def change_details(
    session: Session, registration_id: int, person: Person, act: Act, *, version: int
) -> Registration:
    """Correct one's details; gives the registration.

    A new address gets a new link, and the old link stops working; the former address is told so. Raises
    `RegistrationCancelled`, `RegistrationChanged` where the details are no longer those of `version`, and
    `AddressTaken`.
    """
    registration, _ = hold_active(session, registration_id)
    if registration.version != version:
        raise RegistrationChanged
    former = registration.email if person.email_key != registration.email_key else None
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
    if former:
        cause = str(registration.token_version)
        queue_message(session, registration, MessageKind.MOVED, act, cause=cause, to=former)
    tell(session, registration, MessageKind.CHANGED, act, **({"address_changed": True} if former else {}))
    return registration


def _not_booked(registration: Registration, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that ask for something new; whoever has a part in the alternatives has "any" already.

    Whoever sits in one of the alternatives has a second best, and only awaits the session that is named.
    """
    keys = {each.session.key for each in registration.active_bookings if each.session}
    slugs = {each.workshop.slug for each in registration.active_bookings if each.exclusive_workshop_id}
    settled = {
        each.key
        for booking in registration.active_bookings
        if booking.exclusive_workshop_id and booking.status.is_sure
        for each in booking.workshop.sessions
    }
    return [
        replace(choice, accepts_other=choice.accepts_other and choice.session_key not in settled)
        for choice in choices
        if (choice.session_key not in keys if choice.session_key else choice.workshop_slug not in slugs)
    ]


def _give_up_alternatives(
    session: Session, registration: Registration, new: Sequence[Place], act: Act
) -> None:
    """End what the new places replace: a seat only for a seat, a wait or an offer for anything."""
    seated = new[0].seating
    old = [each for each in registration.active_bookings if each.workshop_id == seated.workshop.id]
    sure = [each for each in old if each.status.is_sure]
    if sure and not any(place.is_seat for place in new):
        if new[0].sitting is None:
            # Whoever has one of them has what any of them would be.
            raise SeatsTaken(tuple(each.key for each in seated.workshop.sessions))
        old = [each for each in old if each not in sure]
    release(session, registration, old, [seated], act)
    session.flush()  # the unique index must see the old place given up before the new one is written


def _cancelled(
    session: Session, registration: Registration, mine: list[Booking], seatings: list[Seating], act: Act
) -> Registration:
    keys = [each.session.key for each in mine if each.session and each.status is BookingStatus.CONFIRMED]
    release(session, registration, mine, seatings, act)
    close_if_empty(registration, act)
    hand_on_all(session, seatings, act)
    tell(session, registration, MessageKind.CANCELLED, act, cancelled=keys)
    return registration
