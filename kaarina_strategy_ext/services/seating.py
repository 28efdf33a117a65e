"""The seats of a workshop, under its lock: who has one, who waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, bindparam, func, or_, select, update
from sqlalchemy.orm import Session, contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from ..models import (
    ACTIVE,
    AuditEntry,
    Booking,
    Registration,
    RegistrationState,
    SeatCount,
    Seats,
    SessionTerms,
    Workshop,
    WorkshopSession,
)
from .auditing import Act
from .seat_counting import Counted, Group, grouped, last_number, seats_in
from .seat_keeping import keep, remember

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


class Lockable:
    """Workshops that fit a condition, with the statements that lock and read them, made once.

    A condition that is asked often has parameters instead of values, and stands at the top of its module.
    """

    def __init__(self, which: ColumnElement[bool]) -> None:
        """Take the condition."""
        self._write = update(Workshop).where(which).values(lock_version=Workshop.lock_version + 1)
        self._hold = select(Workshop.id).where(which).order_by(Workshop.id).with_for_update(key_share=True)
        self._read = (
            select(Workshop, func.coalesce(last_number(), 0), SeatCount.number, SeatCount.groups)
            .join(Workshop.process)
            .outerjoin(SeatCount, SeatCount.workshop_id == Workshop.id)
            .where(which)
            .options(contains_eager(Workshop.process))
            .order_by(Workshop.id)
            .execution_options(populate_existing=True)
        )

    def lock(self, session: Session, **values: Any) -> list[Seating]:
        """Lock the workshops, in the order of their ids, and read their truth; `values` for the parameters.

        Must be the first statement of its transaction: on SQLite the lock is a write, because a transaction
        that begins with a read cannot wait for its turn to write. On PostgreSQL the row is locked and not
        changed, because changing it costs a third of the throughput.
        """
        keep(session)  # a unit may lock the same workshop twice
        if session.get_bind().dialect.name == "sqlite":
            session.execute(self._write, values, execution_options={"synchronize_session": False})
        else:
            session.execute(self._hold, values).all()
        return _seatings(session, session.execute(self._read, values).all())


def lock(session: Session, which: ColumnElement[bool]) -> list[Seating]:
    """`Lockable.lock` for the workshops that fit a condition which is asked seldom."""
    return Lockable(which).lock(session)


def lock_chosen(
    session: Session, process_id: int, *, keys: Collection[str], slugs: Collection[str]
) -> list[Seating]:
    """`Lockable.lock` for the workshops of a process with these slugs or with sessions of these keys."""
    return _CHOSEN.lock(session, of_process=process_id, keys=list(keys), slugs=list(slugs))


def lock_registration(session: Session, registration_id: int) -> None:
    """Hold a registration still, so that the workshops it has a part in stay the same until they are locked.

    Only PostgreSQL needs this; on SQLite the lock of the workshops holds everything still.
    """
    if session.get_bind().dialect.name == "postgresql":
        held = select(Registration.id).where(Registration.id == registration_id)
        session.execute(held.with_for_update(key_share=True)).all()


def chosen(
    process_id: int | ScalarSelect[int] | BindParameter[int],
    *,
    keys: Collection[str] | BindParameter[Any],
    slugs: Collection[str] | BindParameter[Any],
) -> ColumnElement[bool]:
    """The condition for the workshops of a process with these slugs or with sessions of these keys."""
    of_sessions = select(WorkshopSession.workshop_id).where(
        WorkshopSession.process_id == process_id, WorkshopSession.key.in_(keys)
    )
    return (Workshop.process_id == process_id) & or_(Workshop.slug.in_(slugs), Workshop.id.in_(of_sessions))


_CHOSEN = Lockable(
    chosen(
        bindparam("of_process"),
        keys=bindparam("keys", expanding=True),
        slugs=bindparam("slugs", expanding=True),
    )
)


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


_SESSIONS = (
    select(WorkshopSession)
    .where(WorkshopSession.workshop_id.in_(bindparam("of_workshops", expanding=True)))
    .order_by(WorkshopSession.workshop_id, WorkshopSession.position)
    .execution_options(populate_existing=True)
)


def _seatings(session: Session, rows: Iterable[Any]) -> list[Seating]:
    read = {workshop: Counted.kept(number, groups, last) for workshop, last, number, groups in rows}
    _bring_sessions(session, read)
    unknown = [each.id for each, counted in read.items() if counted is None]
    anew = grouped(session, Workshop.id.in_(unknown)) if unknown else {}
    last_numbers = {workshop.id: last for workshop, last, *_ in rows}
    first: dict[int, tuple[SessionTerms, Seats]] = session.info.setdefault(_FIRST, {})
    seatings = []
    for workshop, counted in read.items():
        groups = counted.groups if counted else anew.get(workshop.id, Counter())
        seated = Seating(workshop, groups, last_numbers[workshop.id], first)
        remember(session, seated)
        seatings.append(seated)
        for sitting in workshop.sessions:
            first.setdefault(sitting.id, (sitting.terms(), seated.seats(sitting)))
    return seatings


def _bring_sessions(session: Session, workshops: Collection[Workshop]) -> None:
    """Load the sessions of all the workshops in one statement."""
    if not workshops:
        return
    found = session.scalars(_SESSIONS, {"of_workshops": [each.id for each in workshops]}).all()
    mine = {home: list(each) for home, each in groupby(found, attrgetter("workshop_id"))}
    for workshop in workshops:
        set_committed_value(workshop, "sessions", mine.get(workshop.id, []))
        for sitting in workshop.sessions:
            set_committed_value(sitting, "workshop", workshop)
