"""The terms under which a session takes registrations, and the one rule that derives its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

# Nobody reads mail by the minute: an offer that leaves less than this to answer is no offer.
LEAST_TIME_TO_ANSWER = timedelta(hours=1)


class RegistrationMode(StrEnum):
    """How a process, workshop or session says when registration is possible."""

    ANNOUNCED_LATER = "announced_later"
    WINDOW = "window"


class RegistrationState(StrEnum):
    """Where a session's registration stands; always derived, never stored."""

    ANNOUNCED_LATER = "announced_later"
    SCHEDULED = "scheduled"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def takes_registrations(self) -> bool:
        """Whether a registration, if only for the waiting list, can be received."""
        return self in (RegistrationState.OPEN, RegistrationState.FULL)


@dataclass(frozen=True)
class Window:
    """When registration is possible; `information_on` says when more will be told."""

    mode: RegistrationMode
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    information_on: date | None = None


@dataclass(frozen=True)
class Seats:
    """The live counters of one session, in people.

    `taken` are the seats that are held, confirmed or on offer, `from_reserve` those of them that came out of
    the office's own; `waiting` are all who would accept a seat, and `smallest_party` is the size of the
    smallest group among them, 0 where nobody waits.
    """

    taken: int = 0
    waiting: int = 0
    from_reserve: int = 0
    smallest_party: int = 0


NO_SEATS_TAKEN = Seats()


@dataclass(frozen=True)
class SessionTerms:
    """Everything but the live counters that decides whether and how one can register.

    `begins_at` and `ends_at` are instants; of a session without clock times they are the edges of its day.
    A `capacity` of None is unknown or unlimited; a `waiting_list_size` of None has no limit. A freed seat is
    given on until `cut_off` before the session begins, and until `time_to_answer` before that where the next
    in the queue is asked first.
    """

    begins_at: datetime
    ends_at: datetime
    window: Window | None = None
    is_cancelled: bool = False
    capacity: int | None = None
    waiting_list_size: int | None = None
    reserved_seats: int = 0
    cut_off: timedelta = timedelta(0)
    time_to_answer: timedelta = timedelta(0)

    @property
    def closes_at(self) -> datetime:
        """The instant from which nobody can register any more: the window's end, or the session's start."""
        if self.window and self.window.closes_at:
            return min(self.window.closes_at, self.begins_at)
        return self.begins_at

    def free(self, seats: Seats) -> int | None:
        """Seats that the public can have, at least 0; None where the capacity is unknown or unlimited."""
        if self.capacity is None:
            return None
        kept = max(self.reserved_seats, seats.from_reserve)
        return max(0, self.capacity - kept - (seats.taken - seats.from_reserve))

    def free_in_reserve(self, seats: Seats) -> int:
        """Seats of the office's own that nobody has taken, at least 0."""
        if self.capacity is None:
            return 0
        return max(0, min(self.reserved_seats - seats.from_reserve, self.capacity - seats.taken))

    def over(self, seats: Seats) -> int:
        """By how many people the session is over its capacity; 0 where it is not."""
        return 0 if self.capacity is None else max(0, seats.taken - self.capacity)

    def has_seat_for_newcomer(self, seats: Seats, party: int = 1) -> bool:
        """Whether a newcomer and companions get seats: where they fit, and nobody waits who would fit too."""
        free = self.free(seats)
        if free is None:
            return seats.smallest_party == 0
        return free >= party and not 0 < seats.smallest_party <= free

    def has_room_to_wait(self, seats: Seats, party: int = 1) -> bool:
        """Whether the waiting list takes so many more."""
        return self.waiting_list_size is None or seats.waiting + party <= self.waiting_list_size

    def largest_party(self, *, by_office: bool = False) -> int | None:
        """How many can ever come together, on the public's seats or the office's; None where all can."""
        if self.capacity is None:
            return None
        of_public = self.capacity - self.reserved_seats
        return max(of_public, self.reserved_seats) if by_office else of_public

    @property
    def cut_off_at(self) -> datetime:
        """The instant at which every offer ends."""
        return self.begins_at - self.cut_off

    @property
    def gives_seats_until(self) -> datetime:
        """The instant from which freed seats no longer go to the next in the queue; staff decide then."""
        return self.cut_off_at - self.time_to_answer

    def promotes(self, now: datetime) -> bool:
        """Whether a freed seat still goes to the next in the queue."""
        return not self.is_cancelled and now < self.gives_seats_until

    def state(self, seats: Seats, now: datetime) -> RegistrationState:
        """The state at `now`; the window is the half-open interval from its opening to its closing."""
        if self.is_cancelled:
            return RegistrationState.CANCELLED
        if now >= self.closes_at:
            return RegistrationState.HELD if now >= self.ends_at else RegistrationState.CLOSED
        if not self.window or not self.window.opens_at:
            return RegistrationState.ANNOUNCED_LATER
        if now < self.window.opens_at:
            return RegistrationState.SCHEDULED
        return RegistrationState.OPEN if self.has_seat_for_newcomer(seats) else RegistrationState.FULL
