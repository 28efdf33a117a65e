"""What may become of a booking."""

from __future__ import annotations

from enum import StrEnum


class BookingStatus(StrEnum):
    """What has become of a booking."""

    HELD = "held"
    """A seat kept until the address has been confirmed."""
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    """A seat kept until the person has answered, or the deadline has passed."""
    CANCELLED = "cancelled"
    DECLINED = "declined"
    EXPIRED = "expired"

    @property
    def is_active(self) -> bool:
        """Whether the booking holds or awaits a seat."""
        return self.takes_seat or self is BookingStatus.WAITLISTED

    @property
    def takes_seat(self) -> bool:
        """Whether nobody else can have the seat."""
        return self in SEATED

    @property
    def is_sure(self) -> bool:
        """Whether the person has taken the seat, and an alternative to it is a swap."""
        return self in (BookingStatus.HELD, BookingStatus.CONFIRMED)


SEATED = (BookingStatus.HELD, BookingStatus.CONFIRMED, BookingStatus.OFFERED)
ACTIVE = (*SEATED, BookingStatus.WAITLISTED)
