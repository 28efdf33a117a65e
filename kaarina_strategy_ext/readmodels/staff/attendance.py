"""Who has a seat in a session and who waits for one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, contains_eager

from ...models import SEATED, Booking, BookingStatus, Registration
from ..present import ProcessNow, SessionNow, WorkshopNow
from .coming import Coming, coming


@dataclass(frozen=True)
class Attendance:
    """The active bookings of a session: by name those with a seat, in the order of the queue those without.

    Who would take any alternative waits here too. `coming` is None where nothing was marked at the door.
    """

    session: SessionNow
    workshop: WorkshopNow
    seated: tuple[Booking, ...]
    waiting: tuple[Booking, ...]
    coming: Coming | None = None

    @property
    def people_seated(self) -> int:
        """How many people hold a seat, those who come along included."""
        return sum(each.seats for each in self.seated)

    @property
    def people_waiting(self) -> int:
        """How many people wait for a seat, those who come along included."""
        return sum(each.seats for each in self.waiting)

    def has_room_for(self, booking: Booking) -> bool:
        """Whether staff could give the person, and those who come along, seats here now."""
        terms, seats = self.session.view.terms, self.session.seats
        free = terms.free(seats)
        return free is None or max(free, terms.free_in_reserve(seats)) >= booking.seats

    def takes_other(self, booking: Booking) -> bool:
        """Whether somebody who waits would take another session of the workshop as well."""
        return booking.accepts_other or booking.session_id is None


def attendance(session: Session, process: ProcessNow, key: str) -> Attendance | None:
    """The session with the key and its people; None where the process has no such session."""
    for workshop in process.workshops:
        for sitting in workshop.sessions:
            if sitting.view.key == key:
                came = coming(session, process).get(sitting.view.id)
                return replace(_attendance(session, workshop, sitting), coming=came)
    return None


def _attendance(session: Session, workshop: WorkshopNow, sitting: SessionNow) -> Attendance:
    sitting_id = sitting.view.id
    wants_it = or_(Booking.session_id == sitting_id, Booking.session_id.is_(None), Booking.accepts_other)
    found = session.scalars(
        select(Booking)
        .join(Booking.registration)
        .outerjoin(Booking.attendance)
        .where(
            Booking.workshop_id == workshop.view.id,
            or_(
                and_(Booking.status.in_(SEATED), Booking.session_id == sitting_id),
                and_(Booking.status == BookingStatus.WAITLISTED, wants_it),
            ),
        )
        .options(contains_eager(Booking.registration), contains_eager(Booking.attendance))
        .order_by(Booking.queue_number)
    ).all()
    seated = sorted((each for each in found if each.status.takes_seat), key=_by_name)
    waiting = tuple(each for each in found if not each.status.takes_seat)
    return Attendance(sitting, workshop, tuple(seated), waiting)


def _by_name(booking: Booking) -> tuple[str, str]:
    person: Registration = booking.registration
    return (person.last_name or "").casefold(), (person.first_name or "").casefold()
