"""How each language writes days and clock times: CLDR's names in patterns of our own.

CLDR gives Finland-Swedish the ISO dates and colons of Sweden, so the patterns are not taken from it. They
follow Kielikello 3/1998 (Finnish), Isof and the usage of Finnish authorities (Swedish), and British English.
"""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale

EN_DASH = "–"


@dataclass(frozen=True)
class Conventions:
    """One language's patterns in the notation of CLDR (UTS 35); `{}` stands for what was formatted before."""

    locale: Locale
    day: str
    day_without_year: str
    day_of_month: str
    weekday_day: str
    month: str
    month_name_genitive: str
    full_hour: str
    hour_and_minute: str
    at: str
    day_then_clock: str


FINNISH = Conventions(
    locale=Locale("fi", "FI"),
    day="d.M.y",
    day_without_year="d.M.",
    day_of_month="d.",
    weekday_day="EEE d.M.y",
    month="LLLL y",
    # Every Finnish month ends in -kuu ("moon"), whose genitive is -kuun.
    month_name_genitive="LLLL'n'",
    full_hour="H",
    hour_and_minute="H.mm",
    at="klo {}",
    day_then_clock="{} {}",
)

SWEDISH = Conventions(
    locale=Locale("sv", "FI"),
    day="d.M.y",
    day_without_year="d.M",
    day_of_month="d",
    weekday_day="EEE d.M.y",
    month="LLLL y",
    month_name_genitive="LLLL",
    full_hour="H",
    hour_and_minute="H.mm",
    at="kl. {}",
    day_then_clock="{} {}",
)

ENGLISH = Conventions(
    locale=Locale("en", "GB"),
    day="d MMMM y",
    day_without_year="d MMMM",
    day_of_month="d",
    weekday_day="EEE d MMMM y",
    month="LLLL y",
    month_name_genitive="LLLL",
    full_hour="HH:mm",
    hour_and_minute="HH:mm",
    at="{}",
    day_then_clock="{}, {}",
)

_BY_LANGUAGE = {"fi": FINNISH, "sv": SWEDISH, "en": ENGLISH}


def conventions(language: str) -> Conventions:
    """The conventions of `fi`, `sv` or `en`; the English ones for any other, as with the words."""
    return _BY_LANGUAGE.get(language, ENGLISH)
