"""The town's own pages, and what the layout does for every page."""

from __future__ import annotations

import re

import pytest

from kaarina_strategy_ext.demo.languages import TEXTS

TWINS = [
    ("/", "/sv/"),
    ("/palvelut", "/sv/tjanster"),
    ("/yhteystiedot", "/sv/kontakt"),
    ("/tietosuoja", "/sv/dataskydd"),
    ("/saavutettavuus", "/sv/tillganglighet"),
    ("/uutiset/rantareitit", "/sv/nyheter/strandlederna"),
    ("/uutiset/retkeilyvalineet", "/sv/nyheter/utflyktsutrustning"),
    ("/demo/login", "/sv/demo/login"),
    ("/demo/mailbox", "/sv/demo/mailbox"),
]
OF_EXTENSION = ["/strategia/", "/sv/strategi/", "/strategia/tyopajat", "/sv/strategi/workshoppar"]


def outline(texts):
    """The shape of the texts without their words."""
    if isinstance(texts, dict):
        return {key: outline(value) for key, value in texts.items()}
    if isinstance(texts, tuple):
        return [outline(value) for value in texts]
    return type(texts)


@pytest.mark.parametrize(("finnish", "swedish"), TWINS)
def test_page_speaks_the_language_of_its_address_and_links_its_twin(client, finnish, swedish):
    for path, language, twin, other in [(finnish, "fi", swedish, "sv"), (swedish, "sv", finnish, "fi")]:
        page = client.get(path)
        assert page.status_code == 200
        assert f'<html lang="{language}">' in page.text
        assert f'href="{twin}" lang="{other}" hreflang="{other}"' in page.text


def test_languages_say_the_same_things():
    assert outline(TEXTS["fi"]) == outline(TEXTS["sv"])


@pytest.mark.parametrize("path", [path for twins in TWINS for path in twins] + OF_EXTENSION)
def test_every_page_is_well_formed_for_its_reader(client, path):
    page = client.get(path).text
    assert page.count("<h1") == page.count("<main") == page.count("<title>") == 1
    assert re.search(r"<body>\s*<a [^>]*href=\"#main\"", page)
    assert len(set(re.findall(r'\bid="([^"]+)"', page))) == len(re.findall(r'\bid="([^"]+)"', page))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "ei ole Kaarinan kaupungin verkkosivusto"),
        ("/sv/", "inte S:t Karins stads webbplats"),
        ("/strategia/", "ei ole Kaarinan kaupungin verkkosivusto"),
        ("/sv/strategi/", "inte S:t Karins stads webbplats"),
    ],
)
def test_page_says_that_it_is_a_demonstration(client, path, words):
    assert words in client.get(path).text


@pytest.mark.parametrize("path", OF_EXTENSION)
def test_page_of_the_extension_brings_its_own_language_switch(client, path):
    page = client.get(path).text
    assert "town-header" in page
    assert "town-language" not in page


@pytest.mark.parametrize(("path", "language"), [("/", "fi"), ("/sv/", "sv")])
def test_front_page_leads_to_the_strategy(client, path, language):
    page = client.get(path).text
    prefix, words = {
        "fi": ("/strategia", ["/tyopajat", "/ilmoittautuminen", "/ajankohtaista"]),
        "sv": ("/sv/strategi", ["/workshoppar", "/anmalan", "/aktuellt"]),
    }[language]
    for address in [f"{prefix}/", *(prefix + word for word in words)]:
        assert f'href="{address}"' in page


def test_front_page_has_no_news_from_the_future(new_demo):
    client = new_demo(KAARINA_STRATEGY_DEMO_NOW="2022-03-30T12:00").test_client()
    page = client.get("/").text
    assert "Kirjastosta voi lainata" in page
    assert "Rantareittien kevätkunnostus" not in page


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [("/ei-ole", "fi", "Sivua ei löytynyt"), ("/sv/finns-inte", "sv", "Sidan hittades inte")],
)
def test_missing_page_is_told_in_the_language_of_its_address(client, path, language, title):
    page = client.get(path)
    assert page.status_code == 404
    assert f'<html lang="{language}">' in page.text
    assert f"<h1>{title}</h1>" in page.text
    assert "02 000 0000" in page.text


def test_missing_page_of_the_extension_is_told_by_the_extension(client):
    page = client.get("/strategia/tyopajat/ei-ole")
    assert page.status_code == 404
    assert TEXTS["fi"]["errors"]["404"][1] not in page.text


@pytest.mark.parametrize(
    ("path", "title"),
    [("/rikki", "Palvelussa on häiriö"), ("/sv/trasig", "Det är ett fel i tjänsten")],
)
def test_failure_is_told_without_asking_the_database(app, path, title):
    app.add_url_rule(path, "broken", lambda: 1 // 0)
    page = app.test_client().get(path)
    assert page.status_code == 500
    assert f"<h1>{title}</h1>" in page.text
    assert "town-clock" not in page.text


def test_failing_job_does_not_spoil_the_page_that_caused_it(app, caplog):
    class Failing:
        def run_jobs(self):
            raise RuntimeError("the mail server is on fire")

    app.extensions["kaarina_strategy"] = Failing()
    assert app.test_client().post("/demo/clock", data={"now": "2022-06-01T12:00"}).status_code == 302
    assert "the mail server is on fire" in caplog.text


def test_public_page_sets_no_cookie(client):
    assert "Set-Cookie" not in client.get("/").headers
