"""How long each registration is kept, counted from its last session; for all of them at once in SQL.

A registration is due once all its sessions are, so each session has a moment of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session, selectinload

from ..models import AuditEntry, Booking, Registration, Workshop, WorkshopSession
from .auditing import SESSION_BROUGHT_FORWARD

# After a session has been moved to end sooner: somebody must have time to notice a slip in its date.
LEAST_KEPT = timedelta(days=7)


def last_end(registration: Registration) -> datetime:
    """The end of the registration's last session; of what it waits or waited for, where it holds no seat.

    Whoever waits for any of a workshop's sessions might get its last. A registration without any session ends
    when it was made.
    """
    sittings = [one for each in registration.bookings for one in _possible(each)]
    return max((each.terms().ends_at for each in sittings), default=registration.created_at)


def _possible(booking: Booking) -> list[WorkshopSession]:
    return [booking.session] if booking.session else list(booking.workshop.sessions)


@dataclass(frozen=True)
class Sitting:
    """When a session ends, and when it was last moved to end sooner, or None."""

    id: int
    workshop_id: int
    ends_at: datetime
    moved_at: datetime | None

    def until(self, days: int) -> datetime:
        """The instant from which the data for it are due that are kept for so many days.

        Where it had been announced for later, they are counted from its move at the earliest, and last at
        least `LEAST_KEPT`.
        """
        due = self.ends_at + timedelta(days=days)
        if self.moved_at is None:
            return due
        return max(due, self.moved_at + max(timedelta(days=days), LEAST_KEPT))


def sittings(session: Session) -> Sequence[Sitting]:
    """All sessions of all processes."""
    moved = _moves(session)
    whole = selectinload(WorkshopSession.workshop).selectinload(Workshop.process)
    return [
        Sitting(each.id, each.workshop_id, each.terms().ends_at, moved.get(each.id))
        for each in session.scalars(select(WorkshopSession).options(whole))
    ]


def due(every: Collection[Sitting], days: int, now: datetime) -> Select[Any]:
    """The ids of the registrations whose data may not be kept any longer, where they may for so many days."""
    over = [each for each in every if each.until(days) <= now]
    to_come = [each for each in every if each.until(days) > now]
    mine = Booking.registration_id == Registration.id
    made = Registration.created_at <= now - timedelta(days=days)
    return select(Registration.id).where(
        Registration.erased_at.is_(None),
        or_(exists().where(mine, _is_for(over)), and_(~exists().where(mine), made)),
        ~exists().where(mine, _is_for(to_come)),
    )


def leaving(session: Session, days: int, *, only_needs: bool = False) -> Counter[datetime]:
    """How many registrations are due at which instants; past ones where the job has yet to come.

    With `only_needs` those that told of needs or diet. Whoever has no session is left out.
    """
    every = sorted(sittings(session), key=lambda each: each.until(days))
    if not every:
        return Counter()
    last = _last(every)
    which = [Registration.erased_at.is_(None)]
    if only_needs:
        which.append(Registration.consented_at.is_not(None))
    joined = select(last).join(Registration, Registration.id == Booking.registration_id).where(*which)
    ranked = joined.group_by(Booking.registration_id).subquery()
    found: Counter[datetime] = Counter()
    rank = ranked.c.rank
    for number, people in session.execute(select(rank, func.count()).group_by(rank)):
        if number is not None:
            found[every[number].until(days)] += people
    return found


def _last(every: Sequence[Sitting]) -> ColumnElement[int]:
    """The place, in the row of all, of a registration's last session; whoever roams might get any."""
    places = {each.id: literal(place, Integer) for place, each in enumerate(every)}
    homes = {each.workshop_id: places[each.id] for each in every}  # the last one of each workshop counts
    by_session, by_home = case(places, value=Booking.session_id), case(homes, value=Booking.workshop_id)
    return func.max(case((Booking.session_id.is_(None), by_home), else_=by_session)).label("rank")


def _is_for(some: Collection[Sitting]) -> ColumnElement[bool]:
    """Whether a booking is for one of these sessions, or for any of a workshop that has one of them."""
    return or_(
        Booking.session_id.in_([each.id for each in some]),
        and_(Booking.session_id.is_(None), Booking.workshop_id.in_({each.workshop_id for each in some})),
    )


def _moves(session: Session) -> dict[int, datetime]:
    """When each session was last moved to end sooner, by its id."""
    moves = (
        select(WorkshopSession.id, func.max(AuditEntry.at))
        .join(AuditEntry, AuditEntry.process_id == WorkshopSession.process_id)
        .where(AuditEntry.action == SESSION_BROUGHT_FORWARD, AuditEntry.subject == WorkshopSession.key)
        .group_by(WorkshopSession.id)
    )
    return {session_id: at for session_id, at in session.execute(moves)}  # noqa: C416 - rows are no pairs to a type checker
