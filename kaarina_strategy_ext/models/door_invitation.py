"""Invitations to the door: a link with which a helper marks who comes, without a login of the host's."""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import TABLE_PREFIX, Base
from .process import Process
from .types import UTCDateTime

MONTHS_AT_THE_DOOR = 2


class DoorInvitation(Base):
    """One link to the doors of some sessions of a process.

    Its sessions are kept by key, so that one that is removed from the process takes nothing with it.
    """

    __tablename__ = f"{TABLE_PREFIX}door_invitation"
    __table_args__ = (
        UniqueConstraint("token_hash", name="token_hash"),
        Index(f"{TABLE_PREFIX}door_invitation_process_id", "process_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    label: Mapped[str] = mapped_column(comment="for whom or for what the link is, in the words of its maker")
    token_hash: Mapped[str] = mapped_column(comment="SHA-256 in hexadecimal; the token is stored nowhere")
    sessions: Mapped[list[str]] = mapped_column(JSON, default=list, comment="keys of sessions")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_by: Mapped[str]
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="written at most once a day")
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def actor(self) -> str:
        """How the audit names whoever uses it."""
        return f"door:{self.id}"


def door_closes_at(ends: datetime) -> datetime:
    """The end of the second month after a session that ends then; both in the zone of `ends`.

    The day is that of the same number, or the month's last where it has fewer days; the door is open to the
    end of it.
    """
    months = ends.month - 1 + MONTHS_AT_THE_DOOR
    year, month = ends.year + months // 12, months % 12 + 1
    last = calendar.monthrange(year, month)[1]
    midnight = ends.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.replace(year=year, month=month, day=min(ends.day, last)) + timedelta(days=1)
