"""The seats of a workshop, under its lock: who gets one, who waits, who is next."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select, update
from sqlalchemy.orm import Session, contains_eager, selectinload

from ..models import AuditEntry, Booking, BookingStatus, Registration, Seats, Workshop, WorkshopSession
from ..models.terms import SessionTerms
from .auditing import Act


@dataclass
class Seating:
    """The truth about one locked workshop; valid only within the transaction that holds the lock."""

    workshop: Workshop
    taken: dict[int, int]
    waiting: dict[int | None, int]
    last_number: int

    def seats(self, sitting: WorkshopSession) -> Seats:
        """The counters of one session; those who wait for either alternative wait for each of them."""
        waiting = self.waiting.get(sitting.id, 0) + self.waiting.get(None, 0)
        return Seats(self.taken.get(sitting.id, 0), waiting)

    def has_seat(self, sitting: WorkshopSession) -> bool:
        """Whether a newcomer gets a seat in the session."""
        return sitting.terms().has_seat_for_newcomer(self.seats(sitting))

    def next_number(self) -> int:
        """The next number in the order of the lock: of queue places and audit entries."""
        self.last_number += 1
        return self.last_number

    def count(self, booking: Booking, change: int) -> None:
        """Keep the counters true after a booking came (+1) or went (-1) in its present status."""
        if booking.status is BookingStatus.CONFIRMED and booking.session_id is not None:
            self.taken[booking.session_id] = self.taken.get(booking.session_id, 0) + change
        elif booking.status is BookingStatus.WAITLISTED:
            self.waiting[booking.session_id] = self.waiting.get(booking.session_id, 0) + change


def lock(session: Session, which: ColumnElement[bool]) -> list[Seating]:
    """Lock the workshops that fit the condition, in the order of their ids, and read their truth.

    Must be the first statement of its transaction: on SQLite the lock is a write, because a transaction that
    begins with a read cannot wait for its turn to write. On PostgreSQL the row is locked and not changed,
    because changing it costs a third of the throughput.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(
            update(Workshop).where(which).values(lock_version=Workshop.lock_version + 1),
            execution_options={"synchronize_session": False},
        )
    else:
        session.execute(
            select(Workshop.id).where(which).order_by(Workshop.id).with_for_update(key_share=True)
        ).all()
    workshops = session.scalars(
        select(Workshop)
        .where(which)
        .join(Workshop.process)
        .options(contains_eager(Workshop.process), selectinload(Workshop.sessions))
        .order_by(Workshop.id)
        .execution_options(populate_existing=True)
    ).all()
    return _seatings(session, workshops)


def lock_registration(session: Session, registration_id: int) -> None:
    """Hold a registration still, so that the workshops it has a part in stay the same until they are locked.

    Only PostgreSQL needs this; on SQLite the lock of the workshops holds everything still.
    """
    if session.get_bind().dialect.name == "postgresql":
        held = select(Registration.id).where(Registration.id == registration_id)
        session.execute(held.with_for_update(key_share=True)).all()


def chosen(
    process_id: int | ScalarSelect[int], *, keys: Collection[str], slugs: Collection[str]
) -> ColumnElement[bool]:
    """The condition for the workshops of a process with these slugs or with sessions of these keys."""
    of_sessions = select(WorkshopSession.workshop_id).where(
        WorkshopSession.process_id == process_id, WorkshopSession.key.in_(keys)
    )
    return (Workshop.process_id == process_id) & or_(Workshop.slug.in_(slugs), Workshop.id.in_(of_sessions))


def booked_by(registration_id: int) -> ColumnElement[bool]:
    """The condition for the workshops in which a registration holds or awaits seats."""
    return Workshop.id.in_(
        select(Booking.workshop_id).where(
            Booking.registration_id == registration_id, Booking.status != BookingStatus.CANCELLED
        )
    )


def seat_counts(session: Session, process_id: int) -> dict[int, Seats]:
    """The live counters of a process's sessions by session id; sessions without bookings are left out."""
    rows = _count(session, Workshop.process_id == process_id).all()
    either = {workshop_id: number for workshop_id, session_id, _, number in rows if session_id is None}
    homes = {session_id: workshop_id for workshop_id, session_id, _, _ in rows if session_id is not None}
    if either:
        alternatives = select(WorkshopSession.id, WorkshopSession.workshop_id).where(
            WorkshopSession.workshop_id.in_(either)
        )
        homes |= {session_id: workshop_id for session_id, workshop_id in session.execute(alternatives)}  # noqa: C416 - rows are no pairs to a type checker
    by_status = {(session_id, status): number for _, session_id, status, number in rows}
    return {
        session_id: Seats(
            by_status.get((session_id, BookingStatus.CONFIRMED), 0),
            by_status.get((session_id, BookingStatus.WAITLISTED), 0) + either.get(workshop_id, 0),
        )
        for session_id, workshop_id in homes.items()
    }


def note(
    session: Session, seating: Seating, act: Act, action: str, *, subject: str, **details: Any
) -> AuditEntry:
    """Add an audit entry under the workshop's lock and give it, numbered."""
    entry = AuditEntry(
        process_id=seating.workshop.process_id,
        workshop_id=seating.workshop.id,
        number=seating.next_number(),
        at=act.now,
        actor=act.actor,
        action=action,
        subject=subject,
        details=details,
    )
    session.add(entry)
    return entry


def first_waiting(session: Session, sitting: WorkshopSession, number: int) -> Iterable[Booking]:
    """The first bookings, at most `number`, that wait for this session or for either alternative to it."""
    return session.scalars(
        select(Booking)
        .where(
            Booking.workshop_id == sitting.workshop_id,
            Booking.status == BookingStatus.WAITLISTED,
            or_(Booking.session_id == sitting.id, Booking.session_id.is_(None)),
        )
        .order_by(Booking.queue_number)
        .limit(number)
    ).all()


def promotable(terms: SessionTerms, seats: Seats, act: Act) -> int:
    """How many who wait can be given a seat now; none once the session has begun or is cancelled."""
    if not terms.promotes(act.now):
        return 0
    free = terms.free(seats)
    return seats.waiting if free is None else min(free, seats.waiting)


def _seatings(session: Session, workshops: Iterable[Workshop]) -> list[Seating]:
    seatings = {workshop.id: Seating(workshop, {}, {}, 0) for workshop in workshops}
    for workshop_id, session_id, status, number in _count(session, Workshop.id.in_(seatings)):
        if status is BookingStatus.CONFIRMED:
            seatings[workshop_id].taken[session_id] = number
        else:
            seatings[workshop_id].waiting[session_id] = number
    last_numbers = (
        select(AuditEntry.workshop_id, func.max(AuditEntry.number))
        .where(AuditEntry.workshop_id.in_(seatings))
        .group_by(AuditEntry.workshop_id)
    )
    for workshop_id, number in session.execute(last_numbers).all():
        seatings[cast(int, workshop_id)].last_number = cast(int, number)
    return list(seatings.values())


def _count(session: Session, which: ColumnElement[bool]) -> Any:
    return session.execute(
        select(Booking.workshop_id, Booking.session_id, Booking.status, func.count())
        .join(Workshop, Workshop.id == Booking.workshop_id)
        .where(which, Booking.status != BookingStatus.CANCELLED)
        .group_by(Booking.workshop_id, Booking.session_id, Booking.status)
    )
