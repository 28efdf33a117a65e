"""An address that wants one mail when registration opens, and nothing else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import TABLE_PREFIX, Base
from .process import Process
from .types import UTCDateTime


class OpeningRequest(Base):
    """One address and its language, in one process; the row goes once its mail has gone.

    `opened_before` holds the keys of the sessions that took registrations already when the request was made:
    the mail is due when any other one does. Until `confirmed_at` the address has not asked for anything
    (double opt-in), and gets no mail but the one that asks whether it has.
    """

    __tablename__ = f"{TABLE_PREFIX}opening_request"
    __table_args__ = (
        UniqueConstraint("public_id", name="public_id"),
        Index(
            f"{TABLE_PREFIX}opening_request_address",
            "process_id",
            "email_key",
            unique=True,
            sqlite_where=text("told_at IS NULL"),
            postgresql_where=text("told_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(comment="128 random bits in hexadecimal; no secret by itself")
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    email: Mapped[str]
    email_key: Mapped[str]
    language: Mapped[str] = mapped_column(comment="ISO 639-1; of the mail to this address")
    opened_before: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="when the mail was queued")

    process: Mapped[Process] = relationship()
