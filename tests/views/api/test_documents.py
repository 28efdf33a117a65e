"""The other documents, and what all of them have in common."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import session

from kaarina_strategy_ext.readmodels.cache import ProcessCache

from .conftest import ADDRESS, API, DOCUMENTS, PROCESS, Site


def test_process_tells_its_phases_findings_and_news(kaarina: Site) -> None:
    process = kaarina.read()
    assert process["goal"]["fi"] == "Kaarinan strategia uudistetaan tänä vuonna (2022)."
    assert process["phases"][2]["decisions"][0]["when"]["fi"] == "syyskuun 2022 alussa"
    assert [len(theme["targets"]) for theme in process["findings"]["themes"]] == [4, 3, 4]
    assert process["news"][0]["published"] == "2022-03-03"


def test_workshops_tell_all_sessions_and_what_is_not_known_is_null(kaarina: Site) -> None:
    workshops = {each["slug"]: each for each in kaarina.read("/workshops")["workshops"]}
    assert [len(each["sessions"]) for each in workshops.values()] == [0, 1, 3, 2]
    assert workshops["nykytilanne-ja-tulevaisuus"]["period"] == {"fi": "maaliskuu 2022", "sv": "mars 2022"}
    june = workshops["strategian-viimeistely"]
    assert (june["kind"], june["sessions"][0]["starts"]) == ("alternatives", None)


def test_session_that_cannot_be_registered_for_has_no_such_link(kaarina: Site) -> None:
    sessions = kaarina.read("/workshops")["workshops"][2]["sessions"]
    assert [bool(each["_links"]["register"]) for each in sessions] == [True, True, False]
    assert sessions[2]["registration"]["opens"] == "2022-04-11T09:00:00+03:00"


def test_change_is_told_in_each_language_with_its_moment(site: Site) -> None:
    site.clock.now += timedelta(days=1)
    site.amend(workshops=[{"slug": "visio", "sessions": [{"key": "visio-2022-04-12", "date": "2022-04-13"}]}])
    document = site.read("/changes?days=1")
    assert document["days"] == 1
    assert document["changes"][0] == {
        "at": "2022-04-06T12:00:00+03:00",
        "kind": "time",
        "subject": "visio-2022-04-12",
        "text": {
            "fi": "Visio-työpaja: uusi aika: ke 13.4.2022 klo 17–20 (aiemmin: ti 12.4.2022 klo 17–20)",
            "sv": "Visionsworkshop: ny tid: ons 13.4.2022 kl. 17–20 (tidigare: tis 12.4.2022 kl. 17–20)",
        },
    }


def test_each_process_of_the_site_is_listed_and_links_to_its_own_pages(site: Site) -> None:
    name = {"fi": "Seuraava", "sv": "Nästa"}
    site.load(slug="seuraava", name=name, goal=name)
    document = site.client.get(f"{API}/processes").json
    assert document["current"] == "seuraava"
    pages = [each["_links"]["html"]["sv"] for each in document["processes"]]
    assert pages == [
        f"{ADDRESS}/sv/strategi/kaarina-2022/",
        f"{ADDRESS}/sv/strategi/",
    ]
    status = site.client.get(f"{PROCESS}/status").json["_links"]
    assert status["widget"]["fi"].endswith("/strategia/widget/standard?lang=fi&process=kaarina-2022")
    assert status["atom"]["fi"].endswith("/strategia/kaarina-2022/muutokset.atom")


def test_documents_are_the_same_on_either_database(kaarina: Site, either_site: Site) -> None:
    on_either = [
        [each.client.get(PROCESS + path).data for path in DOCUMENTS] for each in (kaarina, either_site)
    ]
    assert on_either[0] == on_either[1]


def test_process_with_nothing_but_a_name_has_all_documents(site: Site) -> None:
    name = {"fi": "Seuraava", "sv": "Nästa"}
    site.load(slug="seuraava", name=name, goal=name)
    answers = [site.client.get(f"{API}/processes/seuraava{path}") for path in DOCUMENTS]
    assert [answer.status_code for answer in answers] == [200] * len(DOCUMENTS)
    assert answers[1].json["phase"] is None


def test_site_without_a_process_lists_none(empty_site: Site) -> None:
    document = empty_site.client.get(f"{API}/processes").json
    assert (document["current"], document["processes"]) == (None, [])


def test_chosen_process_that_is_not_there_is_not_told(new_site) -> None:
    document = new_site(KAARINA_STRATEGY_PROCESS="tulossa").client.get(f"{API}/processes").json
    assert (document["current"], len(document["processes"])) == (None, 1)


def test_links_are_paths_where_the_site_does_not_know_its_address(new_site) -> None:
    client = new_site(KAARINA_STRATEGY_BASE_URL=None).client
    links = client.get(f"{PROCESS}/status").json["_links"]
    assert links["self"] == f"{PROCESS}/status"
    assert links["html"] == {"fi": "/strategia/", "sv": "/sv/strategi/"}


def test_every_site_may_read_without_a_cookie_whatever_the_host_does(new_site) -> None:
    site = new_site(lambda host: host.before_request(lambda: session.update(visits=1)))
    for path in DOCUMENTS:
        answer = site.client.get(PROCESS + path)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in answer.headers


def test_head_tells_the_same_without_the_document(kaarina: Site) -> None:
    whole, head = kaarina.client.get(f"{PROCESS}/workshops"), kaarina.client.head(f"{PROCESS}/workshops")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]


@pytest.mark.parametrize("path", ["/status", "/linked-events/event/kaarina-2022:visio-2022-04-12"])
def test_slash_at_the_end_makes_no_difference(kaarina: Site, path: str) -> None:
    assert kaarina.client.get(f"{PROCESS}{path}/").data == kaarina.client.get(PROCESS + path).data


def test_browser_may_send_an_etag_from_another_site(kaarina: Site) -> None:
    answer = kaarina.client.options(f"{PROCESS}/status")
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize("path", DOCUMENTS)
def test_whatever_a_document_links_to_is_there(kaarina: Site, path: str) -> None:
    addresses = set(addresses_in(kaarina.read(path)))
    paths = [each.removeprefix(ADDRESS) for each in addresses]
    assert paths
    assert [each for each in paths if kaarina.client.get(each).status_code != 200] == []


def addresses_in(document: Any) -> Iterator[str]:
    """Every address of the site's own in a document."""
    if isinstance(document, dict | list):
        for each in document.values() if isinstance(document, dict) else document:
            yield from addresses_in(each)
    elif isinstance(document, str) and document.startswith(f"{ADDRESS}/"):
        yield document


@pytest.mark.parametrize("path", DOCUMENTS)
def test_document_that_lacked_a_language_for_a_moment_has_it_at_the_next_request(
    kaarina: Site, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    whole = ProcessCache.in_languages
    # Somebody has changed the process between the reads of its two languages.
    monkeypatch.setattr(ProcessCache, "in_languages", lambda *asked: whole(*asked)[:1])
    lacking = kaarina.read(path)
    monkeypatch.undo()
    assert kaarina.read(path) != lacking
