"""One session: its people, how many it takes, and a seat given beside the queue."""

from __future__ import annotations

import re

import pytest

from ...town import JUNE_1, JUNE_2, OTHER_GOALS, VISION
from ...visitor import HiddenFields
from .conftest import FI, Office

PAGE = f"/tilaisuudet/{VISION}"


@pytest.fixture
def people(office: Office) -> dict[str, str]:
    """Two people with a seat in the vision workshop and two who wait for one, by name."""
    return {name: office.resident(name, VISION) for name in ("Aino", "Kristian", "Kalle", "Ville")}


def size(office: Office) -> tuple[object, ...]:
    """Capacity, reserved seats and size of the waiting list of the vision workshop."""
    names = ("capacity", "reserved_seats", "waiting_list_size")
    query = "SELECT {} FROM kaarina_strategy_session WHERE key = :key"
    return tuple(office.value(query.format(name), key=VISION) for name in names)


def seat_links(office: Office) -> list[str]:
    """The ways to give somebody a seat, in the order of the queue."""
    return re.findall(rf'href="{FI}({PAGE}/paikka/\d+)"', office.page(PAGE))


def test_people_are_listed_with_the_queue_in_its_order(office: Office, people) -> None:
    seated, _, waiting = office.page(PAGE).partition('id="ks-waiting"')
    assert [name for name in people if f"{name} Virtanen</a>" in seated] == ["Aino", "Kristian"]
    assert waiting.index("Kalle") < waiting.index("Ville")
    assert "mailto:kalle@example.fi" in waiting


def test_who_waits_for_any_alternative_is_in_each_queue(office: Office) -> None:
    for name in ("Aino", "Kristian", "Kalle"):
        office.resident(name, **{"alternative-viimeistely": "either", "waitlist": [JUNE_1, JUNE_2]})
    assert all("Kalle Virtanen" in office.page(f"/tilaisuudet/{key}") for key in (JUNE_1, JUNE_2))


def test_raised_capacity_gives_the_seat_to_the_next_in_the_queue(office: Office, people) -> None:
    answer = office.send(PAGE, capacity="3", reserved_seats="", waiting_list_size="")
    assert answer.status_code == 303
    assert [office.statuses(people[name])[-1] for name in ("Kalle", "Ville")] == ["confirmed", "waitlisted"]


def test_raised_capacity_offers_the_seat_where_the_process_asks_first(office: Office, people) -> None:
    office.alter("UPDATE kaarina_strategy_process SET offer_hours = 48")
    office.send(PAGE, capacity="3")
    assert office.statuses(people["Kalle"])[-1] == "offered"


def test_lowered_capacity_takes_nobody_away_and_says_so(office: Office, people) -> None:
    office.send(PAGE, capacity="1")
    assert office.statuses(people["Kristian"]) == ["confirmed"]
    assert "ks-notice-warning" in office.page(PAGE)


def test_empty_field_is_no_limit(office: Office) -> None:
    office.send(PAGE, capacity="", reserved_seats="", waiting_list_size="0")
    assert size(office) == (None, 0, 0)


def test_form_shows_what_is_set(office: Office) -> None:
    office.send(PAGE, capacity="20", reserved_seats="3", waiting_list_size="7")
    page = office.page(PAGE)
    values = re.findall(r'id="(capacity|reserved_seats|waiting_list_size)"[^>]* value="(\d*)"', page)
    assert values == [("capacity", "20"), ("reserved_seats", "3"), ("waiting_list_size", "7")]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "many"}, "capacity"),
        ({"capacity": "-1"}, "capacity"),
        ({"capacity": "1000001"}, "capacity"),
        ({"capacity": "5", "reserved_seats": "x"}, "reserved_seats"),
        ({"capacity": "5", "reserved_seats": "6"}, "reserved_seats"),
        ({"capacity": "", "reserved_seats": "1"}, "reserved_seats"),  # of an unknown number none can be kept
        ({"capacity": "5", "waiting_list_size": "½"}, "waiting_list_size"),
    ],
)
def test_wrong_size_is_told_and_kept_in_its_field(office: Office, fields, wrong: str) -> None:
    answer = office.send(PAGE, **fields)
    assert answer.status_code in (409, 422)
    assert f'href="#{wrong}"' in answer.text
    assert f'value="{fields[wrong]}"' in answer.text
    assert size(office) == (2, 0, None)


