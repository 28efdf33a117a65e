"""What the dates and times of a content file may be; each function yields (field, message) pairs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from .document import FuzzyDate, NewsItem, Phase, Registration, Session
from .problems import Said

FIRST_YEAR, LAST_YEAR = 1900, 2199  # far enough from the ends of the calendar for any arithmetic

Broken = Iterator[tuple[str, str]]


def day_problems(value: date) -> Broken:
    """Refuse days of years that nobody plans or remembers: mistyped ones."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        yield (
            "",
            Said(
                "the year must be from {least} to {most}, not {year}",
                least=FIRST_YEAR,
                most=LAST_YEAR,
                year=value.year,
            ),
        )


def wall_clock_problems(value: datetime, zone: ZoneInfo | None) -> Broken:
    """Refuse also the hour that the zone's clocks skip; without a zone, nothing more than for a day."""
    yield from day_problems(value)
    if skipped := _skipped(value, zone):
        yield "", skipped


def _skipped(value: datetime, zone: ZoneInfo | None) -> str | None:
    if zone is None or not FIRST_YEAR <= value.year <= LAST_YEAR:
        return None
    if value.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == value:
        return None
    return Said(
        "there is no {shown} in {zone}; the clocks skip it when daylight saving time begins",
        shown=f"{value:%Y-%m-%d %H:%M}",
        zone=zone.key,
    )


def fuzzy_date_problems(value: FuzzyDate) -> Broken:
    """Refuse a date that runs backwards, and an exact one of several days."""
    if value.latest < value.earliest:
        yield "latest", "must not be before earliest"
    elif value.precision == "day" and value.latest != value.earliest:
        yield "latest", "a date that is precise to the day has the same earliest and latest"


def phase_problems(phase: Phase) -> Broken:
    """Refuse a phase that is certainly over before it can begin; either end may be unknown."""
    if phase.starts and phase.ends and phase.ends.latest < phase.starts.earliest:
        yield "ends", "must not be before starts"


def registration_problems(registration: Registration) -> Broken:
    """Refuse a window without an opening or that closes before it, and times outside a window."""
    opens, closes = registration.opens, registration.closes
    if registration.mode != "window":
        for field, value in {"opens": opens, "closes": closes}.items():
            if value is not None:
                yield field, "only a registration of mode window has this"
    elif opens is None:
        yield "opens", "a window needs the time at which it opens"
    elif closes is not None and closes <= opens:
        yield "closes", "must be after opens"


def session_problems(session: Session, zone: ZoneInfo | None) -> Broken:
    """Refuse clock times that run backwards, that lack their day, or that the zone's clocks skip."""
    starts, ends = session.starts, session.ends
    if ends is not None and starts is None:
        yield "ends", "needs starts as well"
    elif ends is not None and starts is not None and ends <= starts:
        yield "ends", "must be after starts"
    for field, clock in {"starts": starts, "ends": ends}.items():
        if clock is not None and (problem := _clock_problem(session.date, clock, zone)):
            yield field, problem


def _clock_problem(day: FuzzyDate, clock: time, zone: ZoneInfo | None) -> str | None:
    if day.precision != "day":
        return "a clock time needs a date that is precise to the day"
    return _skipped(datetime.combine(day.earliest, clock), zone)


def news_problems(item: NewsItem) -> Broken:
    """Refuse news that changed before they came out; a day counts from its midnight."""
    if item.updated is not None and _first_instant(item.updated) < _first_instant(item.published):
        yield "updated", "must not be before published"


def _first_instant(moment: date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())
