"""Changing one's own registration: add, cancel, swap, correct; each in one step or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..errors import AddressTaken, BookingUnknown, NothingChosen, RegistrationChanged, SessionOver
from ..models import AuditEntry, Booking, BookingStatus, MessageKind, Registration
from . import choosing, swapping
from .auditing import DETAILS_CHANGED, Act
from .choosing import Choice, Claim
from .handing_on import hand_on_all
from .holding import close_if_empty, hold_active, not_over, release, tell
from .personal_data import Person
from .queueing_mail import queue_message
from .seating import Seating


def add_bookings(
    session: Session, registration_id: int, choices: Sequence[Choice], act: Act, *, by_office: bool = False
) -> Registration:
    """Book further sessions within one's registration, or wish for others; gives it as it is now.

    Choosing an alternative to one that is booked already is a swap: the old place is given up only together
    with the new one, and kept while the new one is awaited. What is booked already stays as it is; where
    nothing changes, neither does the registration's `version`. The office adds `by_office` for those who
    phone. Raises `RegistrationCancelled` and what `choosing.places` raises.
    """
    if not choices:
        raise NothingChosen
    registration, seatings = hold_active(session, registration_id, choices)
    new = swapping.unsettled(registration, choices)
    claim = Claim(1 + registration.companions, by_office=by_office, awaited=swapping.awaited(registration))
    found = choosing.places(new, seatings, act, claim) if new else []
    taken = [swapping.take(session, registration, each, act) for each in found]
    if not any(taken):
        return registration
    hand_on_all(session, seatings, act)
    tell(session, registration, MessageKind.CHANGED, act)
    return registration


def cancel_booking(
    session: Session, registration_id: int, booking_id: int, act: Act, *, told: bool = True
) -> Registration:
    """Cancel one booking and give its seat to the next in the queue; gives the registration as it is now.

    The last one cancelled cancels the registration. The person is told by mail unless not `told`. Raises
    `BookingUnknown` where the booking is not active in this registration, `SessionOver` where it has been
    held, `RegistrationCancelled` where none is active.
    """
    registration, seatings = hold_active(session, registration_id)
    mine = [each for each in registration.active_bookings if each.id == booking_id]
    if not mine:
        raise BookingUnknown
    if not not_over(mine, act):
        raise SessionOver
    return _cancelled(session, registration, mine, seatings, act, told=told)


def cancel_registration(
    session: Session, registration_id: int, act: Act, *, told: bool = True
) -> Registration:
    """Cancel everything that is still to come and give all seats on; gives the registration.

    The person is told by mail unless not `told`. Raises `SessionOver` where everything has been held, and
    `RegistrationCancelled`.
    """
    registration, seatings = hold_active(session, registration_id)
    mine = not_over(registration.active_bookings, act)
    if not mine:
        raise SessionOver
    return _cancelled(session, registration, mine, seatings, act, told=told)


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
    _note_changes(session, registration, person, act)
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


def _note_changes(session: Session, registration: Registration, person: Person, act: Act) -> None:
    """Write down which of the details change, for whoever asks later what has happened."""
    fields = ("first_name", "last_name", "email", "phone", "language", "needs", "diet")
    changed = [name for name in fields if getattr(registration, name) != getattr(person, name)]
    if changed:
        session.add(
            AuditEntry(
                process_id=registration.process_id,
                at=act.now,
                actor=act.actor,
                action=DETAILS_CHANGED,
                subject=registration.public_id,
                details={"fields": changed},
            )
        )


def _cancelled(
    session: Session,
    registration: Registration,
    mine: list[Booking],
    seatings: list[Seating],
    act: Act,
    *,
    told: bool,
) -> Registration:
    keys = [each.session.key for each in mine if each.session and each.status is BookingStatus.CONFIRMED]
    release(session, registration, mine, seatings, act)
    close_if_empty(registration, act)
    hand_on_all(session, seatings, act)
    tell(session, registration, MessageKind.CANCELLED, act, quietly=not told, cancelled=keys)
    return registration
