"""Clock times and instants in the words of a reader; `language` is `fi`, `sv` or `en`.

Every text has plain spaces, so that it is found by searching. The examples are the Finnish ones.
"""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

from babel.dates import format_time

from .conventions import EN_DASH, conventions
from .dates import weekday_day


def clock(when: time, language: str) -> str:
    """`17` on the hour, else `17.30`; never with seconds, and without the word before it."""
    return _clock(when, language, minutes=when.minute != 0)


def clock_range(start: time, end: time | None, language: str) -> str:
    """`klo 17–20`, or `klo 17.30–20.00` where either has minutes; `klo 17` where the end is None."""
    times = [start] if end is None else [start, end]
    minutes = any(each.minute for each in times)
    text = EN_DASH.join(_clock(each, language, minutes=minutes) for each in times)
    return conventions(language).at.format(text)


def day_and_clock(when: date, start: time | None, end: time | None, language: str) -> str:
    """`ti 12.4.2022 klo 17–20`; the weekday and day alone where the start is None."""
    weekday = weekday_day(when, language)
    if start is None:
        return weekday
    return conventions(language).day_then_clock.format(weekday, clock_range(start, end, language))


def moment(instant: datetime, zone: tzinfo, language: str) -> str:
    """`ma 4.4.2022 klo 9.15`, as the clocks in the zone show the instant.

    Raises `TypeError` for a naive datetime, because nobody can know which instant it means.
    """
    if instant.utcoffset() is None:
        raise TypeError(f"an instant needs its offset: {instant!r}")
    local = instant.astimezone(zone)
    return day_and_clock(local.date(), local.time(), None, language)


def _clock(when: time, language: str, *, minutes: bool) -> str:
    style = conventions(language)
    return format_time(when, style.hour_and_minute if minutes else style.full_hour, locale=style.locale)
