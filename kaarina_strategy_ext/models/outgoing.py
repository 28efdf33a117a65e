"""What every row has that workers send out: when it is due, who has it in hand, and how it failed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from .types import UTCDateTime

QUEUED = "queued"
SENDING = "sending"
DEFERRED = "deferred"


class Outgoing:
    """Columns of a row that is claimed with a lease, tried, and put off by growing pauses.

    Its `state` is an enumeration of its own that has at least the three states above.
    """

    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    claim: Mapped[str | None] = mapped_column(comment="who is sending it; random, so that a late one notices")
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(comment="class and code only, no personal data")
