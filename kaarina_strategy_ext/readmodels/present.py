"""A process as it stands at one moment: its content, the clock and the live counters of its seats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from ..i18n import Words, words
from ..models import NO_SEATS_TAKEN, PhaseStatus, RegistrationState, Seats, current_phase, phase_statuses
from . import wording
from .content import (
    ChangeView,
    MilestoneView,
    NewsView,
    PhaseView,
    ProcessView,
    SessionView,
    WorkshopView,
)
from .instants import to_the_minute
from .prepared import Prepared
from .results import StrategyView


@dataclass(frozen=True)
class PhaseNow:
    """A phase with its status; `is_current` holds for exactly one phase of a process."""

    view: PhaseView
    number: int
    status: PhaseStatus
    status_word: str
    is_current: bool


@dataclass(frozen=True)
class SessionNow:
    """A session with its registration state, in one word, one sentence and the places left."""

    view: SessionView
    seats: Seats
    state: RegistrationState
    state_word: str
    state_sentence: str
    seats_text: str | None

    @property
    def is_past(self) -> bool:
        """Whether the session has been held."""
        return self.state is RegistrationState.HELD

    @property
    def takes_registrations(self) -> bool:
        """Whether one can register now, if only for the waiting list."""
        return self.state.takes_registrations and (self.has_seat or self.has_room_to_wait)

    @property
    def awaits_opening(self) -> bool:
        """Whether registration has yet to open."""
        return self.state in (RegistrationState.ANNOUNCED_LATER, RegistrationState.SCHEDULED)

    @property
    def has_seat(self) -> bool:
        """Whether a newcomer would get a seat."""
        return self.view.terms.has_seat_for_newcomer(self.seats)

    @property
    def has_room_to_wait(self) -> bool:
        """Whether the waiting list takes one more."""
        return self.view.terms.has_room_to_wait(self.seats)


@dataclass(frozen=True)
class WorkshopNow:
    """A workshop with its sessions as they stand; `status_word` says held, upcoming, in progress."""

    view: WorkshopView
    sessions: tuple[SessionNow, ...]
    is_past: bool

    @property
    def takes_registrations(self) -> bool:
        """Whether any of its sessions takes registrations now."""
        return any(session.takes_registrations for session in self.sessions)

    @property
    def awaits_opening(self) -> bool:
        """Whether registration has yet to open for any of its sessions."""
        return any(session.awaits_opening for session in self.sessions)


@dataclass(frozen=True)
class ProcessNow:
    """The one source of what pages, widget, mail and feeds show of a process at one moment.

    `is_latest` tells whether of all public processes it was loaded last. `prepared` is what is made of it
    once for all its readers.
    """

    view: ProcessView
    now: datetime
    seats: Mapping[int, Seats]
    is_latest: bool = False
    prepared: Prepared = field(default_factory=Prepared, init=False, compare=False, repr=False)

    @cached_property
    def until(self) -> datetime:
        """The instant from which something may read otherwise by the clock alone: a minute later at most.

        By the minute go dates, the moment of which a document tells, and how far back changes are told.
        """
        next_minute = to_the_minute(self.now) + timedelta(minutes=1)
        between = (each for each in self.view.instants if self.now < each < next_minute)
        return min(between, default=next_minute)

    @property
    def words(self) -> Words:
        """The words of the reader's language."""
        return words(self.view.language)

    @property
    def today(self) -> date:
        """The day in the process's time zone."""
        return self.now.astimezone(self.view.zone).date()

    @cached_property
    def phases(self) -> tuple[PhaseNow, ...]:
        """The phases in order, each with its status."""
        statuses = phase_statuses([phase.course for phase in self.view.phases], self.now)
        current = current_phase(statuses)
        return tuple(
            PhaseNow(view, index + 1, status, wording.phase_status(status, self.words), index == current)
            for index, (view, status) in enumerate(zip(self.view.phases, statuses, strict=True))
        )

    @property
    def current_phase(self) -> PhaseNow | None:
        """The phase where we are; None only in a process without phases."""
        return next((phase for phase in self.phases if phase.is_current), None)

    @property
    def is_over(self) -> bool:
        """Whether every phase has been completed."""
        return bool(self.phases) and all(each.status is PhaseStatus.COMPLETED for each in self.phases)

    @cached_property
    def workshops(self) -> tuple[WorkshopNow, ...]:
        """The workshops in their order."""
        return tuple(self._workshop(view) for view in self.view.workshops)

    @cached_property
    def sessions(self) -> tuple[SessionNow, ...]:
        """All sessions by day."""
        return tuple(self._session(view) for view in self.view.sessions)

    @property
    def coming_sessions(self) -> tuple[SessionNow, ...]:
        """The sessions that are neither over nor cancelled, by day."""
        gone = (RegistrationState.HELD, RegistrationState.CANCELLED)
        return tuple(session for session in self.sessions if session.state not in gone)

    @property
    def next_session(self) -> SessionNow | None:
        """The next session that will be held; None where none is coming."""
        return next(iter(self.coming_sessions), None)

    @property
    def takes_registrations(self) -> bool:
        """Whether one can register for anything now."""
        return any(session.takes_registrations for session in self.sessions)

    @property
    def awaits_opening(self) -> bool:
        """Whether registration has yet to open for anything."""
        return any(session.awaits_opening for session in self.sessions)

    @property
    def registration_sentence(self) -> str:
        """Where registration stands as a whole, in one sentence."""
        return wording.registration_as_a_whole(
            self.coming_sessions, self.workshops, self.view.zone, self.words
        )

    @property
    def openings(self) -> tuple[str, ...]:
        """When registration opens for the rest: a sentence for each moment; empty where nothing awaits it."""
        return wording.openings(self.coming_sessions, self.view.zone, self.words)

    @property
    def reassurance(self) -> str | None:
        """That one need not have been at those already held; None where none was or none is coming."""
        held = [workshop.view for workshop in self.workshops if workshop.is_past]
        return wording.reassurance(held, self.words) if held and self.coming_sessions else None

    @property
    def decision(self) -> MilestoneView | None:
        """The last milestone: the decision to which the process leads; None where there is none."""
        return self.view.milestones[-1] if self.view.milestones else None

    @property
    def adopted(self) -> StrategyView | None:
        """The strategy, once the decision that adopts it has been made; None before that."""
        decided_on = self.decision.decided_on if self.decision else None
        return self.view.adopted if decided_on and decided_on <= self.today else None

    @property
    def days_to_decision(self) -> int | None:
        """Whole days until the decision, at least 0; None where its day is not known or it is made."""
        decision = self.decision
        if not decision or decision.decided_on or not decision.expected or not decision.expected.is_exact:
            return None
        return max(0, (decision.expected.earliest - self.today).days)

    def workshop(self, slug: str) -> WorkshopNow | None:
        """The workshop with the slug, or None."""
        return next((each for each in self.workshops if each.view.slug == slug), None)

    @property
    def news(self) -> tuple[NewsView, ...]:
        """The news that is out, newest first."""
        return tuple(item for item in self.view.news if item.out_at <= self.now)

    def workshops_with_results(self, phase: PhaseNow) -> tuple[WorkshopNow, ...]:
        """The workshops of the phase whose summary has come out."""
        return tuple(
            each for each in self.workshops if each.view.phase_key == phase.view.key and each.view.summary
        )

    def changes(self, days: int) -> tuple[ChangeView, ...]:
        """The public changes of the last so many days, newest first."""
        since = to_the_minute(self.now) - timedelta(days=days)
        return tuple(change for change in self.view.changes if since <= change.at <= self.now)

    def _workshop(self, view: WorkshopView) -> WorkshopNow:
        is_past = view.span is not None and self.now >= view.span[1]
        return WorkshopNow(view, tuple(self._session(each) for each in view.sessions), is_past)

    def _session(self, view: SessionView) -> SessionNow:
        seats = self.seats.get(view.id, NO_SEATS_TAKEN)
        state = view.terms.state(seats, self.now)
        return SessionNow(
            view,
            seats,
            state,
            wording.registration_state(state, self.words),
            wording.registration_sentence(view.terms, seats, state, self.view.zone, self.words),
            wording.seats_left(view, seats, state, self.words),
        )
