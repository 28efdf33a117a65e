"""A strategy renewal from its start to the decision: the root of all public content."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import TABLE_PREFIX, Base
from .types import Translated, TranslatedText, UTCDateTime
from .window import HasWindow, window_check

if TYPE_CHECKING:
    from .change import Change
    from .findings import Finding, Survey, Theme
    from .news import NewsItem
    from .phase import Milestone, Phase
    from .workshop import Workshop

Text = Mapped[Translated | None]


def children(target: str, **options: Any) -> Any:
    """The ordered parts that a process owns and that go when it goes."""
    return relationship(
        target,
        back_populates="process",
        cascade="all, delete-orphan",
        order_by=f"{target}.position",
        **options,
    )


class Process(HasWindow, Base):
    """One strategy renewal; `revision` rises with each change of what the public sees."""

    __tablename__ = f"{TABLE_PREFIX}process"
    __table_args__ = (
        UniqueConstraint("slug", name="slug"),
        CheckConstraint("revision >= 1", name="revision"),
        CheckConstraint("offer_hours >= 0", name="offer_hours"),
        CheckConstraint("cut_off_hours >= 0", name="cut_off_hours"),
        CheckConstraint("companions >= 0", name="companions"),
        window_check(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    time_zone: Mapped[str] = mapped_column(comment="IANA name; the zone of all wall-clock times")
    year: Mapped[int | None]
    name: Mapped[Translated] = mapped_column(TranslatedText)
    goal: Mapped[Translated] = mapped_column(TranslatedText)
    welcome: Text = mapped_column(TranslatedText)
    next_steps: Text = mapped_column(TranslatedText)
    call_to_action: Text = mapped_column(TranslatedText)
    notice: Text = mapped_column(TranslatedText, comment="shown on each page of the process")
    strengths_intro: Text = mapped_column(TranslatedText)
    targets_intro: Text = mapped_column(TranslatedText)
    findings_are_excerpt: Mapped[bool] = mapped_column(default=False)
    participation: Mapped[list[dict[str, str]]] = mapped_column(
        JSON, default=list, comment="what to know before taking part; texts by language"
    )
    adopted: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="the adopted strategy: vision, values, goals, document_url"
    )
    contact_name: Text = mapped_column(TranslatedText)
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None]
    contact_address: Text = mapped_column(TranslatedText)
    offer_hours: Mapped[int] = mapped_column(
        default=48, server_default="48", comment="to answer the offer of a freed seat; 0 gives it at once"
    )
    cut_off_hours: Mapped[int] = mapped_column(
        default=24, server_default="24", comment="before a session; from then on staff give its freed seats"
    )
    companions: Mapped[int] = mapped_column(
        default=0, server_default="0", comment="most people whom one may bring along"
    )
    reminder_hours: Mapped[list[int]] = mapped_column(
        JSON, default=lambda: [48, 2], server_default="[48, 2]", comment="before a session"
    )
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="since when the public sees it; NULL for one that is being prepared"
    )

    phases: Mapped[list[Phase]] = children("Phase")
    milestones: Mapped[list[Milestone]] = children("Milestone")
    surveys: Mapped[list[Survey]] = children("Survey")
    themes: Mapped[list[Theme]] = children("Theme")
    findings: Mapped[list[Finding]] = children("Finding")
    workshops: Mapped[list[Workshop]] = children("Workshop")
    news: Mapped[list[NewsItem]] = children("NewsItem")
    changes: Mapped[list[Change]] = relationship(
        back_populates="process", cascade="all, delete-orphan", order_by="Change.id.desc()"
    )

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the process's dates begin and end."""
        return ZoneInfo(self.time_zone)

    @property
    def is_public(self) -> bool:
        """Whether the public sees it."""
        return self.published_at is not None

    def midnight(self, day: date) -> datetime:
        """The instant at which the day begins in the process's zone."""
        return datetime.combine(day, time(0), self.zone)
