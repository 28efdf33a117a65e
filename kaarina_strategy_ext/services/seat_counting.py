"""How many seats of a session are taken and who waits for one, counted from the bookings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from msgspec import json
from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Session

from ..models import (
    ACTIVE,
    AuditEntry,
    Booking,
    BookingStatus,
    SeatCount,
    Seats,
    Workshop,
    WorkshopSession,
)


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
    def is_active(self) -> bool:
        """Whether these hold or await a seat."""
        return self.status in ACTIVE

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


class Counted(NamedTuple):
    """The groups of a workshop and the number of its log at which they are true."""

    number: int
    groups: Counter[Group]

    @classmethod
    def kept(cls, number: int | None, groups: str | None, last_number: int) -> Counted | None:
        """What a `SeatCount` tells; None where it is not there, or not true at the last number any more."""
        if number != last_number or groups is None:
            return None
        return cls(last_number, Counter(dict(json.decode(groups, type=list[tuple[Group, int]]))))

    def written(self) -> str:
        """The groups as a `SeatCount` keeps them: those with somebody in them who holds or awaits a seat."""
        return json.encode([each for each in self.groups.items() if each[1] and each[0].is_active]).decode()


def last_number() -> ScalarSelect[Any]:
    """The last number in the log of a workshop, looked up in an index; NULL before the first."""
    last = select(func.max(AuditEntry.number)).where(AuditEntry.workshop_id == Workshop.id)
    return last.correlate(Workshop).scalar_subquery()


# Made once, because making it takes longer than asking it.
_OF_PROCESS = (
    select(Workshop.id, SeatCount.number, SeatCount.groups, func.coalesce(last_number(), 0))
    .outerjoin(SeatCount, SeatCount.workshop_id == Workshop.id)
    .where(Workshop.process_id == bindparam("of_process"))
)


def counted_seats(
    session: Session, process_id: int, before: Mapping[int, Counted] = MappingProxyType({})
) -> dict[int, Counted]:
    """The active bookings of a process's workshops by group, by workshop id; `before` is what it gave before.

    Counted from the bookings only where neither that nor a `SeatCount` is true any more, so that somebody who
    goes on asking counts a workshop once, and not at each change of another: one that nobody has changed
    since it came from an earlier release, or one that somebody changes who keeps no count. A workshop in
    whose log nothing stands has no bookings.
    """
    found: dict[int, Counted] = {}
    unknown: dict[int, int] = {}
    for workshop_id, number, groups, last in session.execute(_OF_PROCESS, {"of_process": process_id}):
        known = before.get(workshop_id)
        if known and known.number == last:
            found[workshop_id] = known
        elif kept := Counted.kept(number, groups, last):
            found[workshop_id] = kept
        elif last:
            unknown[workshop_id] = last
    # Counted after their numbers were read, so what is counted may be newer than its number, and never older.
    anew = grouped(session, Workshop.id.in_(unknown)) if unknown else {}
    return found | {each: Counted(last, anew.get(each, Counter())) for each, last in unknown.items()}


def seat_counts(session: Session, process_id: int) -> dict[int, Seats]:
    """The live counters of a process's sessions by session id; those without bookings may be left out."""
    return seats_of(session, counted_seats(session, process_id))


def seats_of(session: Session, counted: Mapping[int, Counted]) -> dict[int, Seats]:
    """As `seat_counts`, from what was counted of the workshops."""
    counts = {
        session_id: seats_in(groups, session_id)
        for _, groups in counted.values()
        for session_id in {each.session_id for each in groups}
        if session_id is not None
    }
    roaming = {home for home, (_, groups) in counted.items() if any(each.roams for each in groups)}
    if roaming:
        # Who takes any alternative waits also for those in which nobody has booked by name.
        homes = select(WorkshopSession.id, WorkshopSession.workshop_id)
        for session_id, home in session.execute(homes.where(WorkshopSession.workshop_id.in_(roaming))).all():
            counts[session_id] = seats_in(counted[home].groups, session_id)
    return counts
