"""The personal pages tell what has become of each place, in words that are true."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest

from kaarina_strategy_ext.models import Process, WorkshopSession, day

from ..town import GOALS, JUNE_1, JUNE_2, NOW, OTHER_GOALS, VISION, words
from .offering import offer_of, offered
from .residents import ALTERNATIVES, Site, headline

DEADLINE = NOW + timedelta(hours=48)
BOTH = pytest.mark.parametrize("language", ["fi", "sv"])


@pytest.fixture
def site(site: Site) -> Site:
    """A site that offers freed seats for two days."""
    site.edit(Process, {"offer_hours": 48})
    return site


def page_of_offer(site: Site, **also: object) -> str:
    """The page on which Aino answers the offer of the only seat."""
    return offer_of(site, offered(site, **also))


def seen(site: Site, path: str, name: str = "Aino") -> str:
    """What somebody reads on the page, without tags and with single spaces."""
    text = re.sub(r"<[^>]+>", " ", site.person(name).client.get(path).text)
    return re.sub(r"\s+([.,:;)])", r"\1", " ".join(unescape(text).split()))


@BOTH
def test_offer_that_was_answered_too_late_is_told_as_what_it_is(site: Site, language: str) -> None:
    page = page_of_offer(site, sessions=VISION)
    token = site.token("Aino", page)
    site.clock.now = DEADLINE
    answer = site.person("Aino").posts({"csrf_token": token, "answer": "accept"}, page)
    expected = {"fi": "Vastausaika on päättynyt", "sv": "Svarstiden har gått ut"}
    assert (answer.status_code, headline(answer)) == (409, expected[language])
    assert 'role="alert"' not in answer.text
    site.jobs()
    assert headline(site.person("Aino").client.get(page)) == expected[language]


@pytest.mark.parametrize(
    ("answered", "sentence"),
    [("accept", "Paikka on jo sinun."), ("decline", "Ilmoitit, ettet ota paikkaa.")],
)
def test_offer_that_was_answered_says_so_and_how(site: Site, answered: str, sentence: str) -> None:
    page = page_of_offer(site, sessions=VISION)
    site.person("Aino").answers(page, answer=answered)
    assert headline(site.person("Aino").client.get(page)) == "Olet jo vastannut"
    assert sentence in seen(site, page)


def test_acceptance_after_a_refusal_says_that_it_was_answered(site: Site) -> None:
    page = page_of_offer(site, sessions=VISION)
    token = site.token("Aino", page)
    site.person("Aino").answers(page, answer="decline")
    again = site.person("Aino").posts({"csrf_token": token, "answer": "accept"}, page)
    assert (again.status_code, headline(again)) == (409, "Olet jo vastannut")
    assert 'role="alert"' not in again.text


@BOTH
def test_offer_in_a_session_that_was_called_off_says_that_nothing_is_to_do(site: Site, language: str) -> None:
    page = page_of_offer(site, sessions=VISION)
    token = site.token("Aino", page)
    site.edit(WorkshopSession, {"cancelled": words("Sairastapaus")}, key=OTHER_GOALS)
    answer = site.person("Aino").posts({"csrf_token": token, "answer": "accept"}, page)
    assert headline(answer) == {"fi": "Työpaja on peruttu", "sv": "Workshoppen har ställts in"}[language]
    assert 'role="alert"' not in answer.text


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [
        ("lapse", "Et vastannut paikkatarjoukseen ajoissa, eikä sinulla ole muita paikkoja."),
        ("decline", "Et ottanut sinulle tarjottua paikkaa, eikä sinulla ole muita paikkoja."),
        ("cancel", "Ilmoittautumisesi on peruttu. Ilmoittaudu uudelleen"),
    ],
)
def test_registration_that_has_ended_says_why(site: Site, ending: str, sentence: str) -> None:
    page = page_of_offer(site)
    own = page.partition("/tarjous")[0]
    if ending == "lapse":
        site.jobs(DEADLINE)
    elif ending == "decline":
        site.person("Aino").answers(page, answer="decline")
    else:
        site.person("Aino").answers(f"{own}/peru")
    assert sentence in seen(site, own)


def test_offer_that_lapsed_is_told_beside_what_is_left(site: Site) -> None:
    own = page_of_offer(site, sessions=VISION).partition("/tarjous")[0]
    site.jobs(DEADLINE)
    told = seen(site, own)
    assert "Et vastannut paikkatarjoukseen ajoissa: Strategiset päämäärät ti 26.4.2022." in told
    assert "(päättynyt to 7.4.2022 klo 12)" in told


@BOTH
def test_session_that_was_called_off_asks_for_nothing(site: Site, language: str) -> None:
    own = site.registered("Aino", sessions=VISION)
    site.edit(WorkshopSession, {"cancelled": words("Sairastapaus")}, key=VISION)
    page = site.person("Aino").client.get(own).text
    group = page.partition('id="ks-called-off"')[2].partition("</section>")[0]
    assert {"fi": "Sinun ei tarvitse tehdä mitään.", "sv": "Du behöver inte göra något."}[language] in group
    assert "Visio-työpaja" in group
    assert "Sairastapaus" in group
    gone = ("ks-confirmed", "?booking=", "kalenteri.ics", "kalender.ics")
    assert [each for each in gone if each in page] == []


@pytest.mark.parametrize(
    ("offer_hours", "sentence"),
    [
        (48, "Sinulla on paikka to 2.6.2022. Jos otat paikan ke 1.6.2022, luovut nykyisestä paikastasi."),
        (0, "Sinulla on paikka to 2.6.2022. Jos ke 1.6.2022 vapautuu paikka, saat sen tämän tilalle."),
    ],
)
def test_place_that_is_held_while_another_is_awaited_says_how_they_belong_together(
    site: Site, offer_hours: int, sentence: str
) -> None:
    site.edit(Process, {"offer_hours": offer_hours})
    site.registered("Kristian", **{ALTERNATIVES: JUNE_1})
    own = site.registered("Aino", **{ALTERNATIVES: JUNE_1, "waitlist": JUNE_1, "otherwise": "viimeistely"})
    assert site.statuses("Aino") == {JUNE_2: "confirmed", JUNE_1: "waitlisted"}
    told = seen(site, own)
    assert sentence in told
    assert told.index("to 2.6.2022") < told.index("ke 1.6.2022")


def test_page_tells_theme_and_language_of_the_sessions_and_when_one_was_cancelled(site: Site) -> None:
    site.edit(WorkshopSession, {"theme": words("Palvelut"), "languages": ["fi", "sv"]}, key=VISION)
    own = site.registered("Aino", sessions=[VISION, GOALS])
    told = seen(site, own)
    assert "Teema: Palvelut" in told
    assert "Kieli: suomi ja ruotsi" in told
    site.person("Aino").answers(f"{own}/peru?booking={site.booking('Aino', GOALS)}")
    assert "ke 20.4.2022 (peruttu ti 5.4.2022 klo 12)" in seen(site, own)


def test_new_address_is_told_to_have_a_new_link(site: Site) -> None:
    own = site.registered("Aino", sessions=VISION)
    details = site.person("Aino").details
    same = site.person("Aino").answers(f"{own}/tiedot", **details, phone="050 123 4567")
    assert "Linkkisi on vaihtunut" not in seen(site, same.location)
    other = site.person("Aino").answers(f"{own}/tiedot", **{**details, "email": "uusi@example.fi"})
    assert "Linkkisi on vaihtunut. Aiempien viestien linkki ei enää toimi." in seen(site, other.location)


def test_sessions_and_venues_stand_in_the_order_of_their_days_after_a_move(site: Site) -> None:
    late = {"date": day(date(2022, 5, 30)), "starts_at": datetime(2022, 5, 30, 14, tzinfo=UTC)}
    moved = {**late, "ends_at": datetime(2022, 5, 30, 17, tzinfo=UTC), "access": words("Ahtaat portaat")}
    site.edit(WorkshopSession, moved, key=GOALS)
    site.edit(WorkshopSession, {"access": words("Tilava hissi")}, key=OTHER_GOALS)
    for path in ("/strategia/tyopajat/paamaarat", "/strategia/tyopajat", "/strategia/ilmoittautuminen"):
        told = seen(site, path)
        assert told.index("ti 26.4.2022") < told.index("ma 30.5.2022"), path
    step = {"step": "details", "sessions": [GOALS, OTHER_GOALS]}
    details = site.person("Aino").posts({**site.person("Aino").opens(), **step}).text
    assert details.index("Tilava hissi") < details.index("Ahtaat portaat")
