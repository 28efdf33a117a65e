"""Calendar files as another program reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from kaarina_strategy_ext.mail.calendar import Publisher, Subscription, calendar_of, file_name
from kaarina_strategy_ext.mail.entries import public_entries
from kaarina_strategy_ext.models import (
    FuzzyDate,
    Precision,
    Process,
    Translated,
    Workshop,
    WorkshopSession,
    day,
)

from ..town import NOW

PUBLISHER = Publisher(
    organisation="Kaarinan kaupunki",
    address="strategia@esimerkki.fi",
    url="https://www.esimerkki.fi/strategia/",
    domain="www.esimerkki.fi",
    language="fi",
)


def sitting(
    on: date = date(2022, 4, 12), hours: tuple[int, int] | None = (14, 17), **columns: Any
) -> WorkshopSession:
    """A session on that day, with its clock times in UTC."""
    zone = columns.pop("time_zone", "Europe/Helsinki")
    process = Process(slug="kaarina-2022", time_zone=zone, created_at=NOW)
    workshop = Workshop(process=process, title=Translated({"fi": "Visio-työpaja", "sv": "Visionsworkshop"}))
    starts, ends = (
        (datetime(on.year, on.month, on.day, hour, tzinfo=UTC) for hour in hours) if hours else (None, None)
    )
    made = {"key": "visio", "date": day(on), "starts_at": starts, "ends_at": ends, "sequence": 0, **columns}
    return WorkshopSession(workshop=workshop, **made)


def read(*sessions: WorkshopSession, publisher: Publisher = PUBLISHER) -> Calendar:
    """The public calendar of these sessions, read back."""
    content = calendar_of(public_entries(sessions), publisher, now=NOW)
    assert content is not None
    return Calendar.from_ical(content)


def only_event(calendar: Calendar) -> Event:
    """The calendar's one event."""
    (event,) = calendar.walk("VEVENT")
    return event


@pytest.mark.parametrize(
    ("on", "hours_utc", "offset"),
    [
        (date(2022, 3, 9), (15, 18), timedelta(hours=2)),  # winter time
        (date(2022, 4, 12), (14, 17), timedelta(hours=3)),  # summer time
    ],
)
def test_session_is_at_five_in_the_afternoon_on_both_sides_of_the_change_of_clocks(
    on: date, hours_utc: tuple[int, int], offset: timedelta
) -> None:
    event = only_event(read(sitting(on, hours_utc)))
    assert event["DTSTART"].params["TZID"] == "Europe/Helsinki"
    assert event.decoded("DTSTART").strftime("%H:%M") == "17:00"
    assert event.decoded("DTSTART").utcoffset() == offset
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=3)


@pytest.mark.parametrize(
    ("on", "offset"), [(date(2022, 3, 9), 2), (date(2022, 4, 12), 3), (date(2022, 12, 1), 2)]
)
def test_time_zone_in_the_file_gives_the_right_offset_by_itself(on: date, offset: int) -> None:
    (zone,) = read(sitting(on)).walk("VTIMEZONE")
    own_rules = zone.to_tz(lookup_tzid=False)
    assert zone["TZID"] == "Europe/Helsinki"
    assert datetime(on.year, on.month, on.day, 17, tzinfo=own_rules).utcoffset() == timedelta(hours=offset)


def test_night_in_which_the_clocks_go_back_keeps_its_length() -> None:
    event = only_event(
        read(
            sitting(
                date(2022, 10, 30),
                None,
                starts_at=datetime(2022, 10, 29, 23, tzinfo=UTC),  # 2.00, summer time
                ends_at=datetime(2022, 10, 30, 3, tzinfo=UTC),  # 5.00, winter time
            )
        )
    )
    starts, ends = event.decoded("DTSTART"), event.decoded("DTEND")
    assert (starts.hour, ends.hour) == (2, 5)
    assert ends.astimezone(UTC) - starts.astimezone(UTC) == timedelta(hours=4)


def test_session_without_clock_times_takes_the_whole_day() -> None:
    event = only_event(read(sitting(date(2022, 6, 1), None)))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2022, 6, 1), date(2022, 6, 2))


def test_session_whose_end_is_unknown_has_none_in_the_file() -> None:
    assert "DTEND" not in only_event(read(sitting(ends_at=None)))


def test_session_whose_day_is_unknown_is_left_out() -> None:
    june = FuzzyDate(date(2022, 6, 1), date(2022, 6, 30), Precision.MONTH)
    undated = sitting(hours=None, date=june, key="viimeistely")
    assert [event["UID"] for event in read(undated, sitting()).walk("VEVENT")] == [
        "kaarina-2022-visio@www.esimerkki.fi"
    ]


