"""Ending holds and offers that nobody has answered in time, and handing their seats on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Booking, BookingStatus, ErasureKind, MessageKind, Registration
from .auditing import Act
from .emptying import empty
from .handing_on import hand_on_all
from .holding import close_if_empty, hold, release, seating_of
from .linking import LinkKeys
from .queueing_mail import queue_message
from .withdrawing import LAPSED, take_back


def expired_registrations(session: Session, act: Act) -> Sequence[int]:
    """The ids of the registrations that hold or have on offer what is due to expire."""
    # Also where the last place ended before the hour: nobody has confirmed that address.
    held = select(Registration.id).where(Registration.verify_by <= act.now, Registration.erased_at.is_(None))
    offered = select(Booking.registration_id).where(
        Booking.status == BookingStatus.OFFERED, Booking.answer_by <= act.now
    )
    return sorted({*session.scalars(held), *session.scalars(offered)})


def expire(session: Session, registration_id: int, act: Act, keys: LinkKeys) -> bool:
    """End what is due of one registration, and give the seats to the next; False where nothing was.

    Whoever had less time for an answer than promised, because the session is near, waits again instead; staff
    decide then. A registration whose address was never confirmed is erased at once, because the address may
    be that of somebody who knows nothing of it.
    """
    registration, seatings = hold(session, registration_id)
    is_unproven = registration.verify_by is not None and registration.verify_by <= act.now
    due = [each for each in registration.active_bookings if is_unproven or _is_due(each, act)]
    if not due and (not is_unproven or registration.erased_at is not None):
        return False
    early = [each for each in due if each.is_cut_short and not is_unproven]
    late = [each for each in due if each not in early]
    told = {"expired": _keys(late), "lapsed": _keys(early)}
    for each in early:
        take_back(session, seating_of(each, seatings), each, act, LAPSED)
    release(session, registration, late, seatings, act, status=BookingStatus.EXPIRED)
    close_if_empty(registration, act)
    if is_unproven:
        empty(session, registration, ErasureKind.UNCONFIRMED, act, keys)
    elif any(told.values()):
        registration.version += 1
        cause = str(registration.version)
        queue_message(session, registration, MessageKind.EXPIRED, act, cause=cause, **told)
    hand_on_all(session, seatings, act)
    return True


def _keys(bookings: Sequence[Booking]) -> list[str]:
    """The keys of the sessions that are on offer in these bookings."""
    return [each.session.key for each in bookings if each.session and each.status is BookingStatus.OFFERED]


def _is_due(booking: Booking, act: Act) -> bool:
    return booking.answer_by is not None and booking.answer_by <= act.now
