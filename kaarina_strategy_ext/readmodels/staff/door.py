"""Who is expected at the door of a session, and who has come."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager

from ...models import SEATED, Attendance, Booking, Registration, RegistrationState, door_closes_at
from ...services.attending import Door, walk_ins
from ..present import ProcessNow, SessionNow
from . import wording


@dataclass(frozen=True)
class DoorRow:
    """Somebody with a seat: a name, how many seats, and how many have come; nothing else is told at a door.

    `number` is that of the registration where somebody else has the same name, and None elsewhere.
    `marked_at` and `counter` are of the mark that stands, None and 0 where there is none.
    """

    public_id: str
    first_name: str
    last_name: str
    seats: int
    people: int
    marked_at: datetime | None
    counter: int
    number: str | None

    @property
    def name(self) -> str:
        """The whole name, as it is sorted."""
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def marked_ms(self) -> int:
        """The moment of the mark in milliseconds since 1970, as scripts count; 0 where there is none.

        Rounded up, lest a mark that follows this one seem older.
        """
        return math.ceil(self.marked_at.timestamp() * 1000) if self.marked_at else 0


@dataclass(frozen=True)
class DoorList:
    """A session with those who are expected, by last name; `walk_ins` have come without a registration.

    `here` and `expected` are in people, and count those too who have been erased since.
    """

    session: SessionNow
    rows: tuple[DoorRow, ...]
    here: int
    expected: int
    walk_ins: int

    @property
    def public_ids(self) -> tuple[str, ...]:
        """The registrations whose names it tells."""
        return tuple(each.public_id for each in self.rows)

    @property
    def version(self) -> str:
        """What changes when somebody joins or leaves the list, and not when somebody comes."""
        return hashlib.sha256("".join(sorted(self.public_ids)).encode()).hexdigest()[:16]


def door_list(session: Session, process: ProcessNow, key: str) -> DoorList | None:
    """The list of the session with the key; None where the process has no such session."""
    sitting = next((each for each in process.sessions if each.view.key == key), None)
    if sitting is None:
        return None
    bookings = seated_or_come(session, sitting.view.id)
    named = [each for each in bookings if each.registration.erased_at is None]
    names = Counter(_name(each) for each in named)
    return DoorList(
        sitting,
        tuple(_row(each, is_double=names[_name(each)] > 1) for each in sorted(named, key=_name)),
        here=sum(each.attendance.people for each in bookings if each.attendance),
        expected=sum(each.seats for each in bookings if each.status.takes_seat),
        walk_ins=walk_ins(session, Door(process.view.id, key)),
    )


def seated_or_come(session: Session, session_id: int) -> Sequence[Booking]:
    """The bookings of a session that take a seat, or whose people came without; one for a registration."""
    found = session.scalars(
        select(Booking)
        .join(Booking.registration)
        .outerjoin(Booking.attendance)
        .where(
            Booking.session_id == session_id,
            or_(Booking.status.in_(SEATED), Attendance.present.is_(True)),
        )
        .options(contains_eager(Booking.registration), contains_eager(Booking.attendance))
        .order_by(Booking.id)
    )
    return list({each.registration_id: each for each in found}.values())


def is_open_at_the_door(sitting: SessionNow, process: ProcessNow) -> bool:
    """Whether a link still opens the door of the session: until two months after it, unless cancelled."""
    ends = sitting.view.terms.ends_at.astimezone(process.view.zone)
    return sitting.state is not RegistrationState.CANCELLED and process.now < door_closes_at(ends)


def _row(booking: Booking, *, is_double: bool) -> DoorRow:
    person, mark = booking.registration, booking.attendance
    return DoorRow(
        person.public_id,
        person.first_name or "",
        person.last_name or "",
        booking.seats,
        mark.people if mark else 0,
        mark.marked_at if mark else None,
        mark.counter if mark else 0,
        wording.reference(person.public_id) if is_double else None,
    )


def _name(booking: Booking) -> tuple[str, str]:
    person: Registration = booking.registration
    return (person.last_name or "").casefold(), (person.first_name or "").casefold()
