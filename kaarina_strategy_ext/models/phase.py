"""The phases of a process and the milestones that end them; a phase's status is derived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import TABLE_PREFIX, Base
from .fuzzy_date import FuzzyDate, fuzzy_date_check, fuzzy_date_columns
from .process import Process, Text
from .types import Translated, TranslatedText
from .workshop import Workshop


class PhaseStatus(StrEnum):
    """Where a phase stands; the last two are only ever set by hand."""

    UPCOMING = "upcoming"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    POSTPONED = "postponed"
    SUSPENDED = "suspended"


STATUS = Enum(PhaseStatus, native_enum=False, length=16, values_callable=list)


class Phase(Base):
    """An ordered stretch of a process."""

    __tablename__ = f"{TABLE_PREFIX}phase"
    __table_args__ = (
        UniqueConstraint("process_id", "key", name="key"),
        CheckConstraint("status_by_hand IS NULL OR status_reason IS NOT NULL", name="status_reason"),
        fuzzy_date_check("starts"),
        fuzzy_date_check("ends"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    key: Mapped[str]
    position: Mapped[int]
    title: Mapped[Translated] = mapped_column(TranslatedText)
    summary: Text = mapped_column(TranslatedText, comment="one sentence: where are we")
    description: Text = mapped_column(TranslatedText)
    starts: Mapped[FuzzyDate | None] = fuzzy_date_columns("starts")
    ends: Mapped[FuzzyDate | None] = fuzzy_date_columns("ends")
    status_by_hand: Mapped[PhaseStatus | None] = mapped_column(STATUS)
    status_reason: Text = mapped_column(TranslatedText)

    process: Mapped[Process] = relationship(back_populates="phases")
    milestones: Mapped[list[Milestone]] = relationship(back_populates="phase", order_by="Milestone.position")
    workshops: Mapped[list[Workshop]] = relationship(back_populates="phase", order_by="Workshop.position")

    def course(self) -> PhaseCourse:
        """What decides the phase's status, taken from its own dates, its workshops and its milestones."""
        spans = [span for workshop in self.workshops if (span := workshop.span())]
        begins = self.process.midnight(self.starts.earliest) if self.starts else None
        ends = self.process.midnight(self.ends.day_after) if self.ends else None
        decided = [milestone.decided_on for milestone in self.milestones]
        return PhaseCourse(
            begins or min((begin for begin, _ in spans), default=None),
            ends or max((end for _, end in spans), default=None),
            self.status_by_hand,
            max(map(self.process.midnight, filter(None, decided)), default=None),
            None in decided,
        )


@dataclass(frozen=True)
class PhaseCourse:
    """The facts from which a phase's status follows; instants are None where nothing tells them."""

    begins_at: datetime | None
    ends_at: datetime | None
    by_hand: PhaseStatus | None
    decided_at: datetime | None
    awaits_decision: bool

    def is_over(self, now: datetime, *, is_overtaken: bool) -> bool:
        """Whether the phase has ended; without an end of its own, once it `is_overtaken` by a later one."""
        if self.awaits_decision:
            return False
        if self.decided_at:
            return now >= self.decided_at
        return now >= self.ends_at if self.ends_at else is_overtaken


def phase_statuses(courses: Sequence[PhaseCourse], now: datetime) -> list[PhaseStatus]:
    """The status of each phase in order.

    What a phase does not tell follows from its neighbours: it starts when the one before is over, and it is
    over when a later one has begun. A phase that ends with a decision is over only once that was made.
    """
    begun = [course.begins_at is not None and now >= course.begins_at for course in courses]
    statuses: list[PhaseStatus] = []
    for number, course in enumerate(courses):
        before_is_over = number == 0 or statuses[-1] is PhaseStatus.COMPLETED
        if course.by_hand:
            statuses.append(course.by_hand)
        elif course.is_over(now, is_overtaken=any(begun[number + 1 :])):
            statuses.append(PhaseStatus.COMPLETED)
        elif begun[number] or (course.begins_at is None and before_is_over):
            statuses.append(PhaseStatus.IN_PROGRESS)
        else:
            statuses.append(PhaseStatus.UPCOMING)
    return statuses


def current_phase(statuses: Sequence[PhaseStatus]) -> int:
    """The index of where we are: in progress or suspended, else the last one completed, else the first."""
    for status in (PhaseStatus.IN_PROGRESS, PhaseStatus.SUSPENDED):
        if status in statuses:
            return statuses.index(status)
    completed = [number for number, status in enumerate(statuses) if status is PhaseStatus.COMPLETED]
    return max(completed, default=0)


class Milestone(Base):
    """A decision that ends a phase: made by a body, on a date that may be fuzzy and only a target."""

    __tablename__ = f"{TABLE_PREFIX}milestone"
    __table_args__ = (UniqueConstraint("process_id", "key", name="key"), fuzzy_date_check("expected"))

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    phase_id: Mapped[int] = mapped_column(ForeignKey(Phase.id))
    key: Mapped[str]
    position: Mapped[int]
    title: Mapped[Translated] = mapped_column(TranslatedText)
    body: Mapped[Translated] = mapped_column(TranslatedText, comment="who decides")
    expected: Mapped[FuzzyDate | None] = fuzzy_date_columns("expected")
    is_target: Mapped[bool] = mapped_column(default=False, comment="the date is aimed at, not promised")
    date_reason: Text = mapped_column(TranslatedText, comment="why the date has moved")
    description: Text = mapped_column(TranslatedText)
    agenda_url: Mapped[str | None]
    minutes_url: Mapped[str | None]
    outcome: Text = mapped_column(TranslatedText)
    decided_on: Mapped[date | None]

    process: Mapped[Process] = relationship(back_populates="milestones")
    phase: Mapped[Phase] = relationship(back_populates="milestones")
