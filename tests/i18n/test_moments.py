from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kaarina_strategy_ext import i18n

HELSINKI = ZoneInfo("Europe/Helsinki")
VISION = date(2022, 4, 12)
LANGUAGES = ("fi", "sv", "en")


@pytest.mark.parametrize(
    ("when", "finnish", "swedish", "english"),
    [
        (time(17), "17", "17", "17:00"),  # on the hour
        (time(17, 30), "17.30", "17.30", "17:30"),  # dot in Finland, colon in English
        (time(9, 5), "9.05", "9.05", "09:05"),  # minutes keep their zero, hours only in English
        (time(0), "0", "0", "00:00"),  # midnight
        (time(23, 59, 59), "23.59", "23.59", "23:59"),  # seconds are left out, not rounded
    ],
)
def test_clock_shows_minutes_where_there_are_any(when, finnish, swedish, english):
    assert tuple(i18n.clock(when, language) for language in LANGUAGES) == (finnish, swedish, english)


@pytest.mark.parametrize(
    ("start", "end", "finnish", "swedish", "english"),
    [
        (time(17), time(20), "klo 17–20", "kl. 17–20", "17:00–20:00"),  # full hours
        (time(17, 30), time(20), "klo 17.30–20.00", "kl. 17.30–20.00", "17:30–20:00"),  # start has minutes
        (time(17), time(19, 45), "klo 17.00–19.45", "kl. 17.00–19.45", "17:00–19:45"),  # end has minutes
        (time(8, 15), time(9, 45), "klo 8.15–9.45", "kl. 8.15–9.45", "08:15–09:45"),  # both have
        (time(17), None, "klo 17", "kl. 17", "17:00"),  # no end, full hour
        (time(17, 30), None, "klo 17.30", "kl. 17.30", "17:30"),  # no end, minutes
    ],
)
def test_clock_range_is_written_evenly(start, end, finnish, swedish, english):
    texts = tuple(i18n.clock_range(start, end, language) for language in LANGUAGES)

    assert texts == (finnish, swedish, english)


@pytest.mark.parametrize(
    ("start", "end", "language", "text"),
    [
        (time(17), time(20), "fi", "ti 12.4.2022 klo 17–20"),  # the seed's vision workshop
        (time(17), time(20), "sv", "tis 12.4.2022 kl. 17–20"),
        (time(17), time(20), "en", "Tue 12 April 2022, 17:00–20:00"),
        (time(17), None, "fi", "ti 12.4.2022 klo 17"),  # the end is not known
        (None, None, "fi", "ti 12.4.2022"),  # no clock time is known
        (None, None, "sv", "tis 12.4.2022"),
        (None, None, "en", "Tue 12 April 2022"),
        (None, time(20), "fi", "ti 12.4.2022"),  # an end alone tells nobody when to come
        (time(0), time(2), "fi", "ti 12.4.2022 klo 0–2"),  # midnight is a time, not the lack of one
    ],
)
def test_day_and_clock_say_what_is_known(start, end, language, text):
    assert i18n.day_and_clock(VISION, start, end, language) == text


@pytest.mark.parametrize(
    ("instant", "language", "text"),
    [
        ("2022-04-04T06:15+00:00", "fi", "ma 4.4.2022 klo 9.15"),  # summer time is UTC+3
        ("2022-04-04T06:15+00:00", "sv", "mån 4.4.2022 kl. 9.15"),
        ("2022-04-04T06:15+00:00", "en", "Mon 4 April 2022, 09:15"),
        ("2022-04-04T06:00+00:00", "fi", "ma 4.4.2022 klo 9"),  # on the hour
        ("2022-04-04T06:00+00:00", "sv", "mån 4.4.2022 kl. 9"),
        ("2022-01-10T07:15+00:00", "fi", "ma 10.1.2022 klo 9.15"),  # winter time is UTC+2
        ("2022-04-04T21:30+00:00", "fi", "ti 5.4.2022 klo 0.30"),  # in Helsinki it is the next day already
        ("2022-04-04T09:15+03:00", "fi", "ma 4.4.2022 klo 9.15"),  # an offset other than UTC
        ("2027-03-28T00:59+00:00", "fi", "su 28.3.2027 klo 2.59"),  # the last minute of winter time
        ("2027-03-28T01:00+00:00", "fi", "su 28.3.2027 klo 4"),  # clocks went from 3 to 4
        ("2026-10-25T00:30+00:00", "sv", "sön 25.10.2026 kl. 3.30"),  # half past three in summer time
        ("2026-10-25T01:30+00:00", "sv", "sön 25.10.2026 kl. 3.30"),  # half past three again
        ("2026-10-25T02:00+00:00", "sv", "sön 25.10.2026 kl. 4"),  # winter time
    ],
)
def test_moment_is_what_the_clocks_of_the_zone_show(instant, language, text):
    assert i18n.moment(datetime.fromisoformat(instant), HELSINKI, language) == text


def test_moment_follows_the_zone_that_it_is_given():
    instant = datetime.fromisoformat("2022-04-04T06:15+00:00")

    assert i18n.moment(instant, ZoneInfo("Europe/Stockholm"), "sv") == "mån 4.4.2022 kl. 8.15"


def test_moment_without_an_offset_is_refused():
    naive = datetime.fromisoformat("2022-04-04T09:15")

    with pytest.raises(TypeError, match="an instant needs its offset"):
        i18n.moment(naive, HELSINKI, "fi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_moments_have_plain_spaces_only(language):
    text = i18n.day_and_clock(VISION, time(17), time(20), language)

    assert {letter for letter in text if letter.isspace()} == {" "}
