"""The sessions as search engines read them on the page of their workshop (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from ..town import GOALS, JUNE_1, JUNE_2, OTHER_GOALS, VISION
from .editing import Editor

SITE = "https://www.example.fi"
SCHEMA = "https://schema.org/"
VISIO = "/strategia/tyopajat/visio"
GOALS_PAGE = "/strategia/tyopajat/paamaarat"
JUNE = "/strategia/tyopajat/viimeistely"
CLOSED = {"mode": "window", "opens": "2022-04-01T09:00", "closes": "2022-04-02T09:00"}


@pytest.fixture
def new_database(new_sqlite: Callable[..., str]) -> Callable[..., str]:
    """One kind of database is enough, for the page is made of the same view as any other."""
    return new_sqlite


def document(client: FlaskClient, path: str) -> str:
    """The page's block of data as it stands there."""
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(path).text, re.DOTALL
    )
    assert len(blocks) == 1
    return blocks[0]


def events(client: FlaskClient, path: str) -> dict[str, dict[str, Any]]:
    """The events of the page by session key."""
    data = json.loads(document(client, path))
    assert data["@context"] == "https://schema.org"
    return {event["@id"].partition("#ks-")[2]: event for event in data["@graph"]}


def test_open_session_says_what_a_calendar_of_events_needs(client, editor: Editor) -> None:
    editor.edit_session(
        VISION,
        place={"fi": "Kaupungintalo", "sv": "Stadshuset"},
        address={"fi": "Lautakunnankatu 1", "sv": "Nämndgatan 1"},
        mode="on_site",
        languages=["fi", "sv"],
    )
    assert events(client, VISIO)[VISION] == {
        "@type": "Event",
        "@id": f"{SITE}{VISIO}#ks-{VISION}",
        "url": f"{SITE}{VISIO}#ks-{VISION}",
        "name": "Visio-työpaja",
        "startDate": "2022-04-12T17:00+03:00",
        "endDate": "2022-04-12T20:00+03:00",
        "eventStatus": f"{SCHEMA}EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "Kaupungintalo", "address": "Lautakunnankatu 1"},
        "organizer": {"@type": "Organization", "name": "Kaupunki", "url": f"{SITE}/strategia/"},
        "inLanguage": ["fi", "sv"],
        "isAccessibleForFree": True,
        "maximumAttendeeCapacity": 2,
        "remainingAttendeeCapacity": 2,
        "offers": {
            "@type": "Offer",
            "price": 0,
            "priceCurrency": "EUR",
            "availability": f"{SCHEMA}InStock",
            "validFrom": "2022-04-04T09:00+00:00",
            "url": f"{SITE}/strategia/ilmoittautuminen?session={VISION}",
        },
        "superEvent": {
            "@type": "EventSeries",
            "@id": f"{SITE}{VISIO}",
            "name": "Visio-työpaja",
            "url": f"{SITE}{VISIO}",
        },
    }


def test_full_session_is_sold_out(client, form) -> None:
    form.send(sessions=OTHER_GOALS)
    event = events(client, GOALS_PAGE)[OTHER_GOALS]
    assert event["offers"]["availability"] == f"{SCHEMA}SoldOut"
    assert event["remainingAttendeeCapacity"] == 0


def test_session_without_a_clock_time_has_its_day(reader) -> None:
    found = events(reader, JUNE)
    assert {key: (each["startDate"], each["endDate"]) for key, each in found.items()} == {
        JUNE_1: ("2022-06-01", "2022-06-01"),
        JUNE_2: ("2022-06-02", "2022-06-02"),
    }


def test_session_without_a_known_end_has_none(client, editor: Editor) -> None:
    editor.edit_session(VISION, ends=None)
    assert "endDate" not in events(client, VISIO)[VISION]


def test_session_whose_day_is_unknown_is_no_event(client, editor: Editor) -> None:
    vague = {"earliest": "2022-05-01", "latest": "2022-05-31", "precision": "month"}
    editor.edit_session(VISION, date=vague, starts=None, ends=None)
    assert "ld+json" not in client.get(VISIO).text


