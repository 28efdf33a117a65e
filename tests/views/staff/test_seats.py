"""Workshops and seats: how every session stands, and what waits for somebody."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from ...town import GOALS, NOW, OTHER_GOALS, VISION
from .conftest import FI, SV, Office, numbers, phoned

# Of the columns: state, places, reserved, confirmed, held, offered, waiting, free.
CONFIRMED, OFFERED, WAITING, FREE = 3, 5, 6, 7
SEATS = "/tilaisuudet"


def test_session_is_told_in_numbers(office: Office) -> None:
    for name in ("Aino", "Kristian", "Åsa"):
        office.resident(name, VISION)
    cells = numbers(office.page(SEATS), VISION)
    assert [cells[each] for each in (CONFIRMED, WAITING, FREE)] == ["2", "1", "0"]


def test_companions_are_counted(office: Office) -> None:
    office.alter("UPDATE kaarina_strategy_process SET companions = 3, revision = revision + 1")
    office.resident("Aino", VISION, companions="1")
    assert numbers(office.page(SEATS), VISION)[CONFIRMED] == "2"


def test_session_over_its_capacity_says_by_how_much(office: Office) -> None:
    for name in ("Aino", "Kristian"):
        office.resident(name, VISION)
    office.send(f"/tilaisuudet/{VISION}", capacity="1")
    page = office.page(SEATS)
    assert page.count("ks-over") == 1
    assert "1" in numbers(page, VISION)[FREE]


def test_session_without_capacity_has_no_number_of_free_seats(office: Office) -> None:
    assert numbers(office.page(SEATS), GOALS)[FREE] == "–"


def test_session_that_was_called_off_has_no_free_places(office: Office) -> None:
    reason = "(SELECT title FROM kaarina_strategy_workshop WHERE slug = 'visio')"  # any text will do
    office.alter(f"UPDATE kaarina_strategy_session SET cancelled = {reason} WHERE key = :key", key=VISION)
    office.alter("UPDATE kaarina_strategy_process SET revision = revision + 1")
    assert numbers(office.page(SEATS), VISION)[FREE] == "–"


def test_offer_that_waits_for_an_answer_is_told_with_the_phone_number(office: Office) -> None:
    office.alter("UPDATE kaarina_strategy_process SET offer_hours = 48")
    office.resident("Aino", OTHER_GOALS)
    office.send("/ilmoittautumiset/uusi", **phoned("Kalle", OTHER_GOALS))
    office.send(f"/tilaisuudet/{OTHER_GOALS}", capacity="2")
    page = office.page(SEATS)
    assert "Kalle Niemi" in page
    assert 'href="tel:0501234567"' in page
    assert numbers(page, OTHER_GOALS)[OFFERED] == "1"


@pytest.mark.parametrize("state", ["deferred", "bounced", "given_up"])
def test_trouble_with_mail_leads_to_those_messages(office: Office, state: str) -> None:
    assert f"?state={state}" not in office.page(SEATS)
    office.resident("Aino", VISION)
    office.alter("UPDATE kaarina_strategy_message SET state = :state", state=state)
    assert f'href="{FI}/viestit?state={state}"' in office.page(SEATS)


def test_age_of_the_oldest_message_that_waits_is_told(office: Office, clock) -> None:
    office.resident("Aino", VISION)
    clock.now = NOW.replace(day=6)
    assert "5.4.2022" in office.page(SEATS).partition('id="ks-mail"')[2]


@pytest.mark.parametrize("query", ["virtanen aino", "AINO@example", "Åsa"])
def test_registration_is_found_by_name_and_address(office: Office, query: str) -> None:
    aino = office.resident("Aino", VISION)
    asa = office.resident("Åsa", GOALS, email="asa@example.fi")
    found = office.send("/haku", query=query).text
    wanted, other = (asa, aino) if query == "Åsa" else (aino, asa)
    assert wanted in found
    assert other not in found


def test_registration_is_found_by_its_number(office: Office) -> None:
    public_id = office.resident("Aino", VISION)
    number = f"{public_id[:4]} {public_id[4:8]}".upper()
    assert f"/ilmoittautumiset/{public_id}" in office.send("/haku", query=number).text


@pytest.mark.parametrize("query", ["%", "_", "nobody", "\0"])
def test_nobody_is_found_where_nobody_fits(office: Office, query: str) -> None:
    public_id = office.resident("Aino", VISION)
    answer = office.send("/haku", query=query)
    assert (answer.status_code, public_id in answer.text) == (200, False)


def test_empty_search_says_what_to_enter(office: Office) -> None:
    answer = office.send("/haku", query=" ")
    assert answer.status_code == 422
    assert 'href="#query"' in answer.text


def test_page_is_there_in_both_languages(office: Office) -> None:
    assert 'lang="sv"' in office.page(f"{SV}/tillfallen")
    assert "Visio-työpaja (sv)" in office.page(f"{SV}/tillfallen")


@pytest.mark.parametrize("path", [SEATS, "/", "/tietosuoja", f"/tilaisuudet/{VISION}", "/viestit"])
def test_number_of_queries_does_not_grow_with_the_people(office: Office, path: str) -> None:
    def queries() -> int:
        with office.app.app_context():
            engine = office.app.extensions["sqlalchemy"].engine
        asked: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
        assert office.client.get(FI + path).status_code == 200
        return len(asked)

    office.page(path)  # the first use of a right in a day is noted
    office.resident("Aino", VISION)
    few = queries()
    for name in ("Kristian", "Kalle", "Ville", "Veera"):
        office.resident(name, VISION)
    assert queries() == few


def test_whose_offer_and_number_somebody_sees_is_written_down(office: Office) -> None:
    office.alter("UPDATE kaarina_strategy_process SET offer_hours = 48")
    office.resident("Aino", OTHER_GOALS)
    office.send("/ilmoittautumiset/uusi", **phoned("Kalle", OTHER_GOALS))
    office.send(f"/tilaisuudet/{OTHER_GOALS}", capacity="2")
    office.page(SEATS)
    kalle = office.value("SELECT public_id FROM kaarina_strategy_registration WHERE first_name = 'Kalle'")
    read = "SELECT subject FROM kaarina_strategy_audit_entry WHERE action = 'personal data read'"
    of_page = " AND CAST(details AS TEXT) LIKE :page"
    assert office.value(read + of_page, page='%"seats"%') == kalle
