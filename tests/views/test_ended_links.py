"""Links that open nothing any more: why that is so, and the way on that helps first."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from ..town import NOW, VISION
from .residents import FORM, Site, headline

HOUR = timedelta(minutes=60)
BOTH = pytest.mark.parametrize("language", ["fi", "sv"])
OVER = {"fi": "Vahvistusaika on päättynyt", "sv": "Tiden för att bekräfta har gått ut"}


@pytest.fixture
def verification() -> str:
    return "suspicious"


def first_way(answer: TestResponse) -> str:
    """The address of the first link below the page's main heading."""
    return re.findall(r'href="([^"]+)"', answer.text.partition("</h1>")[2])[0]


@BOTH
def test_hold_that_nobody_confirmed_is_named_and_leads_to_signing_up_again(site: Site, language: str) -> None:
    own = site.hasty("Aino", sessions=VISION)
    site.jobs(NOW + HOUR)
    answer = site.person("Aino").client.get(own)
    assert (answer.status_code, headline(answer), first_way(answer)) == (404, OVER[language], FORM[language])


@BOTH
def test_confirmation_pressed_too_late_tells_the_truth_and_no_mistake(site: Site, language: str) -> None:
    own = site.hasty("Aino", sessions=VISION)
    site.clock.now = NOW + HOUR
    answer = site.person("Aino").posts(
        {"csrf_token": site.token("Aino", FORM[language])},
        f"{own}/{'vahvista' if language == 'fi' else 'bekrafta'}",
    )
    assert (answer.status_code, headline(answer), first_way(answer)) == (409, OVER[language], FORM[language])
    assert 'role="alert"' not in answer.text


def test_link_of_somebody_who_was_erased_on_request_is_told_apart(site: Site) -> None:
    own = site.hasty("Aino", sessions=VISION)
    erased = site.person("Aino").answers(f"{own}/poista")
    site.jobs(NOW + HOUR)
    after = site.person("Aino").client.get(erased.location)
    again = site.person("Aino").client.get(own)
    assert headline(again) == "Ilmoittautuminen on poistettu"
    assert [first_way(each) for each in (after, again)] == [FORM["fi"]] * 2
    assert "kalenteristasi" in after.text


def test_last_page_of_an_erased_person_is_that_of_their_process(site: Site) -> None:
    own = site.hasty("Aino", sessions=VISION)
    site.sql(
        "INSERT INTO kaarina_strategy_process (slug, revision, time_zone, name, goal, findings_are_excerpt,"
        " participation, registration_mode, created_at, published_at)"
        " SELECT 'toinen', 1, time_zone, name, goal, findings_are_excerpt, participation, 'announced_later',"
        " created_at, published_at FROM kaarina_strategy_process"
    )
    erased = site.person("Aino").answers(f"{own}/poista")
    assert erased.location == "/strategia/kaarina-2022/ilmoittautuminen/poistettu"


@pytest.mark.parametrize("path", ["/strategia/oma/", "/strategia/ilmoita/"])
def test_beginning_of_a_link_is_told_from_a_wrong_one(site: Site, path: str) -> None:
    client = site.app.test_client()
    cut, wrong = client.get(path + "A" * 40), client.get(path + "A" * 54)
    assert (cut.status_code, wrong.status_code) == (404, 404)
    assert headline(cut) == "Linkki on katkennut"
    assert headline(wrong) != headline(cut)
