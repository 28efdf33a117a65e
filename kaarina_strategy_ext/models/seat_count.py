"""The seats of each workshop as they were counted last, so that nobody has to count all bookings anew."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import TABLE_PREFIX, Base
from .workshop import Workshop


class SeatCount(Base):
    """How many bookings of a workshop counted alike when its log stood at `number`.

    It holds only while that is still the last number: whoever changes bookings without it notes what they do
    all the same, and the bookings are counted anew. In a row of its own, because the row of the workshop is
    its lock, and a lock that changes is slow.
    """

    __tablename__ = f"{TABLE_PREFIX}seat_count"

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey(Workshop.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(comment="the last one of the workshop's log")
    groups: Mapped[str] = mapped_column(comment="JSON: what bookings have in common, and how many they are")
