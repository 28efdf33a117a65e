"""Holding one registration and its workshops still, and letting go of its bookings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from ..errors import RegistrationCancelled
from ..models import AuditEntry, Booking, BookingStatus, Message, MessageKind, MessageState, Registration
from . import choosing, seating
from .auditing import NOT_TOLD, Act
from .choosing import Choice
from .queueing_mail import queue_message, supersede_messages
from .seating import Seating


def hold(
    session: Session, registration_id: int, choices: Sequence[Choice] = ()
) -> tuple[Registration, list[Seating]]:
    """Lock the registration, then the workshops in which it has a part or wants one; gives both.

    Must be the first statement of its transaction.
    """
    seating.lock_registration(session, registration_id)
    process_id = select(Registration.process_id).where(Registration.id == registration_id).scalar_subquery()
    chosen = seating.chosen(process_id, keys=choosing.keys(choices), slugs=choosing.slugs(choices))
    seatings = seating.lock(session, or_(chosen, seating.booked_by(registration_id)))
    registration = session.scalars(
        select(Registration)
        .where(Registration.id == registration_id)
        .options(selectinload(Registration.bookings).selectinload(Booking.session))
        .execution_options(populate_existing=True)
    ).one()
    return registration, seatings


def hold_active(
    session: Session, registration_id: int, choices: Sequence[Choice] = ()
) -> tuple[Registration, list[Seating]]:
    """`hold`, for a change that only an active registration can have.

    Raises `RegistrationCancelled`.
    """
    registration, seatings = hold(session, registration_id, choices)
    if registration.cancelled_at is not None:
        raise RegistrationCancelled
    return registration, seatings


def seating_of(booking: Booking, seatings: Iterable[Seating]) -> Seating:
    """The one of the locked workshops to which the booking belongs."""
    return next(each for each in seatings if each.workshop.id == booking.workshop_id)


def not_over(bookings: Iterable[Booking], act: Act) -> list[Booking]:
    """Those of the bookings whose session has not been held."""
    return [each for each in bookings if not each.session or each.session.terms().ends_at > act.now]


def release(
    session: Session,
    registration: Registration,
    mine: Iterable[Booking],
    seatings: Iterable[Seating],
    act: Act,
    *,
    status: BookingStatus = BookingStatus.CANCELLED,
) -> None:
    """End these bookings of the registration; whoever calls hands the seats on afterwards."""
    held = list(seatings)
    for booking in mine:
        seated = seating_of(booking, held)
        with seated.changing(booking):
            booking.status, booking.status_at, booking.answer_by = status, act.now, None
        key = booking.session.key if booking.session else None
        seating.note(
            session, seated, act, f"booking {status}", subject=registration.public_id, session_key=key
        )


def close_if_empty(registration: Registration, act: Act) -> None:
    """Cancel a registration that has nothing left; the person can then register anew."""
    if not registration.active_bookings:
        registration.cancelled_at = act.now


def tell(
    session: Session,
    registration: Registration,
    kind: MessageKind,
    act: Act,
    *,
    quietly: bool = False,
    **parameters: Any,
) -> None:
    """Queue a mail that shows the registration as it is now, in place of older ones that still wait.

    What they would have told of a move, `moved`, is told by the new one. `quietly` queues none and notes that
    staff tell the person themselves, or nobody does; mail that waits already goes out, and shows the
    registration as it is then.
    """
    registration.version += 1
    if quietly:
        _note_quiet(session, registration, act)
        return
    moved = []
    if kind is MessageKind.CHANGED:
        moved = [*_untold_moves(session, registration), *parameters.get("moved", ())]
    told = supersede_messages(session, registration) | parameters
    if moved:
        told["moved"] = moved
    queue_message(session, registration, kind, act, cause=str(registration.version), **told)


def _note_quiet(session: Session, registration: Registration, act: Act) -> None:
    session.add(
        AuditEntry(
            process_id=registration.process_id,
            at=act.now,
            actor=act.actor,
            action=NOT_TOLD,
            subject=registration.public_id,
        )
    )


def _untold_moves(session: Session, registration: Registration) -> list[str]:
    """The keys of the sessions that staff moved the person out of, as far as no mail has told it yet."""
    waiting = select(Message.parameters).where(
        Message.registration_id == registration.id,
        Message.kind == MessageKind.CHANGED,
        Message.state.in_((MessageState.QUEUED, MessageState.DEFERRED)),
    )
    return [key for told in session.scalars(waiting.order_by(Message.id)) for key in told.get("moved", ())]
