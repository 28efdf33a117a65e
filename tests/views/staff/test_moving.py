"""Somebody is moved to another session: where to and why, a second look, and what the person is told."""

from __future__ import annotations

import re

import pytest

from kaarina_strategy_ext.i18n import words

from ...town import GOALS, JUNE_1, JUNE_2, OTHER_GOALS, VISION
from .conftest import FI, SV, Office

REASON = "Toivoi puhelimessa"


@pytest.fixture
def aino(office: Office) -> str:
    """The page of somebody who sits in one of two separate sessions."""
    return f"/ilmoittautumiset/{office.resident('Aino', OTHER_GOALS)}"


def move_links(office: Office, page: str) -> list[str]:
    """The ways to move a booking."""
    return re.findall(rf'href="{FI}({page}/siirto\?booking=\d+)"', office.page(page))


def statuses(office: Office, page: str) -> list[str]:
    return office.statuses(page.rpartition("/")[2])


def test_person_is_moved_after_a_second_look(office: Office, aino: str) -> None:
    (link,) = move_links(office, aino)
    look = office.send(link, session=GOALS, reason=REASON, step="check")
    assert look.status_code == 200
    assert [each for each in (REASON, "20.4.2022", "26.4.2022") if each not in look.text] == []
    assert statuses(office, aino) == ["confirmed"]
    answer = office.send(link, session=GOALS, reason=REASON, step="send")
    assert answer.status_code == 303
    assert statuses(office, aino) == ["cancelled", "confirmed"]
    assert REASON in office.page(aino)


def test_alternatives_are_moved_in_the_same_way(office: Office) -> None:
    page = f"/ilmoittautumiset/{office.resident('Aino', **{'alternative-viimeistely': JUNE_1})}"
    (link,) = move_links(office, page)
    assert office.send(link, session=JUNE_2, reason=REASON, step="send").status_code == 303
    assert statuses(office, page) == ["cancelled", "confirmed"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"session": GOALS, "reason": " "}, "reason"),
        ({"reason": REASON}, "session"),
        ({"session": VISION, "reason": REASON}, "session"),
        ({"session": OTHER_GOALS, "reason": REASON}, "session"),
    ],
)
def test_nobody_is_moved_without_session_and_reason(
    office: Office, aino: str, fields: dict[str, str], wrong: str
) -> None:
    (link,) = move_links(office, aino)
    for step in ("check", "send"):
        answer = office.send(link, **fields, step=step)
        assert answer.status_code == 422
        assert f'href="#{wrong}"' in answer.text
        assert f'id="{wrong}"' in answer.text
    assert statuses(office, aino) == ["confirmed"]


def test_full_session_is_said_to_need_places_first(office: Office, aino: str) -> None:
    office.send(f"/tilaisuudet/{GOALS}", capacity="1")
    office.resident("Kristian", GOALS)
    (link,) = move_links(office, aino)
    page = office.page(link)
    assert words("fi").gettext("No other session has room. Add places to it first.") in page
    assert f'href="{FI}/tilaisuudet/{GOALS}"' in page
    assert 'name="session"' not in page


def test_session_that_has_just_filled_up_is_told(office: Office, aino: str) -> None:
    office.send(f"/tilaisuudet/{GOALS}", capacity="1")
    (link,) = move_links(office, aino)
    token = re.search(r'name="csrf_token" value="([^"]+)"', office.page(link))
    office.resident("Kristian", GOALS)
    fields = {"csrf_token": token and token[1], "session": GOALS, "reason": REASON, "step": "send"}
    answer = office.client.post(FI + link, data=fields)
    assert answer.status_code == 422
    assert words("fi").gettext("Choose a session that has room") in answer.text
    assert statuses(office, aino) == ["confirmed"]


def test_asking_changes_nothing_and_is_there_in_swedish_too(office: Office, aino: str) -> None:
    before = statuses(office, aino)
    (link,) = move_links(office, aino)
    twin = link.replace("ilmoittautumiset", "anmalningar").replace("siirto", "flytt")
    swedish = office.client.get(SV + twin)
    assert words("sv").gettext("Move to another session") in swedish.text
    assert office.client.get(FI + link).status_code == 200
    assert statuses(office, aino) == before


def test_who_waits_or_has_nowhere_to_go_cannot_be_moved(office: Office, aino: str) -> None:
    waiting = f"/ilmoittautumiset/{office.resident('Kristian', OTHER_GOALS)}"
    alone = f"/ilmoittautumiset/{office.resident('Helga', VISION)}"
    assert [move_links(office, each) for each in (waiting, alone)] == [[], []]
    assert office.client.get(f"{FI}{alone}/siirto?booking=3").status_code == 404
    assert office.client.get(f"{FI}{aino}/siirto").status_code == 404
