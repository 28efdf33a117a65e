"""The bookings of a registration in sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import (
    CheckConstraint,
    Enum,
    ForeignKey,
    Index,
    TextClause,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from .attendance import Attendance
from .base import TABLE_PREFIX, Base
from .booking_status import ACTIVE, BookingStatus
from .registration import Registration
from .types import UTCDateTime
from .workshop import Workshop, WorkshopSession


def _among(statuses: Iterable[BookingStatus]) -> TextClause:
    return text(f"status IN ({', '.join(repr(each.value) for each in statuses)})")


_ACTIVE = _among(ACTIVE)
_SURE = _among((BookingStatus.HELD, BookingStatus.CONFIRMED))


class Booking(Base):
    """One registration's place in one session, or in the queue of alternatives that are all alike to it.

    `session_id` is NULL only while somebody waits to whom either alternative will do. `accepts_other` says
    that the person takes another alternative as well. `seats` counts the companions too.
    `queue_number` is the order of the workshop's lock, never of a clock.
    `exclusive_workshop_id` repeats the workshop where its sessions are alternatives, for the unique index.
    """

    __tablename__ = f"{TABLE_PREFIX}booking"
    __table_args__ = (
        CheckConstraint(
            "status IN ('held', 'confirmed', 'waitlisted', 'offered', 'cancelled', 'declined', 'expired')",
            name="status",
        ),
        CheckConstraint(
            "session_id IS NOT NULL OR status NOT IN ('held', 'confirmed', 'offered')",
            name="seat_has_session",
        ),
        CheckConstraint("(status = 'offered') = (answer_by IS NOT NULL)", name="offer_has_deadline"),
        CheckConstraint("seats >= 1", name="seats"),
        CheckConstraint(
            "exclusive_workshop_id IS NULL OR exclusive_workshop_id = workshop_id", name="exclusive_workshop"
        ),
        UniqueConstraint("workshop_id", "queue_number", name="queue_number"),
        Index(
            f"{TABLE_PREFIX}booking_once_in_session",
            "registration_id",
            "session_id",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
        Index(
            f"{TABLE_PREFIX}booking_one_alternative",
            "registration_id",
            "exclusive_workshop_id",
            unique=True,
            sqlite_where=_SURE,
            postgresql_where=_SURE,
        ),
        Index(f"{TABLE_PREFIX}booking_seats", "workshop_id", "session_id", "status"),
        Index(f"{TABLE_PREFIX}booking_registration_id", "registration_id"),
        Index(f"{TABLE_PREFIX}booking_of_session", "session_id", "id"),
        Index(f"{TABLE_PREFIX}booking_of_status", "workshop_id", "status"),
        Index(f"{TABLE_PREFIX}booking_answer_by", "answer_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id))
    workshop_id: Mapped[int] = mapped_column(ForeignKey(Workshop.id))
    session_id: Mapped[int | None] = mapped_column(ForeignKey(WorkshopSession.id))
    exclusive_workshop_id: Mapped[int | None]
    status: Mapped[BookingStatus] = mapped_column(
        Enum(BookingStatus, native_enum=False, length=16, values_callable=list)
    )
    seats: Mapped[int] = mapped_column(default=1, server_default="1")
    accepts_other: Mapped[bool] = mapped_column(default=False, server_default=false())
    from_reserve: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="the seat is one of those kept for the office"
    )
    was_confirmed: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="the seat has been theirs, and may be in a calendar"
    )
    answer_by: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="of an offer")
    queue_number: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    status_at: Mapped[datetime] = mapped_column(UTCDateTime)

    @validates("status")
    def _remember(self, _name: str, status: BookingStatus) -> BookingStatus:
        self.was_confirmed = self.was_confirmed or status is BookingStatus.CONFIRMED
        return status

    @classmethod
    def waiting(
        cls, registration: Registration, workshop: Workshop, sitting: WorkshopSession | None, *, number: int
    ) -> Booking:
        """A new booking that waits for the session, or for any alternative where it is None."""
        return cls(
            registration=registration,
            workshop_id=workshop.id,
            session_id=sitting.id if sitting else None,
            session=sitting,
            exclusive_workshop_id=workshop.id if workshop.has_alternatives else None,
            status=BookingStatus.WAITLISTED,
            seats=1 + registration.companions,
            accepts_other=False,
            from_reserve=False,
            queue_number=number,
        )

    @property
    def takes_any(self) -> bool:
        """Whether another alternative than the one that is named will do as well."""
        return self.session_id is None or self.accepts_other

    @property
    def stands(self) -> bool:
        """Whether it takes a seat in a session that the organiser has not cancelled."""
        return self.status.takes_seat and self.session is not None and self.session.cancelled is None

    @property
    def is_cut_short(self) -> bool:
        """Whether it is an offer with less time than promised, because its session is near or was moved.

        Whoever does not answer such an offer waits again, as before it.
        """
        if self.answer_by is None or self.session is None:
            return False
        promised = timedelta(hours=self.session.workshop.process.offer_hours)
        return self.answer_by < self.status_at + promised

    registration: Mapped[Registration] = relationship(back_populates="bookings")
    workshop: Mapped[Workshop] = relationship()
    session: Mapped[WorkshopSession | None] = relationship()
    attendance: Mapped[Attendance | None] = relationship(back_populates="booking")
