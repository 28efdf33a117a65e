"""How registration goes, in numbers of nobody: over time, by language, by how many come together.

Each takes one or two statements, however many people there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ...models import ACTIVE, Booking, Registration
from ..present import ProcessNow, WorkshopNow
from .local_days import as_day, day_of
from .statistics import LEAST

MOST_TOGETHER = 4


@dataclass(frozen=True)
class Day:
    """A day on which something changed: what came and went, and what there was at its end."""

    on: date
    change: int
    total: int


@dataclass(frozen=True)
class Course:
    """How the places of a workshop were taken, or of all of them where it is None.

    Those who wait are counted too. `capacity` is None where it is not known or not limited. `until` is the
    last day of which anything is known.
    """

    workshop: WorkshopNow | None
    days: tuple[Day, ...]
    capacity: int | None
    until: date

    @property
    def total(self) -> int:
        """The places that are taken or waited for now."""
        return self.days[-1].total if self.days else 0


@dataclass(frozen=True)
class Shares:
    """How many there are in each group; None where one of them is too small to be told."""

    total: int
    parts: tuple[tuple[str, int], ...] | None


def course(session: Session, process: ProcessNow, slug: str | None = None) -> Course:
    """The course of the workshop with the slug; of all where there is none of that name."""
    workshop = process.workshop(slug) if slug else None
    changes = _sums(session, process, Booking.created_at, workshop)
    changes.subtract(_sums(session, process, Booking.status_at, workshop, Booking.status.not_in(ACTIVE)))
    days = sorted(each for each, change in changes.items() if change)
    totals = accumulate(changes[each] for each in days)
    told = tuple(Day(on, changes[on], total) for on, total in zip(days, totals, strict=True))
    until = max(_last_day(process, workshop), days[-1]) if days else process.today
    return Course(workshop, told, _capacity(process, workshop), until)


def people(session: Session, process: ProcessNow) -> tuple[Shares, Shares]:
    """How many people take part by the language of their messages, and how many come together.

    Those who have a place or wait for one, or have been there. The groups are "1" to "4+" people.
    """
    takes_part = exists().where(Booking.registration_id == Registration.id, Booking.status.in_(ACTIVE))
    language, companions = Registration.language, Registration.companions
    rows = session.execute(
        select(language, companions, func.count())
        .where(Registration.process_id == process.view.id, takes_part)
        .group_by(language, companions)
    ).all()
    languages: Counter[str] = Counter()
    parties: Counter[str] = Counter()
    for code, others, number in rows:
        languages[code] += number
        parties[_party(1 + others)] += number
    return _shares(languages.most_common()), _shares(sorted(parties.items()))


def _party(size: int) -> str:
    return f"{MOST_TOGETHER}+" if size >= MOST_TOGETHER else str(size)


def _shares(groups: Iterable[tuple[str, int]]) -> Shares:
    parts = tuple(groups)
    # A single small group could be found by taking the others from the sum, so none is told then.
    is_told = all(number >= LEAST for _, number in parts)
    return Shares(sum(number for _, number in parts), parts if is_told else None)


def _sums(
    session: Session,
    process: ProcessNow,
    when: InstrumentedAttribute[datetime],
    workshop: WorkshopNow | None,
    *which: ColumnElement[bool],
) -> Counter[date]:
    day = day_of(session, process, when)
    mine = select(day, func.sum(Booking.seats)).join(Booking.registration)
    mine = mine.where(Registration.process_id == process.view.id, *which)
    if workshop is not None:
        mine = mine.where(Booking.workshop_id == workshop.view.id)
    return Counter({as_day(on): int(number) for on, number in session.execute(mine.group_by(day))})


def _capacity(process: ProcessNow, workshop: WorkshopNow | None) -> int | None:
    sittings = workshop.sessions if workshop else process.sessions
    known = [each.view.terms.capacity for each in sittings if not each.view.cancelled]
    return sum(each or 0 for each in known) if known and None not in known else None


def _last_day(process: ProcessNow, workshop: WorkshopNow | None) -> date:
    """Today, or the day of the last session where that is past."""
    sittings = workshop.sessions if workshop else process.sessions
    last = max((each.view.terms.ends_at for each in sittings), default=process.now)
    return min(process.now, last).astimezone(process.view.zone).date()
