"""Where the process stands, as programs read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from ..conftest import PERSON, Form
from .conftest import DOCUMENTS, PROCESS, Site

VISION = "visio-2022-04-12"
BY_LANGUAGE = {"fi", "sv"}
KEYS = {
    "": "as_of changes contact days decision findings name next_session phase phases process sentence _links",
    "_links": "atom calendar changes html linked_events process self widget workshops",
    "changes": "at kind subject text",
    "contact": "address email name phone",
    "decision": "agenda body date days decided_on is_target key minutes outcome postponed title when",
    "findings": "audiences _links",
    "findings._links": "html process",
    "next_session": "access address cancelled catering date date_precision ends key languages mode place"
    " registration seats starts theme theme_follows title when workshop _links",
    "next_session._links": "html register",
    "next_session.registration": "closes opens sentence state",
    "next_session.seats": "capacity free room_for_all waiting",
    "phase": "key number of status status_text title",
    "phases": "dates key number status title",
}


def keys(document: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The keys of each object by its path; a text by language is a value, and a list is as its members."""
    if isinstance(document, list):
        for each in document:
            yield from keys(each, path)
    elif isinstance(document, dict) and not document.keys() <= BY_LANGUAGE:
        yield path, " ".join(sorted(document))
        for key, value in document.items():
            yield from keys(value, f"{path}.{key}".lstrip("."))


def test_status_tells_exactly_this_and_so_nothing_of_any_person(kaarina: Site) -> None:
    expected = {path: " ".join(sorted(names.split())) for path, names in KEYS.items()}
    assert dict(sorted(set(keys(kaarina.read("/status"))))) == expected


def test_status_tells_where_the_process_is(kaarina: Site) -> None:
    status = kaarina.read("/status")
    phase = {key: status["phase"][key] for key in ("number", "of", "key", "status")}
    assert phase == {"number": 2, "of": 3, "key": "tyopajat", "status": "in_progress"}
    assert status["sentence"]["sv"] == "Beredningen fortsätter med workshoppar för olika intressentgrupper."
    assert [each["status"] for each in status["phases"]] == ["completed", "in_progress", "upcoming"]


def test_status_tells_the_next_session_with_its_place_and_seats(kaarina: Site) -> None:
    session = kaarina.read("/status")["next_session"]
    assert (session["starts"], session["ends"]) == ("2022-04-12T17:00:00+03:00", "2022-04-12T20:00:00+03:00")
    assert session["title"] == {"fi": "Visio-työpaja", "sv": "Visionsworkshop"}
    assert session["place"] == {"fi": "Esimerkkitalo, juhlasali", "sv": "Exempelhuset, festsalen"}
    assert session["registration"]["state"] == "open"
    assert session["seats"] == {"capacity": 40, "free": 40, "waiting": 0, "room_for_all": False}


def test_seats_are_counted_live_and_nobody_is_named(either_site: Site) -> None:
    Form(either_site.client, "/strategia/ilmoittautuminen").send(sessions=VISION)
    assert either_site.read("/status")["next_session"]["seats"]["free"] == 39
    documents = "".join(either_site.client.get(PROCESS + path).text for path in DOCUMENTS)
    assert [value for value in PERSON.values() if len(value) > 2 and value in documents] == []


def test_status_is_small(kaarina: Site) -> None:
    assert len(kaarina.client.get(f"{PROCESS}/status").data) < 6000


def test_status_stays_the_same_for_a_minute(site: Site) -> None:
    first = site.client.get(f"{PROCESS}/status")
    site.clock.now += timedelta(seconds=59)
    known = {"If-None-Match": first.headers["ETag"]}
    assert site.client.get(f"{PROCESS}/status", headers=known).status_code == 304
    site.clock.now += timedelta(seconds=1)
    assert site.client.get(f"{PROCESS}/status", headers=known).json["as_of"] == "2022-04-05T12:01:00+03:00"


def test_decision_whose_day_is_not_known_is_told_in_words(kaarina: Site) -> None:
    decision = kaarina.read("/status")["decision"]
    assert decision["when"] == {"fi": "syyskuun 2022 alussa", "sv": "i början av september 2022"}
    assert (decision["date"], decision["days"], decision["is_target"]) == (None, None, True)


def test_days_are_counted_to_a_decision_whose_day_is_known(site: Site) -> None:
    site.amend(milestones=[{"key": "valtuuston-paatos", "date": "2022-05-17"}])
    decision = site.read("/status")["decision"]
    assert (decision["date"], decision["days"]) == ("2022-05-17", 42)


def test_postponed_decision_tells_the_earlier_date_and_the_reason(site: Site) -> None:
    reason = {"fi": "Lausuntoja odotetaan.", "sv": "Man väntar på utlåtanden."}
    site.amend(milestones=[{"key": "valtuuston-paatos", "date": "2022-05-17"}])
    site.amend(milestones=[{"key": "valtuuston-paatos", "date": "2022-06-14", "date_reason": reason}])
    postponed = {"earlier": {"fi": "ti 17.5.2022", "sv": "tis 17.5.2022"}, "reason": reason}
    assert site.read("/status")["decision"]["postponed"] == postponed


def test_decision_that_was_made_tells_its_day(site: Site) -> None:
    site.amend(milestones=[{"key": "valtuuston-paatos", "date": "2022-04-04", "decided_on": "2022-04-04"}])
    decision = site.read("/status")["decision"]
    assert (decision["decided_on"], decision["days"]) == ("2022-04-04", None)


def test_session_without_clock_time_has_its_day_only(site: Site) -> None:
    site.clock.now += timedelta(days=40)
    session = site.read("/status")["next_session"]
    assert (session["date"], session["date_precision"]) == ("2022-06-01", "day")
    assert (session["starts"], session["ends"]) == (None, None)


def test_process_without_coming_sessions_has_no_next_one(site: Site) -> None:
    site.clock.now += timedelta(days=80)
    status = site.read("/status")
    assert status["next_session"] is None
    assert status["phase"]["key"] == "paatos"


def test_status_keeps_to_the_newest_changes_and_the_days_asked_for(site: Site) -> None:
    site.amend(workshops=[{"slug": "visio", "sessions": [{"key": VISION, "starts": "18:00"}]}])
    assert len(site.read("/status")["changes"]) == 5
    site.clock.now += timedelta(days=10)
    assert site.read("/status?days=9")["changes"] == []


def test_text_that_one_language_lacks_is_there_in_the_other_only(site: Site) -> None:
    site.amend(workshops=[{"slug": "visio", "sessions": [{"key": VISION, "place": {"sv": "Stadshuset"}}]}])
    assert site.read("/status")["next_session"]["place"] == {"sv": "Stadshuset"}


@pytest.mark.parametrize("secret", ["työajalla", "arbetstid", "example.org/strategia-2022-04-20"])
def test_what_only_some_may_know_is_in_no_document(kaarina: Site, secret: str) -> None:
    assert [path for path in DOCUMENTS if secret in kaarina.client.get(PROCESS + path).text] == []
