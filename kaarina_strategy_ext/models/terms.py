"""The terms under which a session takes registrations, and the one rule that derives its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


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
    """The live counters of one session: seats taken, people waiting who would accept it."""

    taken: int = 0
    waiting: int = 0


NO_SEATS_TAKEN = Seats()


@dataclass(frozen=True)
class SessionTerms:
    """Everything but the live counters that decides whether and how one can register.

    `begins_at` and `ends_at` are instants; of a session without clock times they are the edges of its day.
    A `capacity` of None is unknown or unlimited; a `waiting_list_size` of None has no limit.
    """

    begins_at: datetime
    ends_at: datetime
    window: Window | None = None
    is_cancelled: bool = False
    capacity: int | None = None
    waiting_list_size: int | None = None

    @property
    def closes_at(self) -> datetime:
        """The instant from which nobody can register any more: the window's end, or the session's start."""
        if self.window and self.window.closes_at:
            return min(self.window.closes_at, self.begins_at)
        return self.begins_at

    def free(self, seats: Seats) -> int | None:
        """Seats that nobody has taken, at least 0; None where the capacity is unknown or unlimited."""
        return None if self.capacity is None else max(0, self.capacity - seats.taken)

    def has_seat_for_newcomer(self, seats: Seats) -> bool:
        """Whether a newcomer gets a seat: only where one is free and nobody waits for it."""
        return self.free(seats) != 0 and (seats.waiting == 0 or self.capacity is None)

    def has_room_to_wait(self, seats: Seats) -> bool:
        """Whether the waiting list takes one more."""
        return self.waiting_list_size is None or seats.waiting < self.waiting_list_size

    def promotes(self, now: datetime) -> bool:
        """Whether a freed seat still goes to the next in the queue: until the session begins."""
        return not self.is_cancelled and now < self.begins_at

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
