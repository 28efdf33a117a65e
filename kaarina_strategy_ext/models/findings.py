"""What the survey of the current state found: its sources, themes, strengths and development targets."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import TABLE_PREFIX, Base
from .fuzzy_date import FuzzyDate, fuzzy_date_check, fuzzy_date_columns
from .process import Process, Text
from .types import Translated, TranslatedText


class Survey(Base):
    """A source of findings: whom it asked, and how many answered where that is known."""

    __tablename__ = f"{TABLE_PREFIX}survey"
    __table_args__ = (
        UniqueConstraint("process_id", "key", name="key"),
        CheckConstraint("respondents >= 0", name="respondents"),
        fuzzy_date_check("period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    key: Mapped[str]
    position: Mapped[int]
    title: Mapped[Translated] = mapped_column(TranslatedText)
    audience: Text = mapped_column(TranslatedText)
    respondents: Mapped[int | None]
    period: Mapped[FuzzyDate | None] = fuzzy_date_columns("period")
    report_url: Mapped[str | None]
    description: Text = mapped_column(TranslatedText)

    process: Mapped[Process] = relationship(back_populates="surveys")


class Theme(Base):
    """A point of view from which development targets were judged."""

    __tablename__ = f"{TABLE_PREFIX}theme"
    __table_args__ = (UniqueConstraint("process_id", "key", name="key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    key: Mapped[str]
    position: Mapped[int]
    title: Mapped[Translated] = mapped_column(TranslatedText)
    note: Text = mapped_column(TranslatedText)
    is_excerpt: Mapped[bool] = mapped_column(default=False)

    process: Mapped[Process] = relationship(back_populates="themes")
    findings: Mapped[list[Finding]] = relationship(back_populates="theme", order_by="Finding.position")


class FindingKind(StrEnum):
    """What a finding says of the current state."""

    STRENGTH = "strength"
    TARGET = "target"


class Finding(Base):
    """A strength, or a development target within a theme."""

    __tablename__ = f"{TABLE_PREFIX}finding"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'strength' AND theme_id IS NULL) OR (kind = 'target' AND theme_id IS NOT NULL)",
            name="target_has_theme",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey(Theme.id))
    kind: Mapped[FindingKind] = mapped_column(
        Enum(FindingKind, native_enum=False, length=8, values_callable=list)
    )
    position: Mapped[int]
    text: Mapped[Translated] = mapped_column(TranslatedText)

    process: Mapped[Process] = relationship(back_populates="findings")
    theme: Mapped[Theme | None] = relationship(back_populates="findings")
