"""Whom staff must phone, because something has changed and no mail can tell it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kaarina_strategy_ext.models import Change, ChangeKind

from ...town import GOALS, NOW, VISION
from .conftest import FI, SV, Office, phoned


@pytest.fixture
def kalle(office: Office) -> str:
    """The page of somebody without e-mail who comes to the vision workshop."""
    entered = office.send("/ilmoittautumiset/uusi", **phoned("Kalle", VISION))
    return str(entered.location.partition("?")[0].removeprefix(FI))


def moved(office: Office, clock, key: str = VISION) -> None:
    """Let an editor move the session, an hour after all that went before."""
    clock.now += timedelta(hours=1)
    when = {"date": "2022-04-13", "starts": "17:00", "ends": "20:00"}
    with office.app.app_context():
        session = office.app.extensions["sqlalchemy"].session
        session.add(Change(process_id=1, at=clock.now, kind=ChangeKind.TIME, subject=key, after=when))
        session.commit()
    clock.now += timedelta(hours=1)


def calls(office: Office, path: str = "/tilaisuudet") -> str:
    """The part of the overview that tells whom to phone."""
    return office.page(path).partition('id="ks-calls"')[2].partition("</section>")[0]


@pytest.mark.parametrize("path", ["/tilaisuudet", f"{SV}/tillfallen"])
def test_person_without_an_address_is_to_be_phoned_about_a_move(
    office: Office, kalle: str, clock, path: str
) -> None:
    office.resident("Aino", VISION)
    assert calls(office, path) == ""
    moved(office, clock)
    told = calls(office, path)
    assert ("Kalle Niemi" in told, "0501234567" in told, "13.4.2022" in told) == (True, True, True)
    assert "Aino" not in told
    assert "13.4.2022" in office.page(kalle).partition('id="phoned"')[0]


def test_person_who_has_been_told_is_not_phoned_twice_but_of_the_next_change(
    office: Office, kalle: str, clock
) -> None:
    moved(office, clock)
    assert office.send(kalle).status_code == 303
    assert calls(office) == ""
    assert "Kerrottu puhelimitse" in office.page(kalle).partition('id="ks-story"')[2]
    moved(office, clock)
    assert "Kalle Niemi" in calls(office)


def test_what_changed_before_or_elsewhere_concerns_nobody(office: Office, clock) -> None:
    moved(office, clock)
    office.send("/ilmoittautumiset/uusi", **phoned("Kalle", VISION))
    moved(office, clock, GOALS)
    assert calls(office) == ""


def test_place_given_from_the_waiting_list_is_told_by_phone(office: Office, clock) -> None:
    for name in ("Aino", "Kristian"):
        office.resident(name, VISION)
    office.send("/ilmoittautumiset/uusi", **phoned("Kalle", VISION))
    clock.now = NOW + timedelta(hours=1)
    office.send(f"/tilaisuudet/{VISION}", capacity="3")
    assert "Kalle Niemi" in calls(office)
