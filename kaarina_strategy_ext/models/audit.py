"""Who did what to whom and when, without personal data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import TABLE_PREFIX, Base
from .process import Process
from .types import UTCDateTime
from .workshop import Workshop

FORGOTTEN = "forgotten"
REMEMBERED = f"actor != '{FORGOTTEN}'"


class AuditEntry(Base):
    """One act; `number` counts those of a workshop in the order of its lock, and is NULL for others.

    `actor` is "resident", "job", "command line" or the host's id of a member of staff. Of a numbered entry
    whose time is over only the number and the action remain, so that none is ever missing; its actor is
    `FORGOTTEN`.
    """

    __tablename__ = f"{TABLE_PREFIX}audit_entry"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number", name="number"),
        Index(f"{TABLE_PREFIX}audit_entry_subject", "subject"),
        Index(
            f"{TABLE_PREFIX}audit_entry_remembered",
            "at",
            sqlite_where=text(REMEMBERED),
            postgresql_where=text(REMEMBERED),
        ),
        Index(f"{TABLE_PREFIX}audit_entry_action", "process_id", "action", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey(Workshop.id))
    number: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str | None] = mapped_column(comment="public id of a registration, key of a session")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
