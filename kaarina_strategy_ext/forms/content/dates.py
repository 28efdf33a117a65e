"""Days and clock times as people type them in Finland, and back: 12.4.2022, 4/2022, 17.30.

The text of a value in ISO 8601, as in a content file, is understood as well. Each function returns None for
what it cannot understand.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time

_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"(\d{1,2})\s*[./]\s*(\d{4})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_CLOCK = re.compile(
    r"(?:(?:klo|kl\.?)\s*)?(\d{1,2})(?:[.:](\d\d))?(?:[.:](\d\d))?(?:,(\d{6}))?", re.IGNORECASE
)
_MOMENT = re.compile(r"(\S*?\d{4}\S*?|\d{1,2}\.\s*\d{1,2}\.\s*\d{4})(?:[T\s,]+(.*))?", re.DOTALL)

# Examples for the hints, which no translation spells out.
A_DAY, A_TIME, A_MOMENT, DATES = "12.4.2022", "17.30", "4.4.2022 9.00", "12.4.2022, 4/2022, 2022"

FIRST_MONTH, LAST_MONTH = 1, 12


def day_of(typed: str) -> date | None:
    """`12.4.2022`, `12.04.2022` or `2022-04-12`."""
    if match := _DAY.fullmatch(typed):
        return _date(match[3], match[2], match[1])
    if match := _ISO_DAY.fullmatch(typed):
        return _date(match[1], match[2], match[3])
    return None


def span_of(typed: str) -> tuple[date, date, str] | None:
    """First and last day, and the precision: of a day, a month (`4/2022`, `4.2022`) or a year (`2022`)."""
    if exact := day_of(typed):
        return exact, exact, "day"
    if match := _MONTH.fullmatch(typed):
        return _span(match[2], match[1], match[1], "month")
    if match := _ISO_MONTH.fullmatch(typed):
        return _span(match[1], match[2], match[2], "month")
    if _YEAR.fullmatch(typed):
        return _span(typed, FIRST_MONTH, LAST_MONTH, "year")
    return None


def clock_of(typed: str) -> time | None:
    """`17.30`, `17:30`, `klo 17` or `17`."""
    match = _CLOCK.fullmatch(typed)
    if match is None:
        return None
    try:
        hour, minute, second, fraction = (int(each or 0) for each in match.groups())
        return time(hour, minute, second, fraction)
    except ValueError:
        return None


def moment_of(typed: str, *, otherwise: time | None) -> date | None:
    """`4.4.2022 9.00` as a day with its time; a day alone gets the time `otherwise`, or stays a day."""
    match = _MOMENT.fullmatch(typed)
    day = day_of(match[1]) if match else None
    if match is None or day is None:
        return None
    if not match[2]:
        return datetime.combine(day, otherwise) if otherwise is not None else day  # a wall clock has no zone
    clock = clock_of(match[2].strip())
    return datetime.combine(day, clock) if clock else None


def shown_day(day: date) -> str:
    """`12.4.2022`, which Finnish and Finland-Swedish share."""
    return f"{day.day}.{day.month}.{day.year:04}"


def shown_span(first: date, precision: str) -> str:
    """The day, month or year in which a span of that precision begins."""
    if precision == "day":
        return shown_day(first)
    return f"{first.month}/{first.year:04}" if precision == "month" else f"{first.year:04}"


def shown_clock(clock: time) -> str:
    """`17.30`; with seconds only where there are any."""
    seconds = f".{clock.second:02}" if clock.second or clock.microsecond else ""
    fraction = f",{clock.microsecond:06}" if clock.microsecond else ""
    return f"{clock.hour}.{clock.minute:02}{seconds}{fraction}"


def shown_moment(moment: date) -> str:
    """`4.4.2022 9.00`, or the day alone."""
    day = shown_day(moment)
    return f"{day} {shown_clock(moment.time())}" if isinstance(moment, datetime) else day


def whole_span(first: date, precision: str) -> tuple[date, date]:
    """The first and the last day of the day, month or year in which `first` lies."""
    if precision == "day":
        return first, first
    months = (first.month, first.month) if precision == "month" else (FIRST_MONTH, LAST_MONTH)
    return _days(first.year, *months)


def _span(year: str, first: str | int, last: str | int, precision: str) -> tuple[date, date, str] | None:
    try:
        return (*_days(int(year), int(first), int(last)), precision)
    except ValueError:
        return None


def _days(year: int, first: int, last: int) -> tuple[date, date]:
    # calendar's own error for a month 13 is a ValueError only from Python 3.12 on, so `date` speaks first.
    begins = date(year, first, 1)
    return begins, date(year, last, calendar.monthrange(year, last)[1])


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
