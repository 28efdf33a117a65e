"""One's own registration as its page and its mail show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from ..models import Booking, BookingStatus, Registration, RegistrationState
from ..services.queueing import queue_positions
from .content import SessionView
from .overlaps import overlapping
from .present import ProcessNow, SessionNow, WorkshopNow
from .waiting import is_for_staff


class OfferState(Enum):
    """Where the offer of a seat stands."""

    OPEN = auto()
    TAKEN = auto()
    DECLINED = auto()
    LATE = auto()
    """It was not answered before its deadline, whether or not a job has ended it yet."""
    LAPSED = auto()
    """It ended early, and the person waits on."""
    CALLED_OFF = auto()
    """The organiser has cancelled the session."""
    NONE = auto()
    """There is no such offer to this person, or not any more."""


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

    @property
    def is_awaited(self) -> bool:
        """Whether the person waits for a seat."""
        return self.status is BookingStatus.WAITLISTED

    @property
    def is_called_off(self) -> bool:
        """Whether the organiser has cancelled all that it holds or awaits."""
        sessions = (self.session,) if self.session else self.workshop.sessions
        return all(each.state is RegistrationState.CANCELLED for each in sessions)


@dataclass(frozen=True)
class OwnRegistration:
    """Everything that is stored about a person in a process, and what can be done with it.

    `lapsed` are the coming sessions of which an offer was not answered in time, and in which the person has
    no part any more.
    """

    registration: Registration
    bookings: tuple[OwnBooking, ...]
    lapsed: tuple[SessionNow, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        """Whether the whole registration has been cancelled."""
        return self.registration.cancelled_at is not None

    @property
    def ended_by(self) -> BookingStatus:
        """What ended a registration that is cancelled: an offer that lapsed or was declined, or a wish."""
        last = {each.status for each in self.registration.bookings if self._ended_last(each)}
        ways = (BookingStatus.EXPIRED, BookingStatus.DECLINED)
        return next((each for each in ways if each in last), BookingStatus.CANCELLED)

    def _ended_last(self, booking: Booking) -> bool:
        return booking.status_at == self.registration.cancelled_at

    @property
    def called_off(self) -> tuple[OwnBooking, ...]:
        """The bookings in what the organiser has cancelled."""
        return tuple(booking for booking in self.bookings if booking.is_called_off)

    @property
    def _coming(self) -> tuple[OwnBooking, ...]:
        return tuple(booking for booking in self.bookings if not booking.is_called_off)

    @property
    def booked_keys(self) -> frozenset[str]:
        """The keys of the sessions that are booked."""
        return frozenset(booking.session.view.key for booking in self.bookings if booking.session)

    @property
    def confirmed(self) -> tuple[OwnBooking, ...]:
        """The bookings whose seat is sure, in sessions that have not been called off."""
        return tuple(booking for booking in self._coming if booking.is_confirmed)

    @property
    def offered(self) -> tuple[OwnBooking, ...]:
        """The bookings whose seat waits for the person's answer."""
        return tuple(booking for booking in self._coming if booking.is_offered)

    @property
    def waiting(self) -> tuple[OwnBooking, ...]:
        """The bookings that wait for a seat."""
        return tuple(each for each in self._coming if each.is_awaited)

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
    return OwnRegistration(registration, tuple(bookings), _lapsed(registration, process))


def offer_state(registration: Registration, booking_id: int, now: datetime) -> OfferState:
    """Where the offer of a seat in one of the registration's bookings stands."""
    booking = next((each for each in registration.bookings if each.id == booking_id), None)
    if booking is None:
        return OfferState.NONE
    if booking.session and booking.session.cancelled is not None:
        return OfferState.CALLED_OFF
    if booking.status is BookingStatus.OFFERED:
        if booking.answer_by and now < booking.answer_by:
            return OfferState.OPEN
        return OfferState.LAPSED if booking.is_cut_short else OfferState.LATE
    return _ANSWERED.get(booking.status, OfferState.NONE)


_ANSWERED = {
    BookingStatus.HELD: OfferState.TAKEN,
    BookingStatus.CONFIRMED: OfferState.TAKEN,
    BookingStatus.DECLINED: OfferState.DECLINED,
    BookingStatus.EXPIRED: OfferState.LATE,
}


def _lapsed(registration: Registration, process: ProcessNow) -> tuple[SessionNow, ...]:
    mine = {each.session_id for each in registration.active_bookings}
    gone = {each.session_id for each in registration.bookings if each.status is BookingStatus.EXPIRED}
    return tuple(each for each in process.coming_sessions if each.view.id in gone - mine)


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
