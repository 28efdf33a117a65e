"""One person's registration in a process."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from .base import TABLE_PREFIX, Base
from .naming import sort_key
from .process import Process
from .types import UTCDateTime

if TYPE_CHECKING:
    from .booking import Booking


def _only(condition: str) -> dict[str, Any]:
    """What makes an index one of the rows that fit."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Registration(Base):
    """One person's data and wishes in one process.

    After an erasure every personal column is NULL and only the bookings remain, for the statistics.
    `version` rises with each change, so that an edit of what has changed meanwhile can be refused.
    """

    __tablename__ = f"{TABLE_PREFIX}registration"
    __table_args__ = (
        UniqueConstraint("public_id", name="public_id"),
        UniqueConstraint("submission_key", name="submission_key"),
        Index(
            f"{TABLE_PREFIX}registration_person",
            "process_id",
            "email_key",
            "name_key",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL AND email_key IS NOT NULL"),
            postgresql_where=text("cancelled_at IS NULL AND email_key IS NOT NULL"),
        ),
        CheckConstraint("(needs IS NULL AND diet IS NULL) OR consented_at IS NOT NULL", name="consent"),
        CheckConstraint("companions >= 0", name="companions"),
        Index(f"{TABLE_PREFIX}registration_verify_by", "verify_by"),
        # What the list of registrations is read in, from any row on.
        Index(f"{TABLE_PREFIX}registration_newest", "process_id", "id", **_only("erased_at IS NULL")),
        Index(
            f"{TABLE_PREFIX}registration_by_name",
            "process_id",
            "sort_key",
            "id",
            **_only("erased_at IS NULL"),
        ),
        Index(f"{TABLE_PREFIX}registration_needs", "process_id", "id", **_only("consented_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(comment="128 random bits in hexadecimal; no secret by itself")
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    first_name: Mapped[str | None]
    last_name: Mapped[str | None]
    name_key: Mapped[str | None]
    sort_key: Mapped[str | None] = mapped_column(
        # By bytes on every server, so that both databases sort alike and a page begins where the last ended.
        String().with_variant(String(collation="C"), "postgresql"),
        comment="the surname first, folded so that its bytes sort as a Finnish list of names",
    )
    email: Mapped[str | None]
    email_key: Mapped[str | None]
    phone: Mapped[str | None]
    language: Mapped[str] = mapped_column(comment="ISO 639-1; of all mail to this person")
    needs: Mapped[str | None]
    diet: Mapped[str | None]
    consented_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="explicit consent to needs and diet, GDPR article 9(2)(a)"
    )
    companions: Mapped[int] = mapped_column(default=0, server_default="0", comment="who come along")
    verify_by: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="until when the address must be confirmed; NULL once it is, or need not be"
    )
    submission_key: Mapped[str | None] = mapped_column(comment="digest of the form's key and the person")
    token_version: Mapped[int] = mapped_column(default=1, comment="raised to revoke the personal link")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    process: Mapped[Process] = relationship()
    bookings: Mapped[list[Booking]] = relationship(back_populates="registration", order_by="Booking.id")

    @validates("first_name", "last_name")
    def _sort(self, which: str, name: str | None) -> str | None:
        names = {"last_name": self.last_name, "first_name": self.first_name, which: name}
        self.sort_key = sort_key(names["last_name"], names["first_name"])
        return name

    @property
    def active_bookings(self) -> list[Booking]:
        """The bookings that hold or await a seat."""
        return [booking for booking in self.bookings if booking.status.is_active]
