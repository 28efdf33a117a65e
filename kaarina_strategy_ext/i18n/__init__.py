"""Words, dates, clock times and lists in the reader's language: Finnish, Finland-Swedish, English."""

from __future__ import annotations

from .catalogue import DOMAIN, Words, words
from .dates import day, day_without_year, days_between, days_listed, month, month_name_genitive, weekday_day
from .lists import listed
from .moments import clock, clock_range, day_and_clock, moment

__all__ = [
    "DOMAIN",
    "Words",
    "clock",
    "clock_range",
    "day",
    "day_and_clock",
    "day_without_year",
    "days_between",
    "days_listed",
    "listed",
    "moment",
    "month",
    "month_name_genitive",
    "weekday_day",
    "words",
]
