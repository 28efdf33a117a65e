"""How many people take part, in numbers that tell nobody's data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from ...models import Booking, BookingStatus, Registration
from ..present import ProcessNow, SessionNow
from .coming import Coming, coming
from .local_days import Moments, as_day, day_of
from .spreadsheets import Cell, Table

LEAST = 3
"""From how many people on a group of them is told; of fewer one could guess who they are."""
HIDDEN = "–"
"""Stands for a number that is too small, and for one from which, with the sum, it could be told."""
_GONE = (BookingStatus.CANCELLED, BookingStatus.DECLINED, BookingStatus.EXPIRED)


@dataclass(frozen=True)
class SessionFigures:
    """The people of one session, companions included.

    `by_language` counts those with a confirmed place, by language; a small number is not told. `coming` is
    None where nothing was marked at the door.
    """

    session: SessionNow
    confirmed: int
    pending: int
    waiting: int
    cancelled: int
    by_language: Mapping[str, int | str]
    coming: Coming | None = None

    @property
    def capacity(self) -> int | None:
        """How many it takes; None where that is not known or not limited."""
        return self.session.view.terms.capacity


@dataclass(frozen=True)
class DayFigures:
    """How many registered on a day of the process's time zone, and how many cancelled everything."""

    day: date
    registered: int
    cancelled: int


@dataclass(frozen=True)
class Statistics:
    """The figures of a process: its sessions by day, and each day on which something happened."""

    languages: tuple[str, ...]
    sessions: tuple[SessionFigures, ...]
    days: tuple[DayFigures, ...]

    @property
    def registered(self) -> int:
        """How many registrations there have been."""
        return sum(each.registered for each in self.days)


def statistics(session: Session, process: ProcessNow, languages: Sequence[str]) -> Statistics:
    """The figures now; `languages` are those of the site, and others that people have come with follow."""
    people = _people(session, process)
    spoken = sorted({language for _, _, language in people} - set(languages))
    all_languages = (*languages, *spoken)
    came = coming(session, process)
    sessions = tuple(
        replace(_figures(each, people, all_languages), coming=came.get(each.view.id))
        for each in process.sessions
    )
    return Statistics(all_languages, sessions, _days(session, process))


def guarded(numbers: Mapping[str, int]) -> dict[str, int | str]:
    """The numbers, of which the sum is known, without those that are too small and what would tell them.

    With the small ones the next larger is hidden, and all that are equal to it; where there is none, even
    that a number is zero would tell them. Why one is hidden is not told, because that would be a bound.
    Else nobody is no number that is too small.
    """
    small = {name for name, number in numbers.items() if 0 < number < LEAST}
    if not small:
        return dict(numbers)
    next_larger = min((number for number in numbers.values() if number >= LEAST), default=None)
    hidden = {name for name, number in numbers.items() if next_larger in (None, number)} | small
    return dict(numbers) | dict.fromkeys(hidden, HIDDEN)


def as_tables(figures: Statistics, process: ProcessNow, names: Mapping[str, str]) -> tuple[Table, Table]:
    """The same for a spreadsheet: the sessions, and the days. `names` are those of the languages."""
    gettext, zone = process.words.gettext, process.view.zone
    languages = [names.get(each, each) for each in figures.languages]
    spoken = [gettext("Confirmed: %(language)s", language=each) for each in languages]
    head = (
        gettext("Workshop"),
        gettext("Time"),
        gettext("Places"),
        gettext("Confirmed"),
        gettext("Pending"),
        gettext("Waiting"),
        gettext("Cancelled places"),
        *spoken,
        gettext("Came with a registration"),
        gettext("Came without a registration"),
    )
    by_day = (gettext("Day"), gettext("Registrations"), gettext("Cancelled registrations"))
    days = [(each.day.isoformat(), each.registered, each.cancelled) for each in figures.days]
    sessions = [_row(each) for each in figures.sessions]
    return Table(gettext("Workshops"), head, sessions, zone), Table(gettext("By day"), by_day, days, zone)


def _row(each: SessionFigures) -> tuple[Cell, ...]:
    view = each.session.view
    counted = (each.capacity, each.confirmed, each.pending, each.waiting, each.cancelled)
    came = (each.coming.registered, each.coming.walk_ins) if each.coming else (None, None)
    return str(view.title), view.when, *counted, *each.by_language.values(), *came


_People = Mapping[tuple[int | None, BookingStatus, str], int]


def _people(session: Session, process: ProcessNow) -> _People:
    """People by session, status and language; who waits for any session of a workshop waits for each."""
    homes = {home.view.id: [each.view.id for each in home.sessions] for home in process.workshops}
    group = (Booking.workshop_id, Booking.session_id, Booking.status, Registration.language)
    rows = session.execute(
        select(*group, func.sum(Booking.seats))
        .join(Booking.registration)
        .where(Registration.process_id == process.view.id)
        .group_by(*group)
    )
    people: Counter[tuple[int | None, BookingStatus, str]] = Counter()
    for workshop_id, session_id, status, language, number in rows:
        for each in [session_id] if session_id is not None else homes.get(workshop_id, []):
            people[each, status, language] += int(number)
    return people


def _figures(sitting: SessionNow, people: _People, languages: Sequence[str]) -> SessionFigures:
    def number(*statuses: BookingStatus) -> int:
        return sum(people.get((sitting.view.id, each, code), 0) for each in statuses for code in languages)

    confirmed = {code: people.get((sitting.view.id, BookingStatus.CONFIRMED, code), 0) for code in languages}
    return SessionFigures(
        sitting,
        confirmed=number(BookingStatus.CONFIRMED),
        pending=number(BookingStatus.HELD, BookingStatus.OFFERED),
        waiting=number(BookingStatus.WAITLISTED),
        cancelled=number(*_GONE),
        by_language=guarded(confirmed),
    )


def _days(session: Session, process: ProcessNow) -> tuple[DayFigures, ...]:
    """By day; that a registration was erased is no cancellation of it."""
    is_own_wish = or_(Registration.erased_at.is_(None), Registration.cancelled_at < Registration.erased_at)
    registered = _by_day(session, process, Registration.created_at)
    cancelled = _by_day(
        session, process, Registration.cancelled_at, Registration.cancelled_at.is_not(None), is_own_wish
    )
    days = sorted(registered.keys() | cancelled.keys())
    return tuple(DayFigures(each, registered[each], cancelled[each]) for each in days)


def _by_day(
    session: Session,
    process: ProcessNow,
    when: Moments,
    *which: ColumnElement[bool],
) -> Counter[date]:
    day = day_of(session, process, when)
    mine = select(day, func.count()).where(Registration.process_id == process.view.id, *which)
    return Counter({as_day(on): number for on, number in session.execute(mine.group_by(day))})
