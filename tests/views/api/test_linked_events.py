"""The sessions in the format of Linked Events, so that a region's event calendar can take them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from .conftest import ADDRESS, PROCESS, Site

EVENT = f"{ADDRESS}{PROCESS}/linked-events/event"
VISION = "kaarina-2022:visio-2022-04-12"
GOALS = "kaarina-2022:workshop_strategiset-paamaarat"
JUNE = "kaarina-2022:workshop_strategian-viimeistely"


def events(site: Site) -> dict[str, Any]:
    """The events by id."""
    return {each["id"]: each for each in site.read("/linked-events")["data"]}


def vision(**fields: Any) -> dict[str, Any]:
    """What an editor changes of the vision workshop's session."""
    return {"workshops": [{"slug": "visio", "sessions": [{"key": "visio-2022-04-12", **fields}]}]}


def test_page_has_the_shape_that_importers_turn(kaarina: Site) -> None:
    page = kaarina.read("/linked-events")
    assert page["meta"] == {"count": 8, "next": None, "previous": None}
    assert len(page["data"]) == 8


def test_event_tells_when_what_and_for_how_many(kaarina: Site) -> None:
    event = events(kaarina)[VISION]
    told = {
        "@id": f"{EVENT}/{VISION}/",
        "@context": "http://schema.org",
        "@type": "Event/LinkedEvent",
        "data_source": "kaarina-2022",
        "publisher": None,
        "provider": {"fi": "Kaarinan kaupunki", "sv": "S:t Karins stad"},
        "name": {"fi": "Visio-työpaja", "sv": "Visionsworkshop"},
        "description": {
            "fi": "<p>Tulevaisuuden tavoitetilan tarkentaminen.</p>",
            "sv": "<p>Precisering av den framtida målbilden.</p>",
        },
        "info_url": {
            "fi": f"{ADDRESS}/strategia/tyopajat/visio",
            "sv": f"{ADDRESS}/sv/strategi/workshoppar/visio",
        },
        "event_status": "EventScheduled",
        "type_id": "General",
        "publication_status": "public",
        "super_event": None,
        "super_event_type": None,
        "start_time": "2022-04-12T17:00:00+03:00",
        "end_time": "2022-04-12T20:00:00+03:00",
        "has_start_time": True,
        "has_end_time": True,
        "enrolment_start_time": "2022-04-04T09:00:00+03:00",
        "enrolment_end_time": "2022-04-10T23:59:00+03:00",
        "maximum_attendee_capacity": 40,
        "remaining_attendee_capacity": 40,
        "created_time": "2022-04-05T12:00:00+03:00",
    }
    assert {key: event[key] for key in told} == told
    assert [each["id"] for each in event["in_language"]] == ["fi", "sv"]
    assert event["offers"][0]["is_free"] is True


def test_place_is_one_wherever_it_is_used(kaarina: Site) -> None:
    places = [each["location"] for each in events(kaarina).values() if each["location"]]
    names = {each["id"]: each["name"]["sv"] for each in places}
    assert sorted(names.values()) == [
        "Exempelhuset, festsalen",
        "Exempelhuset, lilla mötesrummet",
        "Exempelhuset, möteslokalen",
    ]


def test_day_without_clock_time_is_the_day_alone(kaarina: Site) -> None:
    event = events(kaarina)["kaarina-2022:strategian-viimeistely-2022-06-01"]
    assert (event["start_time"], event["has_start_time"]) == ("2022-06-01", False)
    assert (event["end_time"], event["has_end_time"]) == (None, False)


@pytest.mark.parametrize(
    ("whole", "kind", "start", "end"),
    [
        (GOALS, "umbrella", "2022-04-20T17:00:00+03:00", "2022-04-27T20:00:00+03:00"),
        (JUNE, "recurring", "2022-06-01", "2022-06-02"),
    ],
)
def test_workshop_with_several_sessions_is_above_them(kaarina: Site, whole, kind, start, end) -> None:
    found = events(kaarina)
    event = found[whole]
    assert (event["super_event_type"], event["start_time"], event["end_time"]) == (kind, start, end)
    parts = [key for key, each in found.items() if each["super_event"] == {"@id": f"{EVENT}/{whole}/"}]
    assert event["sub_events"] == [{"@id": f"{EVENT}/{key}/"} for key in parts]
    assert len(parts) == {GOALS: 3, JUNE: 2}[whole]