def test_seat_is_given_from_those_kept_for_the_office(office: Office, people) -> None:
    office.send(PAGE, capacity="3", reserved_seats="1")
    ville = seat_links(office)[1]
    assert office.send(ville, reason="Esiintyy tilaisuudessa").status_code == 303
    assert office.statuses(people["Ville"])[-1] == "confirmed"
    assert office.statuses(people["Kalle"])[-1] == "waitlisted"
    assert "Esiintyy tilaisuudessa" in office.page(f"/ilmoittautumiset/{people['Ville']}")


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 501, "\x07"])
def test_seat_is_not_given_without_a_reason_that_can_be_read(office: Office, people, reason: str) -> None:
    office.send(PAGE, capacity="3", reserved_seats="1")
    answer = office.send(seat_links(office)[0], reason=reason)
    assert answer.status_code == 422
    assert 'href="#reason"' in answer.text
    assert office.statuses(people["Kalle"])[-1] == "waitlisted"


def seat_page(office: Office, public_id: str) -> str:
    """The path of the page on which a person who waits for the vision workshop is given a seat."""
    query = (
        "SELECT b.id FROM kaarina_strategy_booking b JOIN kaarina_strategy_registration r"
        " ON r.id = b.registration_id WHERE r.public_id = :id"
    )
    return f"{PAGE}/paikka/{office.value(query, id=public_id)}"


def test_full_session_says_before_a_reason_is_written_that_places_come_first(office: Office, people) -> None:
    assert seat_links(office) == []
    assert 'href="#ks-size"' in office.page(PAGE)
    page = office.page(seat_page(office, people["Kalle"]))
    assert f'href="{FI}{PAGE}#ks-size"' in page
    assert 'name="reason"' not in page


def test_seat_that_has_gone_meanwhile_is_refused_and_the_reason_is_kept(office: Office, people) -> None:
    page = seat_page(office, people["Kalle"])
    token = HiddenFields(office.page(PAGE)).values["csrf_token"]
    answer = office.client.post(FI + page, data={"csrf_token": token, "reason": "Esiintyy"})
    assert answer.status_code == 409
    assert "Esiintyy" in answer.text
    assert office.statuses(people["Kalle"])[-1] == "waitlisted"


def test_asking_for_the_reason_changes_nothing(office: Office, people) -> None:
    office.send(PAGE, capacity="3", reserved_seats="1")
    before = office.facts(PAGE)
    for link in seat_links(office):
        assert office.client.get(FI + link).status_code == 200
    assert office.facts(PAGE) == before


def test_waiting_person_of_another_session_is_not_there(office: Office, people) -> None:
    booking = seat_page(office, people["Kalle"]).rpartition("/")[2]
    assert office.client.get(f"{FI}/tilaisuudet/{OTHER_GOALS}/paikka/{booking}").status_code == 404


def test_who_came_is_summed_on_the_session_and_told_at_each_booking(office: Office, people) -> None:
    assert "tuli paikalle" not in office.page(PAGE)
    for sent in ({"mark": f"{people['Aino']}.1"}, {"walk_in": "1"}):
        office.send(f"{PAGE}/ovi", **sent)
    page = office.page(PAGE)
    assert "<b>1/2 tuli paikalle</b>, ja 1 ilman ilmoittautumista" in page
    assert page.count("Tuli paikalle") == 1
    assert "<b>Tuli paikalle</b>" in office.page(f"/ilmoittautumiset/{people['Aino']}")
    assert "paikalle</b>" not in office.page(f"/ilmoittautumiset/{people['Kristian']}")
