"""Who came to a session, as it was marked at the door; and who came without being registered, as a number."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import TABLE_PREFIX, Base
from .process import Process
from .types import UTCDateTime

if TYPE_CHECKING:
    from .booking import Booking


class Attendance(Base):
    """The mark that stands for a booking; a booking without one has not been marked.

    `people` are those who came of the booking's seats, the companions included. `marked_at` and `counter` are
    the moment of the mark as the phone at the door knew it, and `key` names the mark: of two marks the one
    with the greater `(marked_at, counter, key)` stands, in whichever order they arrive.
    """

    __tablename__ = f"{TABLE_PREFIX}attendance"
    __table_args__ = (
        UniqueConstraint("booking_id", name="booking_id"),
        CheckConstraint("people >= 0", name="people"),
        CheckConstraint("present = (people > 0)", name="present_is_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey(f"{TABLE_PREFIX}booking.id"))
    present: Mapped[bool]
    people: Mapped[int]
    marked_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="by the clock of who marked")
    counter: Mapped[int] = mapped_column(comment="one more than that of the mark which this one followed")
    key: Mapped[str] = mapped_column(comment="of the mark, made where it was made")
    at: Mapped[datetime] = mapped_column(UTCDateTime, comment="when it arrived")
    by: Mapped[str] = mapped_column(comment="as the actor of an audit entry")

    booking: Mapped[Booking] = relationship(back_populates="attendance")


class WalkIn(Base):
    """One tap that counts somebody who came without a registration, or takes back one that was too many."""

    __tablename__ = f"{TABLE_PREFIX}walk_in"
    __table_args__ = (
        UniqueConstraint("key", name="key"),
        CheckConstraint("people IN (-1, 1)", name="people"),
        Index(f"{TABLE_PREFIX}walk_in_session", "process_id", "session_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    session_key: Mapped[str]
    people: Mapped[int]
    key: Mapped[str] = mapped_column(comment="of the tap, so that it counts once however often it arrives")
    at: Mapped[datetime] = mapped_column(UTCDateTime, comment="when it arrived")
    by: Mapped[str] = mapped_column(comment="as the actor of an audit entry")
