"""Looking for broken promises in what is stored; there should never be any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from ..models import AuditEntry, Booking, BookingStatus, Process, Seats, Workshop, WorkshopSession
from .seat_counting import grouped, seats_in

LONGEST_DELAY = timedelta(minutes=10)


def broken_promises(session: Session, now: datetime) -> Iterator[str]:
    """A sentence for each queue before a free seat, offer left open too long, or act lost count of.

    A session with more people than its capacity is none: lowering a capacity expels nobody.
    """
    workshops = session.scalars(
        select(Workshop).options(selectinload(Workshop.sessions), selectinload(Workshop.process))
    ).all()
    groups = grouped(session, Workshop.process_id.in_(select(Process.id)))
    for workshop in workshops:
        for sitting in workshop.sessions:
            yield from _of_session(sitting, seats_in(groups.get(workshop.id, Counter()), sitting.id), now)
        yield from _of_numbers(session, workshop)
    yield from _overdue(session, now)


def _of_session(sitting: WorkshopSession, seats: Seats, now: datetime) -> Iterator[str]:
    terms = sitting.terms()
    free = terms.free(seats)
    fits = seats.smallest_party and (free is None or seats.smallest_party <= free)
    if terms.promotes(now) and fits:
        yield f"{sitting.key} has free seats while somebody waits for them: `flask strategy run-jobs`."


def _of_numbers(session: Session, workshop: Workshop) -> Iterator[str]:
    numbered = select(func.count(AuditEntry.number), func.max(AuditEntry.number))
    count, last = session.execute(numbered.where(AuditEntry.workshop_id == workshop.id)).one()
    if count != (last or 0):
        yield f"The audit of {workshop.slug} has {count} numbered entries, but its last number is {last}."


def _overdue(session: Session, now: datetime) -> Iterator[str]:
    offered = select(func.count()).where(
        Booking.status == BookingStatus.OFFERED, Booking.answer_by < now - LONGEST_DELAY
    )
    if number := session.scalar(offered):
        yield f"{number} offers are past their deadline: is `flask strategy worker` running?"