def test_moved_session_tells_each_earlier_start(client, editor: Editor) -> None:
    editor.edit_session(VISION, date="2022-04-13")
    event = events(client, VISIO)[VISION]
    assert event["eventStatus"] == f"{SCHEMA}EventRescheduled"
    assert event["previousStartDate"] == "2022-04-12T17:00+03:00"
    editor.edit_session(VISION, starts="16:30")
    assert events(client, VISIO)[VISION]["previousStartDate"] == [
        "2022-04-13T17:00+03:00",
        "2022-04-12T17:00+03:00",
    ]


def test_session_that_lost_its_day_and_got_it_back_was_not_moved(client, editor: Editor) -> None:
    vague = {"earliest": "2022-04-01", "latest": "2022-04-30", "precision": "month"}
    editor.edit_session(VISION, date=vague, starts=None, ends=None)
    editor.edit_session(VISION, date="2022-04-12", starts="17:00", ends="20:00")
    assert events(client, VISIO)[VISION]["eventStatus"] == f"{SCHEMA}EventScheduled"


def test_clock_time_that_becomes_known_moves_nothing(client, editor: Editor) -> None:
    editor.edit_session(JUNE_1, starts="17:00")
    event = events(client, JUNE)[JUNE_1]
    assert (event["eventStatus"], event["startDate"]) == (f"{SCHEMA}EventScheduled", "2022-06-01T17:00+03:00")


def test_later_end_moves_nothing(client, editor: Editor) -> None:
    editor.edit_session(VISION, ends="21:00")
    assert events(client, VISIO)[VISION]["eventStatus"] == f"{SCHEMA}EventScheduled"


def test_cancelled_session_is_cancelled_and_offers_nothing(client, editor: Editor) -> None:
    editor.edit_session(VISION, cancelled={"fi": "Sairastapaus", "sv": "Sjukdomsfall"})
    event = events(client, VISIO)[VISION]
    assert event["eventStatus"] == f"{SCHEMA}EventCancelled"
    assert {"offers", "remainingAttendeeCapacity"}.isdisjoint(event)


def test_registration_that_opens_later_is_offered_from_then_on(client, editor: Editor) -> None:
    window = {"mode": "window", "opens": "2022-04-20T09:00"}
    editor.edit(workshops=[{"slug": "viimeistely", "registration": window}])
    assert events(client, JUNE)[JUNE_1]["offers"]["validFrom"] == "2022-04-20T06:00+00:00"


@pytest.mark.parametrize("window", [{"mode": "announced_later"}, CLOSED])
def test_registration_that_is_neither_open_nor_coming_is_not_offered(client, editor: Editor, window) -> None:
    editor.edit(registration=window)
    assert "offers" not in events(client, GOALS_PAGE)[GOALS]


@pytest.mark.parametrize(
    ("mode", "attendance", "kinds"),
    [
        ("remote", "Online", ["VirtualLocation"]),
        ("hybrid", "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_remote_session_is_at_its_page_and_its_link_stays_secret(
    client, editor: Editor, mode, attendance, kinds
) -> None:
    place = {"fi": "Kaupungintalo", "sv": "Stadshuset"}
    editor.edit_session(VISION, mode=mode, place=place, remote_url="https://meet.example/secret")
    event = events(client, VISIO)[VISION]
    assert event["eventAttendanceMode"] == f"{SCHEMA}{attendance}EventAttendanceMode"
    where = event["location"] if isinstance(event["location"], list) else [event["location"]]
    assert [each["@type"] for each in where] == kinds
    assert where[-1]["url"] == SITE + VISIO
    assert "secret" not in client.get(VISIO).text


def test_session_of_an_unknown_place_has_no_location(reader) -> None:
    assert {"location", "eventAttendanceMode", "inLanguage"}.isdisjoint(events(reader, VISIO)[VISION])


def test_swedish_page_tells_it_in_swedish(reader) -> None:
    event = events(reader, "/sv/strategi/workshoppar/visio")[VISION]
    assert event["name"] == "Visio-työpaja (sv)"
    assert event["offers"]["url"] == f"{SITE}/sv/strategi/anmalan?session={VISION}"


def test_no_text_ends_the_block_of_data(client, editor: Editor) -> None:
    typed = "</script><script>alert(1)</script><!--\u2028&"
    editor.edit_session(VISION, theme={"fi": typed, "sv": typed})
    block = document(client, VISIO)
    assert {"<", ">", "&", "\u2028"}.isdisjoint(block)
    assert json.loads(block)["@graph"][0]["description"] == typed
