"""One registration in the hands of staff: its story, and what they do for the person."""

from __future__ import annotations

import re

import pytest

from ...town import GOALS, OTHER_GOALS, VISION
from .conftest import FI, Office


@pytest.fixture
def aino(office: Office) -> str:
    """The page of somebody with two workshops."""
    return f"/ilmoittautumiset/{office.resident('Aino', VISION, GOALS)}"


@pytest.fixture
def offered(office: Office) -> str:
    """The page of somebody to whom a seat is on offer."""
    office.alter("UPDATE kaarina_strategy_process SET offer_hours = 48")
    office.resident("Aino", OTHER_GOALS)
    public_id = office.resident("Kristian", OTHER_GOALS)
    office.send(f"/tilaisuudet/{OTHER_GOALS}", capacity="2")
    return f"/ilmoittautumiset/{public_id}"


def links(office: Office, page: str, word: str) -> list[str]:
    """The ways from the page to what has this word in its address."""
    return re.findall(rf'href="{FI}({page}/{word}\?booking=\d+)"', office.page(page))


def test_registration_shows_its_bookings_story_and_messages(office: Office, aino: str) -> None:
    page = office.page(aino)
    parts = ("Visio-työpaja", "aino@example.fi", "ks-story", 'value="abort"')
    assert [each for each in parts if each not in page] == []


def test_one_booking_is_cancelled_and_the_others_stay(office: Office, aino: str) -> None:
    first = links(office, aino, "peru")[0]
    assert office.send(first).status_code == 303
    assert office.statuses(aino.rpartition("/")[2]) == ["cancelled", "confirmed"]


def test_everything_is_cancelled_at_once(office: Office, aino: str) -> None:
    office.send(f"{aino}/peru")
    assert office.statuses(aino.rpartition("/")[2]) == ["cancelled", "cancelled"]
    assert links(office, aino, "peru") == []


def test_story_tells_who_cancelled(office: Office, aino: str) -> None:
    office.send(f"{aino}/peru")
    assert "reija" in office.page(aino).partition('id="ks-story"')[2]


@pytest.mark.parametrize(("answer", "status"), [("accept", "confirmed"), ("decline", "declined")])
def test_offer_is_answered_for_the_person(office: Office, offered: str, answer: str, status: str) -> None:
    (link,) = links(office, offered, "tarjous")
    assert office.send(link, answer=answer).status_code == 303
    assert office.statuses(offered.rpartition("/")[2]) == [status]


def test_answer_must_be_one_of_two(office: Office, offered: str) -> None:
    (link,) = links(office, offered, "tarjous")
    assert office.send(link, answer="perhaps").status_code == 422
    assert office.statuses(offered.rpartition("/")[2]) == ["offered"]


def test_offer_that_has_run_out_is_told(office: Office, offered: str, clock) -> None:
    (link,) = links(office, offered, "tarjous")
    form = office.client.get(FI + link).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    clock.now = clock.now.replace(day=9)
    answer = office.client.post(FI + link, data={"csrf_token": token and token[1], "answer": "accept"})
    assert answer.status_code == 409


def story(office: Office, page: str) -> str:
    """The page but for who has seen it, to which every look adds."""
    return office.facts(page).partition('id="ks-readings"')[0]


def test_asking_changes_nothing(office: Office, offered: str) -> None:
    before = story(office, offered)
    for path in [f"{offered}/peru", *links(office, offered, "peru"), *links(office, offered, "tarjous")]:
        assert office.client.get(FI + path).status_code == 200
    assert story(office, offered) == before


def test_booking_of_somebody_else_is_not_there(office: Office, aino: str) -> None:
    other = f"/ilmoittautumiset/{office.resident('Kristian', VISION)}"
    booking = links(office, other, "peru")[0].partition("?")[2]
    assert office.client.get(f"{FI}{aino}/peru?{booking}").status_code == 404
    assert office.client.get(f"{FI}{aino}/tarjous?{booking}").status_code == 404


def test_what_is_cancelled_twice_is_told(office: Office, aino: str) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', office.page(f"{aino}/peru"))
    fields = {"csrf_token": token and token[1]}
    first, second = (office.client.post(f"{FI}{aino}/peru", data=fields) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 409)


def test_registration_of_another_process_is_not_there(office: Office, aino: str) -> None:
    office.alter(
        "INSERT INTO kaarina_strategy_process (slug, revision, time_zone, name, goal, findings_are_excerpt,"
        " participation, registration_mode, registration_opens_at, created_at, published_at)"
        " SELECT 'toinen', 1, time_zone, name, goal, findings_are_excerpt, participation, registration_mode,"
        " registration_opens_at, created_at, published_at FROM kaarina_strategy_process"
    )
    assert office.client.get(f"/strategia/toinen/hallinta{aino}").status_code == 404
    assert office.client.get(f"/strategia/kaarina-2022/hallinta{aino}").status_code == 200
