"""Making sure that an address is the person's own, where there is reason to; the seat is held meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ScalarSelect, update
from sqlalchemy.orm import Session

from ..errors import RegistrationCancelled, VerificationExpired
from ..models import BookingStatus, MessageKind, Registration
from .auditing import Act
from .counting import Limit, is_within_all
from .holding import hold, seating_of, tell
from .seating import Seating, note

# From when the mail that asks for it has gone; while none gets through, the seats are kept for a day.
HOLD = timedelta(minutes=60)
LONGEST_HOLD = timedelta(hours=24)
# A library or a school shares one address; more than this in ten minutes is asked to confirm, not refused.
MOST_FROM_ONE_ORIGIN = 20
# A couple or the secretary of a club shares one too; whose it is must then be shown.
MOST_FOR_ONE_ADDRESS = 5
WINDOW = timedelta(minutes=10)


@dataclass(frozen=True)
class Caution:
    """What speaks for asking whether the address is the person's own.

    `origin` is the digest of the network that the form came from, `address` that of the address in it; None
    where they are not counted.
    """

    is_asked: bool = False
    origin: str | None = None
    address: str | None = None


NO_CAUTION = Caution()


def must_verify(session: Session, caution: Caution, act: Act) -> bool:
    """Whether this registration must confirm its address; counts it for its origin and its address."""
    limits = [
        Limit(caution.origin, MOST_FROM_ONE_ORIGIN, WINDOW),
        Limit(caution.address, MOST_FOR_ONE_ADDRESS, timedelta(hours=1)),
    ]
    return not is_within_all(session, limits, act.now) or caution.is_asked


def begin_hour(session: Session, registration_id: int | ScalarSelect[Any], now: datetime) -> None:
    """Count the hour to confirm from now, because the mail that asks for it has gone, or will never arrive.

    The hour of an earlier one stays as it was promised.
    """
    session.execute(
        update(Registration)
        .where(Registration.id == registration_id, Registration.verify_by > now + HOLD)
        .values(verify_by=now + HOLD),
        execution_options={"synchronize_session": False},
    )


def promised_until(registration: Registration, now: datetime) -> datetime | None:
    """Until when a mail that goes now may say that the seats are kept; None where nobody is asked."""
    return min(registration.verify_by, now + HOLD) if registration.verify_by else None


def verify(session: Session, registration_id: int, act: Act) -> Registration:
    """Confirm the address, which makes the held seats the person's own; gives the registration.

    Doing it twice is doing it once. Raises `VerificationExpired` after the hour, also where the seats have
    been given on already, and `RegistrationCancelled`.
    """
    registration, seatings = hold(session, registration_id)
    if registration.verify_by is None and registration.cancelled_at is None:
        return registration
    if registration.verify_by and registration.verify_by <= act.now:
        raise VerificationExpired
    if registration.cancelled_at is not None:
        raise RegistrationCancelled
    prove_address(session, registration, seatings, act)
    tell(session, registration, MessageKind.CONFIRMATION, act)
    return registration


def prove_address(
    session: Session, registration: Registration, seatings: Iterable[Seating], act: Act
) -> None:
    """Take the address as the person's own, since they came by the link that only it has been sent."""
    if registration.verify_by is None:
        return
    registration.verify_by = None
    held = list(seatings)
    for booking in registration.bookings:
        if booking.status is BookingStatus.HELD:
            seated = seating_of(booking, held)
            with seated.changing(booking):
                booking.status, booking.status_at = BookingStatus.CONFIRMED, act.now
            key = booking.session.key if booking.session else None
            note(
                session,
                seated,
                act,
                f"booking {booking.status}",
                subject=registration.public_id,
                session_key=key,
            )