def test_nothing_with_a_day_gives_no_file() -> None:
    september = FuzzyDate(date(2022, 9, 1), date(2022, 9, 30), Precision.MONTH)
    entries = public_entries([sitting(hours=None, date=september)])
    assert calendar_of(entries, PUBLISHER, now=NOW) is None


def test_file_says_who_publishes_what_and_where_to_read_more() -> None:
    place, address = Translated({"fi": "Kaupungintalo"}), Translated({"fi": "Lautakunnankatu 1"})
    calendar = read(sitting(place=place, address=address, sequence=4))
    event = only_event(calendar)
    assert calendar["METHOD"] == "PUBLISH"
    assert event["SUMMARY"] == "Visio-työpaja"
    assert event["LOCATION"] == "Kaupungintalo, Lautakunnankatu 1"
    assert PUBLISHER.url in event["DESCRIPTION"]
    assert event["URL"] == PUBLISHER.url
    assert event["ORGANIZER"] == "mailto:strategia@esimerkki.fi"
    assert (event["SEQUENCE"], event["STATUS"]) == (4, "CONFIRMED")
    assert event.decoded("DTSTAMP") == NOW


def test_file_is_in_the_language_of_its_reader() -> None:
    swedish = Publisher("S:t Karins stad", None, "https://www.esimerkki.fi/sv/", "www.esimerkki.fi", "sv")
    event = only_event(read(sitting(), publisher=swedish))
    assert event["SUMMARY"] == "Visionsworkshop"
    assert "ORGANIZER" not in event
    assert [file_name(language) for language in ("fi", "sv", "en")] == [
        "kalenteri.ics",
        "kalender.ics",
        "calendar.ics",
    ]


def test_session_that_the_organiser_cancelled_is_cancelled_in_the_file() -> None:
    event = only_event(read(sitting(cancelled=Translated({"fi": "Sairastapaus"}))))
    assert event["STATUS"] == "CANCELLED"


SUBSCRIPTION = Subscription(
    "Kaarinan strategia", f"{PUBLISHER.url}kalenteri.ics", ZoneInfo("Europe/Helsinki")
)


def subscribed(*sessions: WorkshopSession) -> Calendar:
    """The file of these sessions as it is for those who subscribe to it, read back."""
    entries = public_entries(sessions)
    return Calendar.from_ical(calendar_of(entries, PUBLISHER, now=NOW, subscription=SUBSCRIPTION) or b"")


def test_calendar_to_subscribe_to_carries_its_name_and_says_when_to_ask_again() -> None:
    content = calendar_of(public_entries([sitting()]), PUBLISHER, now=NOW, subscription=SUBSCRIPTION)
    told = (content or b"").decode().split("\r\n")
    assert {
        "NAME:Kaarinan strategia",
        "X-WR-CALNAME:Kaarinan strategia",
        "SOURCE;VALUE=URI:https://www.esimerkki.fi/strategia/kalenteri.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    } <= set(told)


def test_calendar_to_subscribe_to_is_one_even_without_sessions() -> None:
    calendar = subscribed()
    # RFC 5545, section 3.6: at least one component; RFC 5546, section 3.2.1: PUBLISH needs an event.
    assert [each.name for each in calendar.subcomponents] == ["VTIMEZONE"]
    assert "METHOD" not in calendar


def test_stamp_is_the_moment_of_the_last_edit() -> None:
    edited = NOW + timedelta(days=2)
    place = Translated({"fi": "Kaupungintalo"}, {"fi": edited})
    assert only_event(subscribed(sitting(place=place))).decoded("DTSTAMP") == edited


HOSTILE = [
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x",
    "a\rb",
    'semi;colon, comma \\ backslash \\n and : "quotes"',
    "ä" * 200,
    "🚀" * 60,
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_any_text_comes_back_equal_in_one_event_with_lines_of_75_octets(typed: str) -> None:
    written = Translated({"fi": typed})
    hostile = sitting(title=written, place=written, access=written)
    content = calendar_of(public_entries([hostile]), PUBLISHER, now=NOW) or b""
    event = only_event(Calendar.from_ical(content))
    told = typed.replace("\r\n", "\n").replace("\r", "\n")
    assert (event["SUMMARY"], event["LOCATION"]) == (told, told)
    assert event["DESCRIPTION"] == f"{told}\n{PUBLISHER.url}"
    assert event["UID"] == "kaarina-2022-visio@www.esimerkki.fi"
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() is not None for line in lines)  # no character is torn by a fold
