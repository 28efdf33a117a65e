"""The pages that everybody reads."""

from __future__ import annotations

import re

import pytest

from kaarina_strategy_ext.models import WorkshopSession

from ..town import VISION
from .residents import Site


@pytest.mark.parametrize(
    ("finnish", "swedish"),
    [
        ("/strategia/", "/sv/strategi/"),
        ("/strategia/tyopajat", "/sv/strategi/workshoppar"),
        ("/strategia/tyopajat/visio", "/sv/strategi/workshoppar/visio"),
        ("/strategia/ajankohtaista", "/sv/strategi/aktuellt"),
        ("/strategia/kaarina-2022/", "/sv/strategi/kaarina-2022/"),
        ("/strategia/kaarina-2022/tyopajat/visio", "/sv/strategi/kaarina-2022/workshoppar/visio"),
    ],
)
def test_each_page_has_a_twin_that_knows_it(client, finnish: str, swedish: str) -> None:
    assert f'hreflang="sv" href="https://www.example.fi{swedish}"' in client.get(finnish).text
    assert f'hreflang="fi" href="https://www.example.fi{finnish}"' in client.get(swedish).text


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [
        ("/strategia/tyopajat/ei-ole", "fi", "Sivua ei löytynyt"),
        ("/sv/strategi/workshoppar/finns-inte", "sv", "Sidan hittades inte"),
        ("/strategia/ei/ole/mikaan/sivu", "fi", "Sivua ei löytynyt"),
        ("/sv/strategi/finns/inte/alls", "sv", "Sidan hittades inte"),
        ("/strategia/ei-ole-prosessi/", "fi", "Sivua ei löytynyt"),
        ("/strategia/oma/ei-ole-linkki", "fi", "Sivua ei löytynyt"),
        ("/sv/strategi/aktuellt/finns-inte", "sv", "Sidan hittades inte"),
    ],
)
def test_address_of_nothing_is_told_in_its_language(client, path: str, language: str, title: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert title in answer.text
    assert re.search(rf'<html[^>]* lang="{language}"', answer.text)


def test_prefix_without_slash_leads_to_the_process(client) -> None:
    answer = client.get("/strategia")
    assert (answer.status_code, answer.location) == (308, "/strategia/")


def test_page_is_not_to_be_framed(client) -> None:
    answer = client.get("/strategia/")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_reading_sets_no_cookie(client) -> None:
    paths = ("/strategia/", "/strategia/tyopajat", "/strategia/tyopajat/visio", "/strategia/ajankohtaista")
    assert [client.get(path).headers.get("Set-Cookie") for path in paths] == [None] * len(paths)


def test_missing_theme_place_and_time_each_have_their_text(client) -> None:
    june = client.get("/strategia/tyopajat/viimeistely").text
    assert "Kellonaika tarkentuu" in june
    assert "Paikka ilmoitetaan myöhemmin" in june


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/strategia/kalenteri.ics", "SUMMARY:Visio-työpaja\r\n"),
        ("/sv/strategi/kalender.ics", "SUMMARY:Visio-työpaja (sv)\r\n"),
    ],
)
def test_calendar_holds_the_sessions_in_the_language_of_its_address(client, path, expected) -> None:
    answer = client.get(path)
    assert answer.mimetype == "text/calendar"
    assert expected in answer.get_data().decode()


def test_session_key_preselects_the_session(client) -> None:
    page = client.get(f"/strategia/ilmoittautuminen?session={VISION}").text
    box = next(part for part in page.split("<input") if f'value="{VISION}"' in part)
    assert "checked" in box.partition(">")[0]


@pytest.mark.parametrize("path", ["/strategia/%00/", "/strategia/%00/tyopajat", "/strategia/nope"])
def test_process_of_an_impossible_name_is_not_there(client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("capacity", "words"), [(2, "Ilmoittaudu"), (1, "Ilmoittaudu jonotuslistalle")], ids=["room", "full"]
)
def test_bar_of_a_workshop_says_whether_it_leads_to_a_seat(site: Site, capacity: int, words: str) -> None:
    site.edit(WorkshopSession, {"capacity": capacity}, key=VISION)
    site.registered("Aino", sessions=VISION)
    page = site.person("Kristian").client.get("/strategia/tyopajat/visio").text
    bar = page.partition('class="ks-bar"')[2].partition("</p>")[0]
    assert re.findall(r">([^<>]+)</a>", bar) == [words]
