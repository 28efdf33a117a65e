"""Workshops and their sessions, which are separate occasions or alternatives to one another."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import TABLE_PREFIX, Base
from .fuzzy_date import FuzzyDate, fuzzy_date_check, fuzzy_date_columns
from .process import Process, Text
from .terms import LEAST_TIME_TO_ANSWER, SessionTerms
from .types import Translated, TranslatedText, UTCDateTime
from .window import HasWindow, window_check

if TYPE_CHECKING:
    from .phase import Phase


class WorkshopKind(StrEnum):
    """Whether one may come to several of a workshop's sessions, or chooses one of them."""

    SEPARATE = "separate"
    ALTERNATIVES = "alternatives"


class SessionMode(StrEnum):
    """Where a session meets."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    HYBRID = "hybrid"


class Workshop(HasWindow, Base):
    """A series of sessions with one purpose; its row is the lock under which all its seats are given."""

    __tablename__ = f"{TABLE_PREFIX}workshop"
    __table_args__ = (
        UniqueConstraint("process_id", "slug", name="slug"),
        fuzzy_date_check("period"),
        window_check(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    phase_id: Mapped[int] = mapped_column(ForeignKey(f"{TABLE_PREFIX}phase.id"))
    slug: Mapped[str]
    position: Mapped[int]
    kind: Mapped[WorkshopKind] = mapped_column(
        Enum(WorkshopKind, native_enum=False, length=16, values_callable=list), default=WorkshopKind.SEPARATE
    )
    title: Mapped[Translated] = mapped_column(TranslatedText)
    purpose: Text = mapped_column(TranslatedText)
    description: Text = mapped_column(TranslatedText)
    audience: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list, comment="texts by language")
    period: Mapped[FuzzyDate | None] = fuzzy_date_columns("period")
    summary: Text = mapped_column(TranslatedText, comment="what came out of it")
    effect: Text = mapped_column(TranslatedText, comment="what it did to the draft of the strategy")
    materials: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=list, server_default="[]", comment="title by language and url of each"
    )
    results_told_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="when those who came were told of the summary"
    )
    lock_version: Mapped[int] = mapped_column(default=0, comment="written first on SQLite, to take its lock")

    process: Mapped[Process] = relationship(back_populates="workshops")
    phase: Mapped[Phase] = relationship(back_populates="workshops")
    sessions: Mapped[list[WorkshopSession]] = relationship(
        back_populates="workshop", cascade="all, delete-orphan", order_by="WorkshopSession.position"
    )

    @property
    def has_alternatives(self) -> bool:
        """Whether one chooses a single session of this workshop."""
        return self.kind is WorkshopKind.ALTERNATIVES

    def span(self) -> tuple[datetime, datetime] | None:
        """From when to when the workshop runs, by its sessions or its period; None where neither is known."""
        terms = [session.terms() for session in self.sessions]
        if terms:
            return min(each.begins_at for each in terms), max(each.ends_at for each in terms)
        if self.period:
            return self.process.midnight(self.period.earliest), self.process.midnight(self.period.day_after)
        return None


class WorkshopSession(HasWindow, Base):
    """One sitting of a workshop; all but its date may be unknown yet."""

    __tablename__ = f"{TABLE_PREFIX}session"
    __table_args__ = (
        UniqueConstraint("process_id", "key", name="key"),
        Index(f"{TABLE_PREFIX}session_workshop_id", "workshop_id"),
        CheckConstraint("capacity >= 1", name="capacity"),
        CheckConstraint("waiting_list_size >= 0", name="waiting_list_size"),
        CheckConstraint("reserved_seats >= 0", name="reserved_seats"),
        CheckConstraint("starts_at IS NULL OR date_precision = 'day'", name="clock_time_needs_day"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        fuzzy_date_check("date"),
        window_check(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey(Process.id))
    workshop_id: Mapped[int] = mapped_column(ForeignKey(Workshop.id))
    key: Mapped[str] = mapped_column(comment="its name in forms and addresses")
    position: Mapped[int]
    date: Mapped[FuzzyDate] = fuzzy_date_columns("date", nullable=False)
    starts_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    title: Text = mapped_column(TranslatedText)
    theme: Text = mapped_column(TranslatedText)
    theme_follows: Mapped[bool] = mapped_column(default=False)
    place: Text = mapped_column(TranslatedText)
    address: Text = mapped_column(TranslatedText)
    access: Text = mapped_column(TranslatedText, comment="how to get in, hearing loop, lift")
    remote_url: Mapped[str | None] = mapped_column(comment="told only to those who hold a seat")
    mode: Mapped[SessionMode | None] = mapped_column(
        Enum(SessionMode, native_enum=False, length=8, values_callable=list)
    )
    languages: Mapped[list[str]] = mapped_column(JSON, default=list, comment="ISO 639-1")
    catering: Mapped[bool] = mapped_column(default=False)
    capacity: Mapped[int | None]
    room_for_all: Mapped[bool] = mapped_column(default=False, comment="the editor says that everyone fits")
    waiting_list_size: Mapped[int | None]
    reserved_seats: Mapped[int] = mapped_column(
        default=0, server_default="0", comment="of the capacity, kept for those whom the office registers"
    )
    cancelled: Text = mapped_column(TranslatedText, comment="the reason; present means cancelled")
    staff_note: Text = mapped_column(TranslatedText, comment="told only to the host's employees")
    reminded: Mapped[str | None] = mapped_column(comment="the start and the hours of the last reminders")
    sequence: Mapped[int] = mapped_column(default=0, comment="of the calendar entry, RFC 5545 3.8.7.4")

    workshop: Mapped[Workshop] = relationship(back_populates="sessions")

    def terms(self) -> SessionTerms:
        """What decides the session's registration state, all inheritance resolved."""
        process = self.workshop.process
        end_of_day = process.midnight(self.date.day_after)
        return SessionTerms(
            begins_at=self.starts_at or process.midnight(self.date.earliest),
            ends_at=self.ends_at or end_of_day,
            window=self.own_window or self.workshop.own_window or process.own_window,
            is_cancelled=self.cancelled is not None,
            capacity=self.capacity,
            waiting_list_size=self.waiting_list_size,
            reserved_seats=self.reserved_seats,
            cut_off=timedelta(hours=process.cut_off_hours),
            time_to_answer=LEAST_TIME_TO_ANSWER if process.offer_hours else timedelta(0),
        )
