"""Which rights are used: a role that nobody uses goes to sleep."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import TABLE_PREFIX, Base
from .types import UTCDateTime


class Right(Base):
    """One role of somebody whom the host has given it; the row is made when they first come with the role."""

    __tablename__ = f"{TABLE_PREFIX}right"
    __table_args__ = (UniqueConstraint("identity_id", "role", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(comment="the host's own, as in the audit")
    role: Mapped[str]
    noticed_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="when they first came with it")
    first_used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="written at most once a day")
    renewed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="when it was last woken")
    renewed_by: Mapped[str | None]

    @property
    def alive_at(self) -> datetime:
        """When it was last used or woken; when it was noticed, where it never was."""
        return max(each for each in (self.noticed_at, self.used_at, self.renewed_at) if each)

    def sleeps(self, now: datetime, days: int) -> bool:
        """Whether nobody has used it for so many days; 0 days are for ever."""
        return days > 0 and self.alive_at + timedelta(days=days) <= now
