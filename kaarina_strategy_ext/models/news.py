"""News of a process."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import TABLE_PREFIX, Base
from .phase import Phase
from .process import Process
from .types import Translated, TranslatedText, UTCDateTime


class NewsItem(Base):
    """A dated text; `updated_at` is the last change of its content, not of its row."""

    __tablename__ = f"{TABLE_PREFIX}news_item"
    __table_args__ = (
        UniqueConstraint("process_id", "slug", name="slug"),
        CheckConstraint("updated_at >= published_at", name="updated_after_published"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    phase_id: Mapped[int | None] = mapped_column(ForeignKey(Phase.id), comment="the phase it announces")
    slug: Mapped[str]
    position: Mapped[int]
    title: Mapped[Translated] = mapped_column(TranslatedText)
    body: Mapped[Translated] = mapped_column(TranslatedText, comment="Markdown without HTML")
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    process: Mapped[Process] = relationship(back_populates="news")
    phase: Mapped[Phase | None] = relationship()
