"""The day of an instant in a time zone, found by the database, so that it can group by it.

PostgreSQL knows the zones. SQLite does not: it is told the offsets that the zone has had, which are two a
year at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, case, cast, func
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..present import ProcessNow

_A_DAY = timedelta(days=1)
_A_SECOND = timedelta(seconds=1)
_A_YEAR = timedelta(days=366)

Moments = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


def day_of(session: Session, process: ProcessNow, column: Moments) -> ColumnElement[Any]:
    """The day of each instant in the process's zone, to group by; `as_day` makes a date of it."""
    view = process.view
    return local_day(session, column, view.zone, view.created_at - _A_YEAR, process.now + _A_YEAR).label(
        "day"
    )


def local_day(
    session: Session,
    column: Moments,
    zone: ZoneInfo,
    since: datetime,
    until: datetime,
) -> ColumnElement[Any]:
    """The day in the zone of each instant in the column; `as_day` makes a date of what comes back.

    Right for instants from `since` to `until`; before and after those the nearest offset is taken.
    """
    if session.get_bind().dialect.name == "postgresql":
        return cast(func.timezone(zone.key, column), Date)
    offsets = list(_offsets(zone, since, until))
    *earlier, (_, last) = offsets
    modifier = (
        case(*((column < end, _modifier(offset)) for end, offset in earlier), else_=_modifier(last))
        if earlier
        else _modifier(last)
    )
    return func.date(column, modifier)


def as_day(value: date | str) -> date:
    """The date that a database has given, which on SQLite is a text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def _modifier(offset: timedelta) -> str:
    return f"{offset.total_seconds():+.0f} seconds"


def _offsets(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[tuple[datetime, timedelta]]:
    """Each offset from UTC that the zone has from one moment to the other, with the instant when it ends."""
    start = since.astimezone(UTC)
    while start < until:
        end = min(start + _A_DAY, until.astimezone(UTC))
        if _offset(start, zone) != _offset(end, zone):
            change = _change(zone, start, end)
            yield change, _offset(start, zone)
        start = end
    yield until, _offset(until, zone)


def _change(zone: ZoneInfo, start: datetime, end: datetime) -> datetime:
    """The first second of the second offset, between two instants with one change between them."""
    while end - start > _A_SECOND:
        middle = (start + (end - start) / 2).replace(microsecond=0)
        if _offset(middle, zone) == _offset(start, zone):
            start = middle
        else:
            end = middle
    return end


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)