def test_importer_finds_every_event_above_by_the_end_of_its_address(kaarina: Site) -> None:
    data = kaarina.read("/linked-events")["data"]
    above = [each["super_event"]["@id"].split("/")[-2] for each in data if each["super_event"]]
    assert {*above} <= {each["id"] for each in data}
    assert len(above) == 5


def test_event_and_place_are_at_their_own_address(kaarina: Site) -> None:
    event = events(kaarina)[VISION]
    assert kaarina.client.get(event["@id"].removeprefix(ADDRESS)).json == event
    assert kaarina.client.get(event["location"]["@id"].removeprefix(ADDRESS)).json == event["location"]


@pytest.mark.parametrize(
    ("change", "status", "start"),
    [
        ({"date": "2022-04-13"}, "EventRescheduled", "2022-04-13T17:00:00+03:00"),
        ({"starts": "18:00"}, "EventRescheduled", "2022-04-12T18:00:00+03:00"),
        ({"ends": "21:00"}, "EventScheduled", "2022-04-12T17:00:00+03:00"),
        (
            {"date": {"earliest": "2022-05-01", "latest": "2022-05-31", "precision": "month"}}
            | {"starts": None, "ends": None},
            "EventPostponed",
            None,
        ),
        ({"cancelled": {"fi": "Sairaus", "sv": "Sjukdom"}}, "EventCancelled", "2022-04-12T17:00:00+03:00"),
    ],
    ids=["other day", "other clock time", "longer", "to a day not known", "cancelled"],
)
def test_event_tells_that_it_is_not_as_it_was(site: Site, change, status, start) -> None:
    site.clock.now += timedelta(days=1)
    site.amend(**vision(**change))
    event = events(site)[VISION]
    assert (event["event_status"], event["start_time"]) == (status, start)
    assert event["last_modified_time"] == "2022-04-06T12:00:00+03:00"


def test_clock_time_told_for_the_first_time_moves_nothing(site: Site) -> None:
    session = {"key": "strategian-viimeistely-2022-06-01", "starts": "17:00"}
    site.amend(workshops=[{"slug": "strategian-viimeistely", "sessions": [session]}])
    event = events(site)["kaarina-2022:strategian-viimeistely-2022-06-01"]
    assert (event["event_status"], event["start_time"]) == ("EventScheduled", "2022-06-01T17:00:00+03:00")


def test_session_whose_day_was_never_known_is_not_told(site: Site) -> None:
    autumn = {"earliest": "2022-10-01", "latest": "2022-10-31", "precision": "month"}
    site.amend(workshops=[{"slug": "visio", "sessions": [{"key": "visio-syksy", "date": autumn}]}])
    assert len(site.read("/workshops")["workshops"][1]["sessions"]) == 2
    assert "kaarina-2022:visio-syksy" not in events(site)


def test_texts_are_short_or_html_as_linked_events_demands(site: Site) -> None:
    site.amend(workshops=[{"slug": "visio", "purpose": {"fi": "Yksi & <b>kaksi</b>.\nKolme " + "x" * 200}}])
    event = events(site)[VISION]
    assert event["description"]["fi"].startswith("<p>Yksi &amp; &lt;b&gt;kaksi&lt;/b&gt;.<br>Kolme x")
    assert event["short_description"]["fi"] == "Yksi & <b>kaksi</b>. Kolme …"
    # Nobody has said it in Swedish, and the goal of the process stands for it.
    assert event["description"]["sv"] == "<p>S:t Karins strategi förnyas i år (2022).</p>"


def test_who_may_come_from_afar_is_told_so_and_not_where_to(kaarina: Site) -> None:
    event = events(kaarina)["kaarina-2022:strategiset-paamaarat-2022-04-20"]
    assert event["location_extra_info"]["sv"].startswith("På plats och på distans. Lokalen är tillgänglig")
