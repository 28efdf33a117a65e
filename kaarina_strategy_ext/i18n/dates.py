"""Days and months in the words of a reader; `language` is `fi`, `sv` or `en`.

Every text has plain spaces, so that it is found by searching. The examples are the Finnish ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from babel.dates import format_date

from .conventions import EN_DASH, conventions
from .lists import listed


def day(when: date, language: str) -> str:
    """`12.4.2022`"""
    style = conventions(language)
    return format_date(when, style.day, style.locale)


def day_without_year(when: date, language: str) -> str:
    """`12.4.`, where the year is known from what stands around it."""
    style = conventions(language)
    return format_date(when, style.day_without_year, style.locale)


def weekday_day(when: date, language: str) -> str:
    """`ti 12.4.2022`"""
    style = conventions(language)
    return format_date(when, style.weekday_day, style.locale)


def month(when: date, language: str) -> str:
    """`huhtikuu 2022`, in the nominative."""
    style = conventions(language)
    return format_date(when, style.month, style.locale)


def month_name_genitive(when: date, language: str) -> str:
    """`huhtikuun`, as in "huhtikuun työpajat"; the bare name in languages that do not inflect it."""
    style = conventions(language)
    return format_date(when, style.month_name_genitive, style.locale)


def days_listed(days: Iterable[date], language: str) -> str:
    """`20.4., 26.4. ja 27.4.2022`: each day once, in calendar order; the empty text for no days.

    The year is said once where all days share it, and with every day where they do not.
    """
    ordered = sorted(set(days))
    several_years = len({each.year for each in ordered}) > 1
    return listed(
        [
            day(each, language) if several_years or each == ordered[-1] else day_without_year(each, language)
            for each in ordered
        ],
        language,
    )


def days_between(first: date, last: date, language: str) -> str:
    """`1.–2.6.2022`, `12.4.–2.6.2022` or `30.12.2022–2.1.2023`; the day alone where both are the same."""
    if first == last:
        return day(last, language)
    start = _start_of_range(first, last, language)
    # British usage: a dash between parts that contain spaces is itself spaced.
    dash = f" {EN_DASH} " if " " in start else EN_DASH
    return start + dash + day(last, language)


def _start_of_range(first: date, last: date, language: str) -> str:
    """The first day without what the last one says as well."""
    style = conventions(language)
    if first.year != last.year:
        return day(first, language)
    if first.month != last.month:
        return day_without_year(first, language)
    return format_date(first, style.day_of_month, style.locale)
