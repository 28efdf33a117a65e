"""How many seats of a session are taken and who waits for one, counted from the bookings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ..models import ACTIVE, Booking, BookingStatus, Seats, Workshop, WorkshopSession


class Group(NamedTuple):
    """What all bookings that count alike have in common."""

    session_id: int | None
    status: BookingStatus
    seats: int
    accepts_other: bool
    from_reserve: bool

    @classmethod
    def of(cls, booking: Booking) -> Group:
        """The group in which the booking counts as it is now."""
        return cls(
            booking.session_id, booking.status, booking.seats, booking.accepts_other, booking.from_reserve
        )

    def waits_for(self, session_id: int) -> bool:
        """Whether these would accept a seat in the session of their workshop."""
        wants_it = self.session_id in (None, session_id) or self.accepts_other
        return self.status is BookingStatus.WAITLISTED and wants_it

    @property
    def roams(self) -> bool:
        """Whether these wait for any of several sessions."""
        return self.status is BookingStatus.WAITLISTED and (self.session_id is None or self.accepts_other)


Groups = Mapping[Group, int]


def seats_in(groups: Groups, session_id: int) -> Seats:
    """The counters of one session, from the groups of its workshop."""
    taken = [(each, n) for each, n in groups.items() if each.status.takes_seat]
    mine = [(each, n) for each, n in taken if each.session_id == session_id]
    waiting = [(each, n) for each, n in groups.items() if n and each.waits_for(session_id)]
    return Seats(
        taken=sum(each.seats * n for each, n in mine),
        waiting=sum(each.seats * n for each, n in waiting),
        from_reserve=sum(each.seats * n for each, n in mine if each.from_reserve),
        smallest_party=min((each.seats for each, _ in waiting), default=0),
    )


def grouped(session: Session, which: ColumnElement[bool]) -> dict[int, Counter[Group]]:
    """The active bookings of the workshops that fit the condition, by workshop id and group."""
    columns = (Booking.session_id, Booking.status, Booking.seats, Booking.accepts_other, Booking.from_reserve)
    rows = session.execute(
        select(Booking.workshop_id, *columns, func.count())
        .join(Workshop, Workshop.id == Booking.workshop_id)
        .where(which, Booking.status.in_(ACTIVE))
        .group_by(Booking.workshop_id, *columns)
    )
    found: dict[int, Counter[Group]] = {}
    for workshop_id, *group, number in rows:
        found.setdefault(workshop_id, Counter())[Group._make(group)] += number
    return found


def seat_counts(session: Session, process_id: int) -> dict[int, Seats]:
    """The live counters of a process's sessions by session id; those without bookings may be left out."""
    groups = grouped(session, Workshop.process_id == process_id)
    counts = {
        session_id: seats_in(of_workshop, session_id)
        for of_workshop in groups.values()
        for session_id in {each.session_id for each in of_workshop}
        if session_id is not None
    }
    roaming = {home for home, of_workshop in groups.items() if any(each.roams for each in of_workshop)}
    if roaming:
        # Who takes any alternative waits also for those in which nobody has booked by name.
        homes = select(WorkshopSession.id, WorkshopSession.workshop_id)
        for session_id, home in session.execute(homes.where(WorkshopSession.workshop_id.in_(roaming))).all():
            counts[session_id] = seats_in(groups[home], session_id)
    return counts
