"""Counting what may be done only so often, in a way that holds across server processes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from .base import TABLE_PREFIX, Base
from .types import UTCDateTime


class Tally(Base):
    """How often something was done by one address or address range in one stretch of time.

    `subject` is a keyed digest that changes each day, so that nobody can be found by it.
    """

    __tablename__ = f"{TABLE_PREFIX}tally"

    subject: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime, primary_key=True)
    number: Mapped[int]
