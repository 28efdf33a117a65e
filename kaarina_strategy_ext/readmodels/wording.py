"""The words for what is derived: states, places left, dates; no such text is ever typed by an editor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Protocol

from ..i18n import Words, day, days_between, listed, moment, month, month_name_genitive, weekday_day
from ..models import FuzzyDate, PhaseStatus, Precision, RegistrationState, Seats, SessionMode, SessionTerms
from .content import SessionView, WorkshopView
from .text import text


class HasState(Protocol):
    """A session as it stands."""

    @property
    def view(self) -> SessionView:
        """Its content."""

    @property
    def state(self) -> RegistrationState:
        """Its registration state."""

    @property
    def takes_registrations(self) -> bool:
        """Whether one can register now."""

    @property
    def awaits_opening(self) -> bool:
        """Whether registration has yet to open."""


class HasEnd(Protocol):
    """A workshop that may be over."""

    @property
    def is_past(self) -> bool:
        """Whether it is over."""


def fuzzy_date(when: FuzzyDate, language: str) -> str:
    """The date in words: as its editor put it, else as exactly as it is known."""
    if when.text:
        return str(text(when.text, language))
    if when.precision is Precision.DAY:
        return day(when.earliest, language)
    if when.precision is Precision.MONTH:
        return month(when.earliest, language)
    return str(when.earliest.year)


def optional_date(when: FuzzyDate | None, language: str) -> str | None:
    """As `fuzzy_date`; None where there is no date."""
    return fuzzy_date(when, language) if when else None


def phase_dates(starts: FuzzyDate | None, ends: FuzzyDate | None, language: str) -> str | None:
    """From when to when, in words; None where neither is known."""
    if starts and ends and starts.is_exact and ends.is_exact:
        return days_between(starts.earliest, ends.latest, language)
    known = [fuzzy_date(each, language) for each in (starts, ends) if each]
    return " – ".join(dict.fromkeys(known)) or None


def phase_status(status: PhaseStatus, words: Words) -> str:
    """The status in a word or two."""
    return {
        PhaseStatus.UPCOMING: words.pgettext("phase", "Upcoming"),
        PhaseStatus.IN_PROGRESS: words.pgettext("phase", "In progress"),
        PhaseStatus.COMPLETED: words.pgettext("phase", "Completed"),
        PhaseStatus.POSTPONED: words.pgettext("phase", "Postponed"),
        PhaseStatus.SUSPENDED: words.pgettext("phase", "Suspended"),
    }[status]


def registration_state(state: RegistrationState, words: Words) -> str:
    """The state in a word or two, for a tag."""
    return {
        RegistrationState.ANNOUNCED_LATER: words.pgettext("registration", "Announced later"),
        RegistrationState.SCHEDULED: words.pgettext("registration", "Opens later"),
        RegistrationState.OPEN: words.pgettext("registration", "Open"),
        RegistrationState.FULL: words.pgettext("registration", "Full"),
        RegistrationState.CLOSED: words.pgettext("registration", "Closed"),
        RegistrationState.HELD: words.pgettext("workshop", "Held"),
        RegistrationState.CANCELLED: words.pgettext("workshop", "Cancelled"),
    }[state]


def registration_sentence(
    terms: SessionTerms, seats: Seats, state: RegistrationState, zone: tzinfo, words: Words
) -> str:
    """What the state means for somebody who would like to come, in one or two sentences."""
    window = terms.window
    if state is RegistrationState.SCHEDULED and window and window.opens_at:
        opens = moment(window.opens_at, zone, words.language)
        return words.gettext("Registration opens %(moment)s.", moment=opens)
    if state is RegistrationState.OPEN:
        return words.gettext(
            "Sign up by %(moment)s.", moment=last_moment(terms.closes_at, zone, words.language)
        )
    if state is RegistrationState.FULL and not terms.has_room_to_wait(seats):
        if terms.waiting_list_size == 0:
            return words.gettext("The workshop is full. Choose another workshop.")
        return words.gettext("The workshop and its waiting list are full. Choose another workshop.")
    if state is RegistrationState.ANNOUNCED_LATER and window and window.information_on:
        when = day(window.information_on, words.language)
        return words.gettext("Registration will be announced on %(day)s.", day=when)
    return {
        RegistrationState.ANNOUNCED_LATER: words.gettext("Registration will be announced separately later."),
        RegistrationState.FULL: words.gettext("The workshop is full. You can join the waiting list."),
        RegistrationState.CLOSED: words.gettext("Registration has ended."),
        RegistrationState.HELD: words.gettext("The workshop has been held."),
        RegistrationState.CANCELLED: words.gettext("The workshop has been cancelled."),
    }[state]


def last_moment(closes_at: datetime, zone: tzinfo, language: str) -> str:
    """The last moment before the closing as people say it: of a closing at midnight, the day before it."""
    local = closes_at.astimezone(zone)
    if local.time() in (time(0), time(23, 59)):
        return weekday_day((local - timedelta(minutes=1)).date(), language)
    return moment(closes_at, zone, language)


def registration_as_a_whole(
    coming: Sequence[HasState], workshops: Sequence[HasEnd], zone: tzinfo, words: Words
) -> str:
    """Where the registration for all that is coming stands; where nothing is, how the workshops stand."""
    if not coming:
        return _nothing_coming(workshops, words)
    if any(session.takes_registrations for session in coming):
        return words.gettext("Registration is open.")
    scheduled = [opens for session in coming if (opens := _opens_at(session))]
    if scheduled:
        return words.gettext(
            "Registration opens %(moment)s.", moment=moment(min(scheduled), zone, words.language)
        )
    if any(session.state is RegistrationState.ANNOUNCED_LATER for session in coming):
        return words.gettext("Registration will be announced separately later.")
    if any(session.state is RegistrationState.FULL for session in coming):
        return words.gettext("All workshops are full.")
    return words.gettext("Registration has ended.")


def _nothing_coming(workshops: Sequence[HasEnd], words: Words) -> str:
    if not workshops:
        return words.gettext("We do not know of workshops yet. We tell about them on these pages.")
    if all(workshop.is_past for workshop in workshops):
        return words.gettext("All workshops are over.")
    return words.gettext("The dates of the workshops are announced later.")


def openings(coming: Iterable[HasState], zone: tzinfo, words: Words) -> tuple[str, ...]:
    """When registration opens for what it has yet to open for: a sentence for each moment, the first first.

    Those of which nobody knows it come last.
    """
    names: dict[datetime | None, list[str]] = {}
    for session in coming:
        if session.awaits_opening:
            name = f"{session.view.title} {session.view.day_text}"
            names.setdefault(_opens_at(session), []).append(name)
    known = sorted(when for when in names if when)
    told = [
        words.gettext(
            "Registration opens %(moment)s: %(names)s.",
            moment=moment(when, zone, words.language),
            names=listed(names[when], words.language),
        )
        for when in known
    ]
    if None in names:
        later = listed(names[None], words.language)
        told.append(words.gettext("Registration will be announced separately later: %(names)s.", names=later))
    return tuple(told)


def _opens_at(session: HasState) -> datetime | None:
    window = session.view.terms.window
    return window.opens_at if window and session.state is RegistrationState.SCHEDULED else None


def seats_left(view: SessionView, seats: Seats, state: RegistrationState, words: Words) -> str | None:
    """The places left, in words; None where nobody knows or where it does not matter any more."""
    if not state.takes_registrations and state is not RegistrationState.SCHEDULED:
        return None
    if view.room_for_all:
        return words.gettext("Everyone fits in.")
    free = view.terms.free(seats)
    if free is None:
        return None
    if state is RegistrationState.FULL:
        waiting = words.ngettext("%(n)s person is waiting", "%(n)s people are waiting", seats.waiting)
        none_free = words.gettext("No places left")
        return f"{none_free} ({waiting})" if seats.waiting else none_free
    return words.ngettext("%(n)s place left", "%(n)s places left", free)


def reassurance(held: Sequence[WorkshopView], words: Words) -> str:
    """That one may come without having been at the workshops held, by their months where these are known."""
    months = [each.period_month for each in held]
    if months and all(months):
        names = [month_name_genitive(each, words.language) for each in sorted({m for m in months if m})]
        return words.gettext(
            "It does not matter if you did not make it to the workshops in %(months)s.",
            months=listed(list(dict.fromkeys(names)), words.language),
        )
    return words.gettext("It does not matter if you did not make it to the earlier workshops.")


def session_mode(mode: SessionMode, words: Words) -> str:
    """Where a session meets, in words."""
    return {
        SessionMode.ON_SITE: words.gettext("On site"),
        SessionMode.REMOTE: words.gettext("Remote"),
        SessionMode.HYBRID: words.gettext("On site and remote"),
    }[mode]


def language_name(code: str, words: Words) -> str:
    """The name of a language in the reader's language; the code itself where we have no name for it."""
    names = {
        "fi": words.gettext("Finnish"),
        "sv": words.gettext("Swedish"),
        "en": words.gettext("English"),
    }
    return names.get(code, code)
