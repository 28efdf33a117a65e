"""What staff write to participants: one text in several languages, to those of chosen sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import TABLE_PREFIX, Base
from .booking_status import BookingStatus
from .process import Process
from .types import Translated, TranslatedText, UTCDateTime


class MailingState(StrEnum):
    """How far a mailing has come."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    """Its messages are being put into the outbox, some at a time."""
    SENT = "sent"
    """All of its messages are in the outbox, which knows what has become of each."""
    WITHDRAWN = "withdrawn"
    """Taken back; what had not left the house by then never does."""


@dataclass(frozen=True)
class Audience:
    """The keys of the chosen sessions, and the statuses of the bookings in them that are meant."""

    session_keys: tuple[str, ...] = ()
    statuses: tuple[BookingStatus, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody can be meant."""
        return not self.session_keys or not self.statuses


class AudienceAsJSON(TypeDecorator[Audience]):
    """An `Audience` as JSON: `{"sessions": ["…"], "statuses": ["confirmed"]}`."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Audience | None, dialect: Dialect) -> Any:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give the database a JSON object."""
        audience = value or Audience()
        return {
            "sessions": list(audience.session_keys),
            "statuses": [each.value for each in audience.statuses],
        }

    def process_result_value(self, value: Any, dialect: Dialect) -> Audience:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give Python the audience; nobody where there is no row, as in an outer join."""
        return (
            Audience()
            if value is None
            else Audience(tuple(value["sessions"]), tuple(map(BookingStatus, value["statuses"])))
        )


class Mailing(Base):
    """One mailing; `version` rises with each edit, so that an edit of what has changed meanwhile is refused.

    `reached` is the highest id of the registrations whose messages are in the outbox, so that what puts them
    there can stop anywhere and go on. `queued` counts these messages, also those that went with an erasure.
    """

    __tablename__ = f"{TABLE_PREFIX}mailing"
    __table_args__ = (
        UniqueConstraint("form_key", name="form_key"),
        CheckConstraint("state IN ('draft', 'scheduled', 'sending', 'sent', 'withdrawn')", name="state"),
        CheckConstraint("state IN ('draft', 'withdrawn') OR send_at IS NOT NULL", name="send_at"),
        CheckConstraint("queued >= 0", name="queued"),
        Index(f"{TABLE_PREFIX}mailing_due", "state", "send_at"),
        Index(f"{TABLE_PREFIX}mailing_process_id", "process_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    subject: Mapped[Translated] = mapped_column(TranslatedText, comment="one line, with placeholders")
    body: Mapped[Translated] = mapped_column(TranslatedText, comment="light Markdown, with placeholders")
    audience: Mapped[Audience] = mapped_column(AudienceAsJSON)
    state: Mapped[MailingState] = mapped_column(
        Enum(MailingState, native_enum=False, length=16, values_callable=list), default=MailingState.DRAFT
    )
    send_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="when it is to go, or went")
    sent_by: Mapped[str | None] = mapped_column(comment="who had it sent; the host's id")
    reached: Mapped[int] = mapped_column(default=0)
    queued: Mapped[int] = mapped_column(default=0)
    form_key: Mapped[str] = mapped_column(comment="of the form that made it; random")
    created_by: Mapped[str] = mapped_column(comment="the host's id of a member of staff")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    edited_by: Mapped[str]
    edited_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    process: Mapped[Process] = relationship()
