"""The outbox: one row for each mail to one recipient, written in the transaction of its cause."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Enum,
    ForeignKey,
    Index,
    TextClause,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import TABLE_PREFIX, Base
from .mailing import Mailing
from .opening_request import OpeningRequest
from .outgoing import Outgoing
from .registration import Registration
from .types import UTCDateTime


class MessageKind(StrEnum):
    """What a message tells."""

    VERIFICATION = "verification"
    """Asks the person to confirm the address, which keeps the seats until then."""
    CONFIRMATION = "confirmation"
    EXISTING = "existing"
    LINK = "link"
    """The personal links of an address, asked for by somebody who has lost them."""
    CHANGED = "changed"
    MOVED = "moved"
    """Tells a former address that another one is used from now on."""
    OFFER = "offer"
    PROMOTED = "promoted"
    EXPIRED = "expired"
    """An offer was not answered in time."""
    CANCELLED = "cancelled"
    NOTICE = "notice"
    """Sessions have moved, changed or been cancelled by the organiser."""
    REMINDER = "reminder"
    RESULTS = "results"
    OPENING_REQUESTED = "opening_requested"
    """Asks the address whether it wants to be told when registration opens (double opt-in)."""
    OPENING = "opening"
    MAILING = "mailing"
    """What staff have written; the text is that of the mailing."""


class MessageState(StrEnum):
    """Where the delivery of a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    BOUNCED = "bounced"
    GIVEN_UP = "given_up"
    SUPERSEDED = "superseded"
    ABORTED = "aborted"
    """Withdrawn by staff."""


def _open(whose: str) -> TextClause:
    return text(f"{whose} AND state IN ('queued', 'deferred', 'sending')")


_OF_MAILINGS, _OTHERS = _open("mailing_id IS NOT NULL"), _open("mailing_id IS NULL")


class Message(Outgoing, Base):
    """One mail to one recipient, a registration or an opening request, rendered only when it is sent.

    It holds parameters and never text or link, nor an address but the former one of a registration until its
    mail has gone, so that an erasure of the registration is an erasure of its mail. `dedup_key` makes each
    cause one message; `message_id` stays the same over all tries (RFC 5322, section 3.6.4), so that a mailbox
    can drop a copy.
    """

    __tablename__ = f"{TABLE_PREFIX}message"
    __table_args__ = (
        UniqueConstraint("dedup_key", name="dedup_key"),
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'deferred', 'bounced', 'given_up', 'superseded',"
            " 'aborted')",
            name="state",
        ),
        CheckConstraint("(registration_id IS NULL) != (opening_request_id IS NULL)", name="one_recipient"),
        CheckConstraint("(kind = 'mailing') = (mailing_id IS NOT NULL)", name="mailing"),
        Index(f"{TABLE_PREFIX}message_registration_id", "registration_id"),
        Index(f"{TABLE_PREFIX}message_opening_request_id", "opening_request_id"),
        Index(f"{TABLE_PREFIX}message_mailing_id", "mailing_id", "state"),
        # By these the next one is found at once, also among very many.
        Index(f"{TABLE_PREFIX}message_next", "due_at", "id", sqlite_where=_OTHERS, postgresql_where=_OTHERS),
        Index(
            f"{TABLE_PREFIX}message_next_of_mailing",
            "due_at",
            "id",
            sqlite_where=_OF_MAILINGS,
            postgresql_where=_OF_MAILINGS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dedup_key: Mapped[str]
    kind: Mapped[MessageKind] = mapped_column(
        Enum(MessageKind, native_enum=False, length=24, values_callable=list)
    )
    registration_id: Mapped[int | None] = mapped_column(ForeignKey(Registration.id))
    opening_request_id: Mapped[int | None] = mapped_column(ForeignKey(OpeningRequest.id))
    mailing_id: Mapped[int | None] = mapped_column(ForeignKey(Mailing.id))
    parameters: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[MessageState] = mapped_column(
        Enum(MessageState, native_enum=False, length=16, values_callable=list),
        default=MessageState.QUEUED,
    )
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    message_id: Mapped[str]
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    registration: Mapped[Registration | None] = relationship()
    opening_request: Mapped[OpeningRequest | None] = relationship()
    mailing: Mapped[Mailing | None] = relationship()

    @property
    def recipient(self) -> Registration | OpeningRequest:
        """Whose address the mail goes to; raises `LookupError` for a message that has nobody's."""
        recipient = self.registration or self.opening_request
        if recipient is None:
            raise LookupError("a message needs a registration or an opening request")
        return recipient
