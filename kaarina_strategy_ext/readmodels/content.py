"""Immutable views of a process's content in one language; what the clock and the seats decide is not here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from ..models import FuzzyDate, PhaseCourse, SessionMode, SessionTerms
from ..models.change import ChangeKind
from .findings import FindingsView
from .instants import instants_in
from .results import MaterialView, StrategyView
from .text import Text


@dataclass(frozen=True)
class ContactView:
    """Whom to turn to; each part is None where it is not known."""

    name: Text | None
    email: str | None
    phone: str | None
    address: Text | None


@dataclass(frozen=True)
class MilestoneView:
    """A decision; `date_text` is the expected date in words, None where it is not known.

    `earlier_date` is the one that it had before it was moved, in words, and `date_reason` says why; both are
    None where it never was.
    """

    key: str
    title: Text
    body: Text
    expected: FuzzyDate | None
    date_text: str | None
    is_target: bool
    earlier_date: Text | None
    date_reason: Text | None
    description: Text | None
    agenda_url: str | None
    minutes_url: str | None
    outcome: Text | None
    decided_on: date | None
    decided_text: str | None


@dataclass(frozen=True)
class PhaseView:
    """A phase; `dates` is in words, None where nothing tells them."""

    key: str
    title: Text
    summary: Text | None
    description: Text | None
    dates: str | None
    status_reason: Text | None
    course: PhaseCourse
    milestones: tuple[MilestoneView, ...]


@dataclass(frozen=True)
class SessionView:
    """A session; texts that are None are not known yet, and the pages say so.

    `day_text` is "ti 12.4.2022", `time_text` "klo 17–20", `when` both together; `machine_date` is for the
    `datetime` attribute (ISO 8601, with the offset where there is a clock time). `has_both_times` says that
    it is known when it begins and when it ends.
    """

    id: int
    key: str
    workshop_slug: str
    workshop_title: Text
    own_title: Text | None
    first_day: date
    on: FuzzyDate
    day_text: str
    time_text: str | None
    has_both_times: bool
    when: str
    machine_date: str
    theme: Text | None
    theme_follows: bool
    place: Text | None
    address: Text | None
    access: Text | None
    mode: SessionMode | None
    languages: tuple[str, ...]
    catering: bool
    room_for_all: bool
    cancelled: Text | None
    staff_note: Text | None
    terms: SessionTerms

    @property
    def title(self) -> Text:
        """The session's own title, or its workshop's."""
        return self.own_title or self.workshop_title

    @property
    def has_day(self) -> bool:
        """Whether its day is known, so that it can stand in a calendar."""
        return len(self.machine_date) >= len("2022-04-12")


@dataclass(frozen=True)
class WorkshopView:
    """A workshop with its sessions by day; `period` is in words where no session has a date."""

    id: int
    slug: str
    phase_key: str
    title: Text
    purpose: Text | None
    description: Text | None
    summary: Text | None
    effect: Text | None
    materials: tuple[MaterialView, ...]
    audience: tuple[Text, ...]
    period: str | None
    period_month: date | None
    has_alternatives: bool
    span: tuple[datetime, datetime] | None
    sessions: tuple[SessionView, ...]
    days_text: str | None


@dataclass(frozen=True)
class NewsView:
    """A news item, out from `out_at`; `body` is HTML made from Markdown without raw HTML, so safe to show."""

    slug: str
    title: Text
    body: Text
    out_at: datetime
    published_on: date
    published: str
    updated_on: date | None
    updated: str | None
    phase_key: str | None


@dataclass(frozen=True)
class ChangeView:
    """A public change, told in one sentence.

    `earlier_start` is when a session was to begin before it was moved, as `SessionView.machine_date`; None
    where no day was known, and for any other change.
    """

    id: int
    at: datetime
    kind: ChangeKind
    subject: str
    day: str
    sentence: str
    earlier_start: str | None


@dataclass(frozen=True)
class ProcessView:
    """All public content of a process in one language, at one revision.

    A freed seat is offered for `offer_hours` (0: given at once). It was first loaded at `created_at`.
    """

    id: int
    slug: str
    revision: int
    language: str
    zone: ZoneInfo
    year: int | None
    name: Text
    goal: Text
    welcome: Text | None
    next_steps: Text | None
    call_to_action: Text | None
    notice: Text | None
    participation: tuple[Text, ...]
    contact: ContactView
    findings: FindingsView
    adopted: StrategyView | None
    phases: tuple[PhaseView, ...]
    workshops: tuple[WorkshopView, ...]
    news: tuple[NewsView, ...]
    changes: tuple[ChangeView, ...]
    offer_hours: int
    companions: int
    created_at: datetime

    @cached_property
    def sessions(self) -> tuple[SessionView, ...]:
        """All sessions of all workshops, by day."""
        every = (session for workshop in self.workshops for session in workshop.sessions)
        return tuple(sorted(every, key=lambda each: (each.terms.begins_at, each.key)))

    @cached_property
    def instants(self) -> frozenset[datetime]:
        """Every instant that stands anywhere in the view, since any of them may change what is shown."""
        return frozenset(instants_in(self))

    @property
    def milestones(self) -> tuple[MilestoneView, ...]:
        """All milestones, phase by phase."""
        return tuple(milestone for phase in self.phases for milestone in phase.milestones)

    def earlier_starts(self, session: SessionView) -> list[str]:
        """When the session was to begin before it was moved, newest first, as `SessionView.machine_date`.

        A clock time that has only become known moves nothing.
        """
        told = [each.earlier_start for each in self.changes if each.subject == session.key]
        return [each for each in dict.fromkeys(told) if each and _is_other(each, session.machine_date)]


def _is_other(earlier: str, now: str) -> bool:
    day = len("2022-04-12")
    return earlier[:day] != now[:day] if day in (len(earlier), len(now)) else earlier != now
