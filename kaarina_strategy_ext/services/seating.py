"""The seats of a workshop, under its lock: who has one, who waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select, update
from sqlalchemy.orm import Session, contains_eager, selectinload

from ..models import (
    ACTIVE,
    AuditEntry,
    Booking,
    Registration,
    RegistrationState,
    Seats,
    SessionTerms,
    Workshop,
    WorkshopSession,
)
from .auditing import Act
from .seat_counting import Group, grouped, seats_in

_FIRST = "kaarina_strategy_first_seen"


@dataclass
class Seating:
    """The truth about one locked workshop; valid only within the transaction that holds the lock.

    `first` holds what each session's state followed from when the transaction locked it first, by id.
    """

    workshop: Workshop
    groups: Counter[Group]
    last_number: int
    first: Mapping[int, tuple[SessionTerms, Seats]]

    def seats(self, sitting: WorkshopSession) -> Seats:
        """The counters of one session; those to whom any alternative will do wait for each of them."""
        return seats_in(self.groups, sitting.id)

    def free(self, sitting: WorkshopSession) -> float:
        """Seats of the session that the public can have; infinite where the capacity is not limited."""
        free = sitting.terms().free(self.seats(sitting))
        return float("inf") if free is None else free

    def has_seats(self, sitting: WorkshopSession, party: int) -> bool:
        """Whether a newcomer and companions get seats in the session."""
        return sitting.terms().has_seat_for_newcomer(self.seats(sitting), party)

    def first_state(self, sitting: WorkshopSession, now: datetime) -> RegistrationState:
        """Where the session's registration stands for all who do not see this transaction yet."""
        terms, seats = self.first[sitting.id]
        return terms.state(seats, now)

    def next_number(self) -> int:
        """The next number in the order of the lock: of queue places and audit entries."""
        self.last_number += 1
        return self.last_number

    def come(self, booking: Booking) -> None:
        """Count a booking that is new."""
        self.groups[Group.of(booking)] += 1

    @contextmanager
    def changing(self, booking: Booking) -> Iterator[None]:
        """Keep the counters true while the booking changes within the block."""
        self.groups[Group.of(booking)] -= 1
        yield
        self.come(booking)


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
            Booking.registration_id == registration_id, Booking.status.in_(ACTIVE)
        )
    )


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


def _seatings(session: Session, workshops: Iterable[Workshop]) -> list[Seating]:
    ids = [workshop.id for workshop in workshops]
    groups = grouped(session, Workshop.id.in_(ids))
    last_numbers = (
        select(AuditEntry.workshop_id, func.max(AuditEntry.number))
        .where(AuditEntry.workshop_id.in_(ids))
        .group_by(AuditEntry.workshop_id)
    )
    last = {workshop_id: number for workshop_id, number in session.execute(last_numbers)}  # noqa: C416 - rows are no pairs to a type checker
    first: dict[int, tuple[SessionTerms, Seats]] = session.info.setdefault(_FIRST, {})
    seatings = [
        Seating(each, groups.get(each.id, Counter()), last.get(each.id) or 0, first) for each in workshops
    ]
    for seated in seatings:
        for sitting in seated.workshop.sessions:
            first.setdefault(sitting.id, (sitting.terms(), seated.seats(sitting)))
    return seatings
