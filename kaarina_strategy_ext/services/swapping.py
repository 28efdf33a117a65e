"""A new wish beside what one has already: what is kept of it, what makes way, and what nothing comes of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from ..models import Booking, BookingStatus, Registration
from . import choosing
from .auditing import Act
from .choosing import Choice, Place
from .holding import release
from .seating import Seating, note


def unsettled(registration: Registration, choices: Iterable[Choice]) -> list[Choice]:
    """The choices that may come to something.

    A session of which one has a seat is settled. Whoever sits in an alternative that takes place has what any
    of them would be, and a second best, so that only another one by name is left to wish for.
    """
    active = registration.active_bookings
    seats = {each.session.key for each in active if each.session and each.status.takes_seat}
    separate = {each.session.key for each in active if each.session and not each.exclusive_workshop_id}
    homes = [each.workshop for each in active if each.exclusive_workshop_id and _is_settled(each)]
    slugs = {each.slug for each in homes}
    second_best = {each.key for workshop in homes for each in workshop.sessions}
    return [
        replace(choice, accepts_other=choice.accepts_other and choice.session_key not in second_best)
        for choice in choices
        if choice.session_key not in seats | separate
        and not (choice.session_key is None and choice.workshop_slug in slugs)
    ]


def awaited(registration: Registration) -> frozenset[int]:
    """The ids of the sessions on whose waiting lists the registration stands."""
    waits = [each for each in registration.active_bookings if each.status is BookingStatus.WAITLISTED]
    by_name = {each.session_id for each in waits if each.session_id is not None}
    as_well = {sitting.id for each in waits if each.takes_any for sitting in each.workshop.sessions}
    return frozenset(by_name | as_well)


def take(session: Session, registration: Registration, found: Sequence[Place], act: Act) -> bool:
    """Give the registration its places in one workshop; False where it has them already.

    Of alternatives, a seat replaces whatever there was, and a wait only another wait, or an offer. Whoever
    waits for one of the same sessions keeps the place in the queue.
    """
    seated = found[0].seating
    if not seated.workshop.has_alternatives:
        choosing.book(session, registration, found[0], act)
        return True
    mine = [each for each in registration.active_bookings if each.workshop_id == seated.workshop.id]
    wait = next((place for place in found if not place.is_seat), None)
    kept = _kept(mine, wait) if wait else None
    if found[0].is_seat:
        old = [each for each in mine if each is not kept]
    elif wait and _is_on_offer(mine, wait, kept):
        return _widen_offer(session, seated, mine, act)
    else:
        old = [each for each in mine if each is not kept and not each.status.is_sure]
    release(session, registration, old, [seated], act)
    session.flush()  # the unique index must see the old place given up before the new one is written
    has_changed = bool(old)
    for place in found:
        if place is wait and kept:
            has_changed |= _aim(session, kept, place, act)
        else:
            choosing.book(session, registration, place, act)
            has_changed = True
    return has_changed


def _is_settled(booking: Booking) -> bool:
    return booking.status.is_sure and booking.stands


def _kept(mine: Iterable[Booking], wait: Place) -> Booking | None:
    """The wait that has a session in common with the new one."""
    waits = [each for each in mine if each.status is BookingStatus.WAITLISTED]
    if wait.sitting is None or wait.accepts_other:
        return next(iter(waits), None)
    return next((each for each in waits if each.takes_any or each.session is wait.sitting), None)


def _is_on_offer(mine: Iterable[Booking], wait: Place, kept: Booking | None) -> bool:
    """Whether the wish has brought an offer, which it would be foolish to give up for the same wish."""
    has_offer = any(each.status is BookingStatus.OFFERED for each in mine)
    return has_offer and (wait.sitting is None or (kept is not None and kept.session is wait.sitting))


def _widen_offer(session: Session, seated: Seating, mine: Sequence[Booking], act: Act) -> bool:
    """Remember that any will do, should the only offer be withdrawn."""
    pending = [each for each in mine if not each.status.is_sure]
    if len(pending) > 1 or pending[0].accepts_other:
        return False
    with seated.changing(pending[0]):
        pending[0].accepts_other = True
    _note_wish(session, seated, pending[0], act)
    return True


def _aim(session: Session, waiting: Booking, place: Place, act: Act) -> bool:
    """Let the wait be for what is wished now; False where it is so already."""
    if (waiting.session, waiting.accepts_other) == (place.sitting, place.accepts_other):
        return False
    with place.seating.changing(waiting):
        waiting.session_id = place.sitting.id if place.sitting else None
        waiting.session, waiting.accepts_other = place.sitting, place.accepts_other
    _note_wish(session, place.seating, waiting, act)
    return True


def _note_wish(session: Session, seated: Seating, booking: Booking, act: Act) -> None:
    key = booking.session.key if booking.session else None
    note(session, seated, act, "wish changed", subject=booking.registration.public_id, session_key=key)
