from __future__ import annotations

from datetime import date

import pytest

from kaarina_strategy_ext import i18n

VISION = date(2022, 4, 12)
LANGUAGES = ("fi", "sv", "en")


@pytest.mark.parametrize(
    ("when", "language", "text"),
    [
        (VISION, "fi", "12.4.2022"),  # neither day nor month has a leading zero
        (VISION, "sv", "12.4.2022"),  # not CLDR's 2022-04-12
        (VISION, "en", "12 April 2022"),  # the month in words, for 12.4. and 4.12. look alike
        (date(2022, 11, 3), "fi", "3.11.2022"),  # one digit, two digits
        (date(2022, 12, 31), "sv", "31.12.2022"),  # two digits each
        (date(2024, 12, 30), "fi", "30.12.2024"),  # a day that belongs to week 1 of the next year
        (date(2028, 2, 29), "en", "29 February 2028"),  # leap day
        (VISION, "de", "12 April 2022"),  # a language without conventions follows the English ones
    ],
)
def test_day_is_written_with_its_year(when, language, text):
    assert i18n.day(when, language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "12.4."),  # Finnish has a dot after the month
        ("sv", "12.4"),  # Swedish has none
        ("en", "12 April"),
    ],
)
def test_day_without_year_ends_as_its_language_wants(language, text):
    assert i18n.day_without_year(VISION, language) == text


@pytest.mark.parametrize(
    ("when", "finnish", "swedish", "english"),
    [
        (date(2022, 4, 11), "ma 11.4.2022", "mån 11.4.2022", "Mon 11 April 2022"),  # Monday
        (date(2022, 4, 12), "ti 12.4.2022", "tis 12.4.2022", "Tue 12 April 2022"),  # Tuesday
        (date(2022, 4, 13), "ke 13.4.2022", "ons 13.4.2022", "Wed 13 April 2022"),  # Wednesday
        (date(2022, 4, 14), "to 14.4.2022", "tors 14.4.2022", "Thu 14 April 2022"),  # Thursday
        (date(2022, 4, 15), "pe 15.4.2022", "fre 15.4.2022", "Fri 15 April 2022"),  # Friday
        (date(2022, 4, 16), "la 16.4.2022", "lör 16.4.2022", "Sat 16 April 2022"),  # Saturday
        (date(2022, 4, 17), "su 17.4.2022", "sön 17.4.2022", "Sun 17 April 2022"),  # Sunday
    ],
)
def test_weekday_stands_before_its_day(when, finnish, swedish, english):
    assert tuple(i18n.weekday_day(when, language) for language in LANGUAGES) == (finnish, swedish, english)


@pytest.mark.parametrize(
    ("days", "finnish", "swedish", "english"),
    [
        (
            # three days of one month
            [date(2022, 4, 20), date(2022, 4, 26), date(2022, 4, 27)],
            "20.4., 26.4. ja 27.4.2022",
            "20.4, 26.4 och 27.4.2022",
            "20 April, 26 April and 27 April 2022",
        ),
        (
            # two days of different months
            [date(2022, 4, 27), date(2022, 6, 1)],
            "27.4. ja 1.6.2022",
            "27.4 och 1.6.2022",
            "27 April and 1 June 2022",
        ),
        # one day
        ([VISION], "12.4.2022", "12.4.2022", "12 April 2022"),
        # no days
        ([], "", "", ""),
        (
            # two of one year and one of another: each keeps its year
            [date(2022, 11, 30), date(2022, 12, 14), date(2023, 1, 11)],
            "30.11.2022, 14.12.2022 ja 11.1.2023",
            "30.11.2022, 14.12.2022 och 11.1.2023",
            "30 November 2022, 14 December 2022 and 11 January 2023",
        ),
        (
            # out of order, and one day with two sessions
            [date(2022, 6, 2), date(2022, 6, 1), date(2022, 6, 1)],
            "1.6. ja 2.6.2022",
            "1.6 och 2.6.2022",
            "1 June and 2 June 2022",
        ),
    ],
)
def test_days_are_listed_in_calendar_order(days, finnish, swedish, english):
    assert tuple(i18n.days_listed(days, language) for language in LANGUAGES) == (finnish, swedish, english)


@pytest.mark.parametrize(
    ("first", "last", "finnish", "swedish", "english"),
    [
        (
            # one month
            date(2022, 6, 1),
            date(2022, 6, 2),
            "1.–2.6.2022",
            "1–2.6.2022",
            "1–2 June 2022",
        ),
        (
            # different months
            date(2022, 4, 12),
            date(2022, 6, 2),
            "12.4.–2.6.2022",
            "12.4–2.6.2022",
            "12 April – 2 June 2022",
        ),
        (
            # different years
            date(2022, 12, 30),
            date(2023, 1, 2),
            "30.12.2022–2.1.2023",
            "30.12.2022–2.1.2023",
            "30 December 2022 – 2 January 2023",
        ),
        (
            # the same month of different years
            date(2022, 6, 1),
            date(2023, 6, 2),
            "1.6.2022–2.6.2023",
            "1.6.2022–2.6.2023",
            "1 June 2022 – 2 June 2023",
        ),
        # the same day
        (VISION, VISION, "12.4.2022", "12.4.2022", "12 April 2022"),
    ],
)
def test_range_of_days_says_what_both_share_only_once(first, last, finnish, swedish, english):
    texts = tuple(i18n.days_between(first, last, language) for language in LANGUAGES)

    assert texts == (finnish, swedish, english)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "syyskuu 2022"),  # nominative: CLDR's form for dates would be "syyskuuta"
        ("sv", "september 2022"),  # lower case
        ("en", "September 2022"),  # upper case
    ],
)
def test_month_is_named_with_its_year(language, text):
    assert i18n.month(date(2022, 9, 1), language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "maaliskuun"),  # "maaliskuun työpajoihin"
        ("sv", "mars"),  # no inflection before a noun
        ("en", "March"),
    ],
)
def test_month_name_stands_before_a_noun(language, text):
    assert i18n.month_name_genitive(date(2022, 3, 1), language) == text


def test_each_finnish_month_has_its_genitive():
    genitives = {i18n.month_name_genitive(date(2022, number, 1), "fi") for number in range(1, 13)}

    assert len(genitives) == 12
    assert all(name.endswith("kuun") for name in genitives)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_days_have_plain_spaces_only(language):
    text = i18n.weekday_day(VISION, language) + i18n.days_between(VISION, date(2022, 6, 2), language)

    assert {letter for letter in text if letter.isspace()} == {" "}
