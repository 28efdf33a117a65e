"""One's own registration as its page and its mail show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ..models import Booking, BookingStatus, Registration
from ..services.queueing import queue_positions
from .content import SessionView
from .overlaps import overlapping
from .present import ProcessNow, SessionNow, WorkshopNow
from .waiting import is_for_staff


@dataclass(frozen=True)
class OwnBooking:
    """A booking that holds or awaits a seat; `session` is None while any alternative will do.

    `position` is the place on the waiting list, counted from 1; None for one that has a seat. `answer_by` is
    the deadline of an offer, else None; `is_cut_short` says that whoever does not answer it waits again.
    `is_for_staff` says that staff decide who gets what it waits for. `takes_any` is that of the booking.
    """

    id: int
    workshop: WorkshopNow
    session: SessionNow | None
    status: BookingStatus
    position: int | None
    answer_by: datetime | None
    is_cut_short: bool
    is_for_staff: bool
    takes_any: bool

    @property
    def is_confirmed(self) -> bool:
        """Whether the seat is sure."""
        return self.status is BookingStatus.CONFIRMED

    @property
    def is_offered(self) -> bool:
        """Whether the seat waits for the person's answer."""
        return self.status is BookingStatus.OFFERED


@dataclass(frozen=True)
class OwnRegistration:
    """Everything that is stored about a person in a process, and what can be done with it."""

    registration: Registration
    bookings: tuple[OwnBooking, ...]

    @property
    def is_cancelled(self) -> bool:
        """Whether the whole registration has been cancelled."""
        return self.registration.cancelled_at is not None

    @property
    def booked_keys(self) -> frozenset[str]:
        """The keys of the sessions that are booked."""
        return frozenset(booking.session.view.key for booking in self.bookings if booking.session)

    @property
    def confirmed(self) -> tuple[OwnBooking, ...]:
        """The bookings whose seat is sure."""
        return tuple(booking for booking in self.bookings if booking.is_confirmed)

    @property
    def offered(self) -> tuple[OwnBooking, ...]:
        """The bookings whose seat waits for the person's answer."""
        return tuple(booking for booking in self.bookings if booking.is_offered)

    @property
    def waiting(self) -> tuple[OwnBooking, ...]:
        """The bookings that wait for a seat."""
        return tuple(each for each in self.bookings if each.status is BookingStatus.WAITLISTED)

    @property
    def overlaps(self) -> tuple[tuple[SessionView, SessionView], ...]:
        """The pairs of sessions with a sure seat that are at the same time."""
        return overlapping(each.session.view for each in self.confirmed if each.session)

    def given_up_for(self, booking: OwnBooking) -> OwnBooking | None:
        """The alternative that the person gives up by taking this seat; None where there is none."""
        if not booking.workshop.view.has_alternatives:
            return None
        mine = (each for each in self.confirmed if each.workshop.view.id == booking.workshop.view.id)
        return next((each for each in mine if each.id != booking.id), None)

    def booking(self, booking_id: int) -> OwnBooking | None:
        """The active booking with the id, or None."""
        return next((booking for booking in self.bookings if booking.id == booking_id), None)


def own_registration(session: Session, registration: Registration, process: ProcessNow) -> OwnRegistration:
    """The registration with its active bookings by day."""
    positions = queue_positions(session, registration)
    bookings = [_own_booking(each, process, positions.get(each.id)) for each in registration.active_bookings]
    days = {session.view.key: number for number, session in enumerate(process.sessions)}
    bookings.sort(key=lambda each: days[(each.session or each.workshop.sessions[0]).view.key])
    return OwnRegistration(registration, tuple(bookings))


def _own_booking(booking: Booking, process: ProcessNow, position: int | None) -> OwnBooking:
    workshop = next(each for each in process.workshops if each.view.id == booking.workshop_id)
    sitting = next((each for each in workshop.sessions if each.view.id == booking.session_id), None)
    return OwnBooking(
        id=booking.id,
        workshop=workshop,
        session=sitting,
        status=booking.status,
        position=position,
        answer_by=booking.answer_by,
        is_cut_short=booking.is_cut_short,
        is_for_staff=is_for_staff(booking, workshop, process.now),
        takes_any=booking.takes_any,
    )
