"""Erasing people: on request, and when the promised time has passed (GDPR articles 5(1)(e) and 17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session, selectinload

from ..models import AuditEntry, Booking, BookingStatus, Process, Registration, Workshop, WorkshopSession
from . import seating
from .auditing import SESSION_BROUGHT_FORWARD, Act
from .emptying import empty
from .handing_on import hand_on_all
from .holding import hold, release
from .personal_data import email_key

# After a session has been moved to end sooner: somebody must have time to notice a slip in its date.
LEAST_KEPT = timedelta(days=7)


def registrations_of(session: Session, address: str) -> list[Registration]:
    """The registrations under an e-mail address, in all processes; empty where there is none."""
    which = select(Registration).where(Registration.email_key == email_key(address))
    return list(session.scalars(which.options(selectinload(Registration.bookings))))


def erase_registration(session: Session, registration_id: int, act: Act) -> Registration:
    """Erase one person's registration: cancel what is active, give the seats on, empty every personal column.

    Only a confirmed seat in a session that has begun stays: that person came.

    The mail in the outbox goes too. What stays, and is given, is a number in the statistics; the audit holds
    no personal data.
    """
    registration, seatings = hold(session, registration_id)
    ending = [each for each in registration.active_bookings if not _has_come(each, act)]
    release(session, registration, ending, seatings, act)
    hand_on_all(session, seatings, act)
    empty(session, registration, act)
    return registration


def _has_come(booking: Booking, act: Act) -> bool:
    if booking.session is None or booking.status is not BookingStatus.CONFIRMED:
        return False
    return booking.session.terms().begins_at <= act.now


def erase_due(session: Session, act: Act, *, registration_days: int, needs_days: int) -> int:
    """Erase what may not be kept any longer, counted from each person's last session; gives how many.

    Needs and diet go after `needs_days`, the registration after `registration_days`. Where that session had
    been announced for later, both are counted from its move at the earliest, and last at least `LEAST_KEPT`.
    """
    erased = 0
    ended = _ended(session, act.now)
    moved = _brought_forward(session)
    for registration, ended_at in ended:
        moves = [moved[each.id] for each in _sessions(registration) if each.id in moved]
        kept = _Kept(ended_at, max(moves, default=None))
        if kept.until(registration_days) <= act.now:
            empty(session, registration, act)
            erased += 1
        elif kept.until(needs_days) <= act.now and registration.consented_at:
            registration.needs = registration.diet = registration.consented_at = None
            erased += 1
    return erased


@dataclass(frozen=True)
class _Kept:
    """When somebody's last session ended, and when one was moved to end sooner, or None."""

    ended_at: datetime
    moved_at: datetime | None

    def until(self, days: int) -> datetime:
        """The instant from which what is kept for so many days is due."""
        due = self.ended_at + timedelta(days=days)
        if self.moved_at is None:
            return due
        return max(due, self.moved_at + max(timedelta(days=days), LEAST_KEPT))


def _brought_forward(session: Session) -> dict[int, datetime]:
    """When each session was last moved to end sooner, by its id."""
    moves = (
        select(WorkshopSession.id, func.max(AuditEntry.at))
        .join(AuditEntry, AuditEntry.process_id == WorkshopSession.process_id)
        .where(AuditEntry.action == SESSION_BROUGHT_FORWARD, AuditEntry.subject == WorkshopSession.key)
        .group_by(WorkshopSession.id)
    )
    return {session_id: at for session_id, at in session.execute(moves)}  # noqa: C416 - rows are no pairs to a type checker


def _ended(session: Session, now: datetime) -> list[tuple[Registration, datetime]]:
    seating.lock(session, false())  # nobody's workshop; on SQLite it is the write that must come first
    # Only processes in which some session has ended can hold anything that is due.
    found = session.scalars(
        select(Registration)
        .where(
            Registration.erased_at.is_(None), Registration.process_id.in_(_processes_with_past(session, now))
        )
        .options(
            selectinload(Registration.bookings)
            .joinedload(Booking.session)
            .joinedload(WorkshopSession.workshop)
            .joinedload(Workshop.process),
        )
    ).all()
    ends = [(registration, last_end(registration)) for registration in found]
    return [(registration, end) for registration, end in ends if end <= now]


def _processes_with_past(session: Session, now: datetime) -> Sequence[int]:
    processes = session.scalars(
        select(Process).options(selectinload(Process.workshops).selectinload(Workshop.sessions))
    )
    return [
        process.id
        for process in processes
        if any(each.terms().ends_at <= now for workshop in process.workshops for each in workshop.sessions)
    ]


def last_end(registration: Registration) -> datetime:
    """The end of the registration's last session; of what it waits or waited for, where it holds no seat.

    Whoever waits for any of a workshop's sessions might get its last. A registration without any session ends
    when it was made.
    """
    ends = (each.terms().ends_at for each in _sessions(registration))
    return max(ends, default=registration.created_at)


def _sessions(registration: Registration) -> list[WorkshopSession]:
    return [one for each in registration.bookings for one in _possible(each)]


def _possible(booking: Booking) -> list[WorkshopSession]:
    return [booking.session] if booking.session else list(booking.workshop.sessions)
