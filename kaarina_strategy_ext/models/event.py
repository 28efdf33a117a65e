"""What the host is told of: events of a process, their delivery to its webhooks, and what was told last."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import TABLE_PREFIX, Base
from .outgoing import Outgoing
from .process import Process
from .types import UTCDateTime


class EventKind(StrEnum):
    """What has happened."""

    PHASE_CHANGED = "phase_changed"
    REGISTRATION_OPENED = "registration_opened"
    SESSION_MOVED = "session_moved"
    SESSION_CANCELLED = "session_cancelled"
    SESSION_FULL = "session_full"
    RESULT_PUBLISHED = "result_published"


class DeliveryState(StrEnum):
    """Where the delivery of an event to one webhook stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    GIVEN_UP = "given_up"
    REFUSED = "refused"


class Event(Base):
    """One thing that has happened in a process, written in the transaction of its cause.

    `subject` is the key or slug of what it concerns, `data` what a listener is told, without personal data.
    `dedup_key` makes each cause one event.
    """

    __tablename__ = f"{TABLE_PREFIX}event"
    __table_args__ = (
        UniqueConstraint("public_id", name="public_id"),
        UniqueConstraint("dedup_key", name="dedup_key"),
        CheckConstraint(
            "kind IN ('phase_changed', 'registration_opened', 'session_moved', 'session_cancelled',"
            " 'session_full', 'result_published')",
            name="kind",
        ),
        Index(f"{TABLE_PREFIX}event_addressed_at", "addressed_at"),
        Index(f"{TABLE_PREFIX}event_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(comment="128 random bits in hexadecimal; the webhook-id")
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    kind: Mapped[EventKind] = mapped_column(
        Enum(EventKind, native_enum=False, length=24, values_callable=list)
    )
    subject: Mapped[str]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    dedup_key: Mapped[str]
    addressed_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="when its deliveries were made; NULL until then"
    )


class WebhookDelivery(Outgoing, Base):
    """One event on its way to one webhook, which is known by its address."""

    __tablename__ = f"{TABLE_PREFIX}webhook_delivery"
    __table_args__ = (
        UniqueConstraint("event_id", "url", name="url"),
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'deferred', 'given_up', 'refused')", name="state"
        ),
        Index(f"{TABLE_PREFIX}webhook_delivery_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id))
    url: Mapped[str]
    state: Mapped[DeliveryState] = mapped_column(
        Enum(DeliveryState, native_enum=False, length=16, values_callable=list),
        default=DeliveryState.QUEUED,
    )
    settled_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="when it was sent, refused or given up"
    )

    event: Mapped[Event] = relationship()


class Observation(Base):
    """How a process stood when it was last looked at, so that the clock's doings are told once.

    `phases` are the statuses by key; `opened` the keys of all sessions that have ever been seen to take
    registrations. `number` counts how often anything was different.
    """

    __tablename__ = f"{TABLE_PREFIX}observation"

    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(default=0)
    phases: Mapped[dict[str, str]] = mapped_column(JSON)
    opened: Mapped[list[str]] = mapped_column(JSON)
