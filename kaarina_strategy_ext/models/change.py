"""The public record of what changed; its words are found when it is read."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import TABLE_PREFIX, Base
from .process import Process
from .types import UTCDateTime


class ChangeKind(StrEnum):
    """What changed."""

    TIME = "time"
    PLACE = "place"
    THEME = "theme"
    SESSION_ADDED = "session_added"
    SESSION_CANCELLED = "session_cancelled"
    SESSION_RESTORED = "session_restored"
    REGISTRATION = "registration"
    DECISION = "decision"
    PHASE = "phase"
    NEWS = "news"
    NOTE = "note"


class Change(Base):
    """One public change; `subject` is the key or slug of what it concerns.

    `before` and `after` hold the old and the new value in the shape of the content file, or None.
    """

    __tablename__ = f"{TABLE_PREFIX}change"
    __table_args__ = (Index(f"{TABLE_PREFIX}change_process_id_at", "process_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    kind: Mapped[ChangeKind] = mapped_column(
        Enum(ChangeKind, native_enum=False, length=24, values_callable=list)
    )
    subject: Mapped[str]
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)

    process: Mapped[Process] = relationship(back_populates="changes")
