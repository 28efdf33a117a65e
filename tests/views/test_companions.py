"""People who come along: places for all of them or for none, and never more than the process allows."""

from __future__ import annotations

import re

import pytest

from kaarina_strategy_ext.models import Process, WorkshopSession

from ..town import GOALS, OTHER_GOALS, VISION
from .residents import FORM, Site

BOTH = pytest.mark.parametrize("language", ["fi", "sv"])
SESSIONS = {"fi": "/tyopajat", "sv": "/workshoppar"}
PLACES = "SELECT status, seats FROM kaarina_strategy_booking ORDER BY id"
SELECTED = re.compile(r'<option value="(\d)" selected>')


@pytest.fixture
def site(site: Site) -> Site:
    """A site where one may bring up to three people along."""
    site.edit(Process, {"companions": 3})
    return site


@BOTH
def test_form_asks_how_many_come_along(site: Site, language: str) -> None:
    aino = site.person("Aino")
    page = aino.posts({**aino.opens(), "sessions": VISION, "step": "details"}).text
    assert re.findall(r'<option value="(\d)"', page) == ["0", "1", "2", "3"]
    assert '<label class="ks-label" for="companions">' in page


def test_process_without_companions_neither_asks_nor_listens(site: Site) -> None:
    site.edit(Process, {"companions": 0})
    aino = site.person("Aino")
    page = aino.posts({**aino.opens(), "sessions": VISION, "step": "details"}).text
    site.registered("Aino", sessions=VISION, companions="2")
    assert 'name="companions"' not in page
    assert site.sql(PLACES) == [("confirmed", 1)]


@BOTH
def test_all_get_places_where_there_is_room_for_all(site: Site, language: str) -> None:
    own = site.registered("Aino", sessions=VISION, companions="1")
    assert site.sql(PLACES) == [("confirmed", 2)]
    assert re.search(r"<dd>\s*1\s*</dd>", site.person("Aino").client.get(own).text)


def test_places_of_companions_are_taken_for_all_others(site: Site) -> None:
    site.registered("Aino", sessions=VISION, companions="1")
    assert site.person("Kristian").sends(sessions=VISION).status_code == 409


@BOTH
def test_where_there_is_no_room_for_all_they_wait_together(site: Site, language: str) -> None:
    site.registered("Kristian", sessions=VISION)
    site.registered("Aino", sessions=VISION, companions="1")
    assert site.sql(PLACES) == [("confirmed", 1), ("waitlisted", 2)]


def test_who_waits_together_gets_places_together(site: Site) -> None:
    first = site.registered("Kristian", sessions=VISION)
    site.registered("Aino", sessions=VISION, companions="1")
    site.edit(Process, {"offer_hours": 0})
    site.person("Kristian").answers(f"{first}/peru")
    assert site.sql(PLACES) == [("cancelled", 1), ("confirmed", 2)]


@BOTH
def test_check_promises_no_places_that_do_not_suffice_for_all(site: Site, language: str) -> None:
    site.registered("Kristian", sessions=VISION)
    alone = site.person("Aino").sends(sessions=VISION, step="check").text
    together = site.person("Aino").sends(sessions=VISION, step="check", companions="1").text
    expected = re.compile(r"<br>\s*<b>(.*?)</b>")
    assert expected.findall(alone) != expected.findall(together)
    assert len(expected.findall(together)) == 1


@BOTH
@pytest.mark.parametrize("companions", ["4", "-1", "1.5", "two", "²", "٣", "1 000 000"])
def test_wrong_number_is_refused_and_everything_typed_is_kept(
    site: Site, language: str, companions: str, count
) -> None:
    answer = site.person("Aino").sends(sessions=VISION, companions=companions, phone="050 123 4567")
    assert answer.status_code == 422
    assert 'href="#companions"' in answer.text
    assert re.search(r'<select[^>]* id="companions"[^>]* aria-invalid="true"', answer.text)
    assert 'value="050 123 4567"' in answer.text
    assert count("registration") == 0


def test_number_that_was_allowed_when_the_form_was_shown_is_refused_beside_the_number(
    site: Site, count
) -> None:
    aino = site.person("Aino")
    opened = aino.opens()
    site.sql("UPDATE kaarina_strategy_process SET companions = 1")  # its revision is to come
    answer = aino.sends(opened=opened, sessions=VISION, companions="3")
    assert answer.status_code == 409
    assert 'href="#companions"' in answer.text
    assert 'id="companions"' in answer.text
    assert SELECTED.findall(answer.text) == ["3"]
    assert count("registration") == 0


@BOTH
def test_party_that_never_fits_is_told_beside_the_number(site: Site, language: str, count) -> None:
    site.registered("Kristian", sessions=VISION)
    answer = site.person("Aino").sends(sessions=VISION, companions="3")
    assert answer.status_code == 409
    assert 'href="#companions"' in answer.text
    assert re.search(r'<select[^>]* id="companions"[^>]* aria-invalid="true"', answer.text)
    assert SELECTED.findall(answer.text) == ["3"]
    assert count("registration") == 1


@BOTH
def test_language_switch_keeps_the_number(site: Site, language: str) -> None:
    other = {"fi": "sv", "sv": "fi"}[language]
    aino = site.person("Aino")
    typed = {**aino.opens(), **aino.details, "sessions": VISION, "companions": "2"}
    details = aino.posts({**typed, "show": "details"}, FORM[other])
    assert SELECTED.findall(details.text) == ["2"]
    for step in ("choose", "check"):
        page = aino.posts({**typed, "show": step}, FORM[other]).text
        assert 'name="companions" value="2"' in page


def test_session_added_later_is_for_all(site: Site) -> None:
    own = site.registered("Aino", sessions=GOALS, companions="2")
    answer = site.person("Aino").answers(f"{own}/tyopajat", sessions=[VISION, OTHER_GOALS])
    assert answer.status_code == 409  # they would never fit
    assert 'href="#session' in answer.text
    site.registered("Kristian", sessions=VISION)
    site.edit(WorkshopSession, {"capacity": 3}, key=VISION)
    assert site.person("Aino").answers(f"{own}/tyopajat", sessions=[VISION]).status_code == 303
    assert site.sql(PLACES) == [("confirmed", 3), ("confirmed", 1), ("waitlisted", 3)]
