"""Whoever is shown somebody's data is written down first, and the registration tells who that was."""

from __future__ import annotations

import json

import pytest

from ...town import GOALS, OTHER_GOALS, VISION
from .conftest import FI, Login, Office, phoned
from .test_access import STRANGERS


def readings(office: Office) -> list[tuple[str, str | None, list[str]]]:
    """What was noted: the page, and whose data it told."""
    number = office.value("SELECT coalesce(max(id), 0) FROM kaarina_strategy_audit_entry")
    found = []
    for each in range(1, number + 1):
        query = "SELECT {} FROM kaarina_strategy_audit_entry WHERE id = :id AND action = 'personal data read'"
        details = office.value(query.format("details"), id=each)
        if details is not None:
            told = json.loads(details) if isinstance(details, str) else details
            subject = office.value(query.format("subject"), id=each)
            found.append((told["page"], subject, told.get("registrations", [])))
    return found


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/ilmoittautumiset/{aino}", "registration"),
        ("/ilmoittautumiset/{aino}/tiedot", "details"),
        ("/ilmoittautumiset/{aino}/tyopajat", "sessions"),
        ("/ilmoittautumiset/{aino}/poista", "erasure"),
        ("/ilmoittautumiset/{aino}/peru", "cancel"),
        ("/ilmoittautumiset/{aino}/siirto?booking=1", "move"),
        ("/ilmoittautumiset/{aino}/vahvistus", "confirmation"),
        ("/ilmoittautumiset", "list"),
        (f"/tilaisuudet/{OTHER_GOALS}", "session"),
        ("/viestit", "messages"),
    ],
)
def test_page_with_somebodys_data_is_written_down(office: Office, path: str, page: str) -> None:
    aino = office.resident("Aino", OTHER_GOALS)
    assert office.client.get(FI + path.format(aino=aino)).status_code == 200
    assert readings(office) == [(page, aino, [])]


@pytest.mark.parametrize("path", ["", "/paikka/2"])
def test_people_of_a_session_are_written_down(office: Office, path: str) -> None:
    aino, kalle = office.resident("Aino", OTHER_GOALS), office.resident("Kalle", OTHER_GOALS)
    office.page(f"/tilaisuudet/{OTHER_GOALS}{path}")
    expected = ("seat", kalle, []) if path else ("session", None, [aino, kalle])
    assert readings(office) == [expected]


def test_offers_and_calls_beside_the_seats_are_written_down(office: Office) -> None:
    office.alter("UPDATE kaarina_strategy_process SET offer_hours = 48")
    office.resident("Aino", OTHER_GOALS)
    office.send("/ilmoittautumiset/uusi", **phoned("Kalle", OTHER_GOALS))
    office.send(f"/tilaisuudet/{OTHER_GOALS}", capacity="2")
    before = len(readings(office))
    office.page("/tilaisuudet")
    kalle = office.value("SELECT public_id FROM kaarina_strategy_registration WHERE first_name = 'Kalle'")
    assert readings(office)[before:] == [("seats", kalle, [])]
    booking = office.value("SELECT max(id) FROM kaarina_strategy_booking")
    office.page(f"/ilmoittautumiset/{kalle}/tarjous?booking={booking}")
    assert readings(office)[before + 1 :] == [("offer", kalle, [])]


def test_search_is_written_down_without_what_was_searched_for(office: Office) -> None:
    aino = office.resident("Aino", VISION)
    office.send("/haku", query="aino")
    last = office.value("SELECT details FROM kaarina_strategy_audit_entry ORDER BY id DESC LIMIT 1")
    assert readings(office)[-1] == ("list", aino, [])
    assert "aino" not in str(last)


def test_nothing_is_written_down_where_nobody_is_shown(office: Office, login: Login) -> None:
    aino = office.resident("Aino", VISION)
    for path in ("/ilmoittautumiset?speaks=sv", "/viennit", "/ilmoittautumiset/uusi", "/"):
        office.page(path)
    login.identity = STRANGERS["employee"]
    office.page(f"/ilmoittautumiset/{aino}")
    assert readings(office) == []


def seen(office: Office, page: str) -> str:
    """Who has seen the details, as the page tells it."""
    return office.page(page).partition('id="ks-seen"')[2].partition("</details>")[0]


def test_registration_tells_who_has_seen_it_alone_among_others_and_in_an_export(office: Office) -> None:
    aino, other = office.resident("Aino", GOALS), office.resident("Kalle", GOALS)
    page = f"/ilmoittautumiset/{aino}"
    assert "Kukaan muu ei ole katsonut" in seen(office, page)
    office.page(f"/tilaisuudet/{GOALS}")
    office.client.get(f"{FI}/viennit/ilmoittautumiset.csv")
    office.client.get(f"{FI}/viennit/tarpeet.csv")
    told = seen(office, page)
    assert [
        each for each in ("Työpajan osallistujat", "Vienti: ilmoittautumiset", "reija") if each not in told
    ] == []
    assert "Vienti: tarpeet" not in told
    assert "Työpajan osallistujat" in seen(office, f"/ilmoittautumiset/{other}")


def test_same_page_on_the_same_day_is_one_line(office: Office) -> None:
    page = f"/ilmoittautumiset/{office.resident('Aino', GOALS)}"
    for _ in range(3):
        office.page(page)
    assert "Ilmoittautuminen (3 ×)" in seen(office, page)


def test_story_begins_with_the_registration_and_tells_messages_and_changes(office: Office) -> None:
    aino = office.resident("Aino", GOALS)
    office.alter("UPDATE kaarina_strategy_message SET state = 'sent', sent_at = created_at")
    person = {"first_name": "Aino", "last_name": "Niemi", "email": "aino@example.fi", "language": "sv"}
    office.send(f"/ilmoittautumiset/{aino}/tiedot", **person)
    story = office.page(f"/ilmoittautumiset/{aino}").partition('id="ks-story"')[2].partition("ks-readings")[0]
    assert "Viesti lähetetty: Ilmoittautumisen vahvistus" in story
    assert "Tietoja muutettu: sukunimi ja kieli" in story
    assert story.rindex("Ilmoittautunut") > story.rindex("Tietoja muutettu")
    assert "Niemi" not in story
